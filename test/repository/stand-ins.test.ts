import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const { devDependencies, overrides } = JSON.parse(readFileSync('package.json', 'utf8'));
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const scanner = readFileSync('osv-scanner.toml', 'utf8');

/** The replaced package, and the folder of its stub. */
const STAND_INS = Object.entries<string>(devDependencies)
  .filter(([, version]) => version.startsWith('file:'))
  .map(([replaced, version]) => [replaced, version.slice('file:'.length)] as const);

/** The bundled packages of @actions. */
const BUNDLED = Object.keys(packages).filter(
  path => path.startsWith('node_modules/@actions/') && !packages[path].dev && !packages[path].link,
);

/** Their modules. */
const modules = BUNDLED.flatMap(path => {
  const folder = join(path, 'lib');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.[cm]?js$/.test(file));
  return files.map(file => readFileSync(join(folder, file), 'utf8'));
});

/** @returns the exports of a package that a module uses; undefined for an import written in an unknown form */
function used(module: string, name: string): string[] | undefined {
  const quoted = `['"]${name}['"]`;
  const imports = [...module.matchAll(new RegExp(`(?:\\bfrom|\\bimport|\\()\\s*${quoted}`, 'g'))];
  const named = [...module.matchAll(new RegExp(`import \\{([^}]*)\\} from ${quoted}`, 'g'))];
  const spaces = [...module.matchAll(new RegExp(`import \\* as (\\w+) from ${quoted}`, 'g'))];
  if (imports.length !== named.length + spaces.length) return undefined;
  return [
    ...named.flatMap(([, names = '']) => names.split(',').map(each => each.trim().split(' as ')[0] ?? '')),
    ...spaces.flatMap(([, space]) =>
      [...module.matchAll(new RegExp(`\\b${space}\\.(\\w+)`, 'g'))].map(([, member = '']) => member),
    ),
  ];
}

test('there is a stub for each of the three packages', () => {
  expect(STAND_INS.map(([replaced]) => replaced).sort()).toEqual(['@actions/exec', 'tunnel', 'undici']);
});

test('the bundled packages of @actions are the expected ones', () => {
  expect(BUNDLED.map(path => path.slice('node_modules/'.length))).toEqual(['@actions/core', '@actions/http-client']);
});

test.for(STAND_INS)('the stub for %s exports what its importers use', async ([replaced, folder]) => {
  const uses = modules.map(module => used(module, replaced));
  expect(uses, `an import of ${replaced} in a form unknown to this test`).not.toContain(undefined);
  const names = [...new Set(uses.flat())];
  expect(names.length, `${replaced} is no longer imported: remove its stub`).toBeGreaterThan(0);
  const exported = Object.keys(await import(join(process.cwd(), folder, 'index.js')));
  expect(exported).toEqual(expect.arrayContaining(names));
});

// A scanner reads name and version in the lock file as a package of the registry, and undici 0.0.0 is vulnerable.
test.for(STAND_INS)('no scanner mistakes the stub for %s for the real package', ([replaced, folder]) => {
  const name = `stand-in-for-${replaced.replace('@', '').replace('/', '-')}`;
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name).toBe(name);
  expect(packages[folder].name).toBe(name);
  // Each importer gets a link to the folder, and the real package is not in the lock file.
  expect(overrides[replaced]).toBe(`$${replaced}`);
  const installed = Object.entries<{ link?: boolean; name?: string }>(packages).filter(
    ([path, { name = path.split('node_modules/').at(-1) }]) => name === replaced && path !== folder,
  );
  expect(installed.map(([path, { link }]) => [path, link])).toEqual([[`node_modules/${replaced}`, true]]);
  expect(scanner).toContain(`[[PackageOverrides]]\nname = "${name}"\necosystem = "npm"\nignore = true\n`);
});

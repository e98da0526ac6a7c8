/**
 * Builds `dist/`: TypeScript to `lib/`, then one bundle, then an entry beside it for each program that a runner starts.
 * `--check` builds elsewhere and fails when the committed `dist/` is not what the source builds.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}

function build(folder: string): void {
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  run('tsc', '--project', '.');
  // ncc bundles for the kind of module that the next package.json says. CommonJS starts two milliseconds earlier.
  writeFileSync(join(root, 'lib', 'package.json'), '{}\n');
  run('ncc', 'build', 'lib/index.js', '--out', folder, '--quiet');
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(folder, 'licenses.txt'), licenses());
  const programs = [...readFileSync(join(root, 'src', 'index.ts'), 'utf8').matchAll(/export \{ (\w+) \}/g)];
  for (const [, program = ''] of programs) {
    writeFileSync(join(folder, `${program}.js`), `require('./index.js').${program}();\n`);
  }
}

/**
 * The licences of the packages that are bundled: those that package-lock.json has for more than development. What ncc
 * offers (`--license`) leaves out the packages that it merges into one module: all of @actions.
 */
function licenses(): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const bundled = Object.keys(packages).filter(path => {
    const { dev, optional, link } = packages[path];
    return path.startsWith('node_modules/') && !dev && !optional && !link;
  });
  const texts = bundled.sort().map(path => {
    const name = readdirSync(join(root, path)).find(file => /^licen[cs]e(\.|$)/i.test(file));
    if (name === undefined) throw new Error(`${path} has no licence file`);
    const text = readFileSync(join(root, path, name), 'utf8')
      .replaceAll('\r', '')
      .trim();
    return `${path.replace('node_modules/', '')} ${packages[path].version} (${packages[path].license})\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(72)}\n\n`);
}

function read(folder: string): Map<string, string> {
  return new Map(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]));
}

function check(): void {
  const folder = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    build(folder);
    const built = read(folder);
    const committed = read(dist);
    const different = [...new Set([...built.keys(), ...committed.keys()])].filter(
      name => built.get(name) !== committed.get(name),
    );
    if (different.length > 0) {
      console.error(`dist/ is not what the source builds: ${different.join(', ')}. Run npm run build and commit it.`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv.includes('--check')) {
  check();
} else {
  rmSync(dist, { recursive: true, force: true });
  build(dist);
}

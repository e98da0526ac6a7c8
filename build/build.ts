/**
 * Builds `dist/`: TypeScript to `lib/`, then one bundle, then an entry for each program that a runner starts.
 * `--check` fails when the committed `dist/` is not what the source builds, and leaves it as it is. `--if-needed` builds
 * only when something has changed since the last build.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { requireReadablePath } from './checkout-path.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const cache = join(root, 'node_modules', '.cache');
/** A digest of what went into the last build and of what came out. */
const stamp = join(cache, 'build');
const lock = join(cache, 'build.lock');
/**
 * What an entry looks at before it loads the bundle. A post step that has nothing to do ends there: `src/state.ts` says so
 * in the state, and has the same rule.
 */
const GUARDS: Readonly<Record<string, string>> = {
  post:
    'const { STATE_outcome: outcome, STATE_plan: plan, STATE_credential: credential } = process.env;\n' +
    "if (outcome !== 'done' && (outcome || plan || credential)) ",
};
/** What a build is made of. */
const SOURCES = ['src', 'build', 'tsconfig.json', 'package-lock.json'];

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
    writeFileSync(join(folder, `${program}.js`), `${GUARDS[program] ?? ''}require('./index.js').${program}();\n`);
  }
}

/**
 * The licenses of the packages that are bundled: those that package-lock.json has for more than development. What ncc
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
    if (name === undefined) throw new Error(`${path} has no license file`);
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

/** The digest of the sources and of `dist/` as they are now. */
function digest(): string {
  const hash = createHash('sha256');
  for (const name of [...SOURCES, 'dist']) {
    const path = join(root, name);
    const files = statSync(path, { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map(each => join(path, each))
      : [path];
    for (const file of files.sort()) {
      if (statSync(file, { throwIfNoEntry: false })?.isFile()) hash.update(`${file}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Puts what was built into `dist/`, file by file: tests that run at the same time always find it. */
function replace(built: ReadonlyMap<string, string>, folder: string): void {
  mkdirSync(dist, { recursive: true });
  const old = read(dist);
  for (const [name, text] of built) if (old.get(name) !== text) renameSync(join(folder, name), join(dist, name));
  for (const name of old.keys()) if (!built.has(name)) rmSync(join(dist, name));
}

/** Builds, and then replaces `dist/` or only compares. */
function work(mode: 'build' | 'check'): void {
  const folder = mkdtempSync(join(cache, 'dist-'));
  try {
    build(folder);
    const built = read(folder);
    const committed = mode === 'check' ? read(dist) : built;
    const different = [...new Set([...built.keys(), ...committed.keys()])].filter(
      name => built.get(name) !== committed.get(name),
    );
    if (different.length > 0) {
      console.error(`dist/ is not what the source builds: ${different.join(', ')}. Run npm run build and commit it.`);
      process.exitCode = 1;
      return;
    }
    if (mode === 'build') replace(built, folder);
    writeFileSync(stamp, digest());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isUpToDate(): boolean {
  return statSync(stamp, { throwIfNoEntry: false }) !== undefined && readFileSync(stamp, 'utf8') === digest();
}

/** One build at a time: two would share `lib/`. A lock of a build that died is taken away. */
async function alone(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    await delay(100);
    if (!isHeld()) rmSync(lock, { force: true });
  }
}

function isHeld(): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

requireReadablePath(root);
await alone();
if (process.argv.includes('--check')) work('check');
else if (!process.argv.includes('--if-needed') || !isUpToDate()) work('build');

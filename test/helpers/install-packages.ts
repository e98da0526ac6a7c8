import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs packages that this project does not depend on, from npm, once for each version. Their scripts do not run.
 *
 * @param folder of their own, below .e2e/
 * @param packages each as name@version
 * @throws Error if one cannot be installed
 */
export function installPackages(folder: string, packages: readonly string[]): void {
  once(folder, packages, () => {
    install('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, ...packages]);
  });
}

/**
 * The same from PyPI, into a virtual environment.
 *
 * @param packages each as name==version
 * @returns the folder of its programs
 */
export function installPythonPackages(folder: string, packages: readonly string[]): string {
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  once(folder, packages, () => {
    install('python3', ['-m', 'venv', folder]);
    install(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  });
  return bin;
}

function once(folder: string, packages: readonly string[], work: () => void): void {
  mkdirSync(folder, { recursive: true });
  const marks = packages.map(name => join(folder, name.replaceAll('/', '+')));
  if (marks.every(mark => existsSync(mark))) return;
  work();
  for (const mark of marks) writeFileSync(mark, '');
}

function install(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

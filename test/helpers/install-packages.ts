import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs packages that this project does not depend on, from npm, once for each version. Their scripts do not run.
 *
 * @param folder of their own, below .e2e/
 * @param packages each as name@version
 * @throws Error when one cannot be had
 */
export function installPackages(folder: string, packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  if (packages.every(name => existsSync(join(folder, name)))) return;
  const { status } = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not install ${packages.join(', ')}`);
  for (const name of packages) writeFileSync(join(folder, name), '');
}

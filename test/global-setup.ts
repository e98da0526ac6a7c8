import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { measurePatience } from './helpers/patience.ts';

/**
 * Builds `dist/` before any test starts it, when it is not what the source builds, and measures how busy the machine is.
 * The workers inherit the environment of this process.
 */
export default function setup(): void {
  const build = join(import.meta.dirname, '..', 'build', 'build.ts');
  const { status } = spawnSync(process.execPath, [build, '--if-needed'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('dist/ cannot be built; the errors in the source are above');
  measurePatience();
}

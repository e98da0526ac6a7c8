import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Linux keeps what lies here in memory. */
const MEMORY = '/dev/shm';
/** In bytes. A container has 64 MiB by default, which is too little. */
const ENOUGH = 1024 ** 3;

/**
 * Tests write tens of thousands of small files, which takes a disk a third of the suite's time. Until this process ends,
 * it and its children have their temporary folder in memory, where the machine has room for it and runs programs there.
 */
export function keepTemporaryFilesInMemory(): void {
  if (!hasRoom()) return;
  const folder = mkdtempSync(join(MEMORY, 'idn-oauth-client-'));
  // Some tests start a program as another user.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function hasRoom(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    const [, , , options = ''] =
      readFileSync('/proc/mounts', 'utf8')
        .split('\n')
        .find(line => line.includes(` ${MEMORY} `))
        ?.split(' ') ?? [];
    return bavail * bsize > ENOUGH && !options.split(',').includes('noexec');
  } catch {
    return false;
  }
}

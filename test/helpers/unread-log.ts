import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../runner/runner.ts';

/** @returns a Node whose standard output is a pipe that is no longer read: each write fails with EPIPE */
export async function nodeWithUnreadLog({ folder }: Job): Promise<string> {
  const node = join(folder, 'node-without-reader');
  // The shell waits until the reader has exited.
  const script = `#!/bin/bash
set -o pipefail
{ sleep 0.3; exec "${process.execPath}" "$@"; } | true
`;
  await writeFile(node, script, { mode: 0o755 });
  return node;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../runner/runner.ts';

/** Reads as much as a pipe can buffer, then sleeps. */
const READER = `
const { readSync, writeSync } = require('node:fs');
const chunk = Buffer.alloc(16 * 1024);
const nap = new Int32Array(new SharedArrayBuffer(4));
for (let size; (size = readSync(0, chunk)) > 0;) {
  for (let sent = 0; sent < size;) sent += writeSync(1, chunk, sent, size - sent);
  Atomics.wait(nap, 0, 0, 20);
}
`;

/** @returns a Node whose standard output is a pipe with a slow reader; killed by a signal, it exits with 128 + its number */
export async function nodeWithSlowReader({ folder }: Job): Promise<string> {
  const [node, reader] = [join(folder, 'node-slowly-read'), join(folder, 'slow-reader.cjs')];
  await writeFile(reader, READER);
  const script = `#!/bin/bash
set -o pipefail
"${process.execPath}" "$@" | env -u NODE_OPTIONS "${process.execPath}" "${reader}"
`;
  await writeFile(node, script, { mode: 0o755 });
  return node;
}

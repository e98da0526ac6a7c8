import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Job } from '../runner/runner.ts';
import { preload } from './preload.ts';

/**
 * A name server that never responds, as far as Node sees one: each look-up keeps a thread of libuv's pool, and Node
 * also waits for the thread when it exits.
 *
 * @param resolved how many look-ups it resolves before that
 * @returns the environment of a program that has this name server
 */
export function silentNameServer(job: Job, resolved = 0): Promise<Record<string, string>> {
  const pipe = join(job.folder, 'pipe-without-writer');
  execFileSync('mkfifo', [pipe]);
  return preload(
    job,
    `const dns = require('node:dns');
     const { lookup } = dns;
     let resolved = ${resolved};
     dns.lookup = (...all) => {
       if (resolved-- > 0) return lookup(...all);
       require('node:fs').open(${JSON.stringify(pipe)}, 'r', () => {});
     };`,
  );
}

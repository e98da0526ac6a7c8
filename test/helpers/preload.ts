import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../runner/runner.ts';

/** The environment that makes Node run a CommonJS script before a program, for faults that no input can cause. */
export async function preload({ folder }: Job, script: string): Promise<Record<string, string>> {
  const file = join(folder, 'preload.cjs');
  await writeFile(file, script);
  return { NODE_OPTIONS: `--require=${file}` };
}

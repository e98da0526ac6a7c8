import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../runner/runner.ts';

/** The environment that makes Node run a script (CommonJS) before a program: it breaks what no input can break. */
export async function preload({ folder }: Job, script: string): Promise<Record<string, string>> {
  const file = join(folder, 'preload.cjs');
  await writeFile(file, script);
  return { NODE_OPTIONS: `--require=${file}` };
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tell } from '../../src/errors.ts';
import { type Report, runnerReport } from '../../src/runner/report.ts';
import { parsePairs } from '../runner/files.ts';
import type { Shown } from '../runner/leaks.ts';
import { interpret } from '../runner/log.ts';
import type { Masks } from '../runner/masks.ts';

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'] as const;

/** What a program showed, as `runStep` tells it, and what it left. */
export interface Captured extends Shown {
  readonly failed: boolean;
  readonly state: Readonly<Record<string, string>>;
}

/**
 * Runs a program in this process with the report of the built action: what it writes is caught and read as the runner
 * reads it. One at a time, because standard output is the process's.
 *
 * @param masks those of the job
 */
export async function capture(
  env: NodeJS.ProcessEnv,
  masks: Masks,
  program: (env: NodeJS.ProcessEnv, report: Report) => Promise<void>,
): Promise<Captured> {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  const files = Object.fromEntries(FILES.map(name => [name, join(folder, name)]));
  for (const file of Object.values(files)) writeFileSync(file, '');
  Object.assign(process.env, files);
  const { write } = process.stdout;
  let stdout = '';
  process.stdout.write = chunk => {
    stdout += String(chunk);
    return true;
  };
  let failed = false;
  try {
    const all = { ...env, ...files };
    const report = runnerReport(all);
    await program(all, report).catch((error: unknown) => {
      failed = true;
      report.error(tell(error, report));
    });
  } finally {
    process.stdout.write = write;
    for (const name of FILES) delete process.env[name];
  }
  const text = (name: string) => readFileSync(files[name] ?? '', 'utf8');
  const log = interpret(stdout, masks, true);
  const captured = {
    failed,
    stdout,
    stderr: '',
    log: log.lines.join('\n'),
    debugLog: log.debugLines.join('\n'),
    annotations: log.annotations,
    dropped: log.dropped,
    rawSummary: text('GITHUB_STEP_SUMMARY'),
    outputs: parsePairs(text('GITHUB_OUTPUT')),
    state: parsePairs(text('GITHUB_STATE')),
  };
  rmSync(folder, { recursive: true });
  return captured;
}

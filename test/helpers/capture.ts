import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import type { Report } from '../../src/report.ts';
import { type run, toItsEnd } from '../../src/runner/program.ts';
import { runnerReport } from '../../src/runner/report.ts';
import { CommandFiles } from '../runner/command-files.ts';
import { StepLog } from '../runner/log.ts';
import type { Masks } from '../runner/masks.ts';
import type { Run } from './scenario.ts';

/** A built program, which is given what runs it. */
export type BuiltProgram = (start: typeof run) => Promise<void>;

/**
 * Runs a program in this process with the report of the built action: what it writes is caught and read as the runner
 * reads it. Several may run at the same time.
 *
 * @param env without the files of the runner
 * @param masks those of the job
 */
export async function capture(program: BuiltProgram, env: NodeJS.ProcessEnv, masks: Masks, clock: Clock): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  const files = CommandFiles.create(folder);
  const all: NodeJS.ProcessEnv = { ...env, ...files.env, RUNNER_TEMP: folder };
  let stdout = '';
  const report = redirected(runnerReport(all), files.env, text => {
    stdout += text;
  });
  let isGreen = false;
  await program(async (work, whenFailed) => {
    isGreen = await toItsEnd(work, { env: all, report, clock }, whenFailed);
  });
  const log = new StepLog(masks, true);
  log.read(stdout);
  const results = files.read(log, masks, process.platform === 'win32' ? 'windows' : 'linux');
  rmSync(folder, { recursive: true });
  return {
    ...results,
    stdout,
    stderr: '',
    log: log.lines.join('\n'),
    debugLog: log.debugLines.join('\n'),
    annotations: log.annotations,
    dropped: log.dropped,
    failed: !isGreen || log.failed,
  };
}

/**
 * @actions/core writes to the process's standard output, and to the files that the process's environment names. Each call
 * is over before anything else runs, so both can be set to those of this report for the duration of the call.
 */
function redirected(report: Report, files: Readonly<Record<string, string>>, write: (text: string) => void): Report {
  const during =
    <Given extends unknown[], Result>(call: (...given: Given) => Result) =>
    (...given: Given): Result => {
      const { write: original } = process.stdout;
      process.stdout.write = chunk => {
        write(String(chunk));
        return true;
      };
      Object.assign(process.env, files);
      try {
        return call(...given);
      } finally {
        process.stdout.write = original;
        for (const name of Object.keys(files)) delete process.env[name];
      }
    };
  return {
    ...report,
    mask: during(report.mask),
    info: during(report.info),
    group: during(report.group),
    debug: during(report.debug),
    notice: during(report.notice),
    warning: during(report.warning),
    error: during(report.error),
    outputs: during(report.outputs),
    state: during(report.state),
    exportVariables: during(report.exportVariables),
  };
}

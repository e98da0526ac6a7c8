import { type Clock, systemClock } from '../clock.ts';
import { messageFor } from '../errors.ts';
import type { Report } from '../report.ts';
import { runnerReport } from './report.ts';
import { addFailure } from './summary.ts';

/** What a program gets from the machine it runs on. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
  readonly clock: Clock;
  /** When the program began, on the clock. */
  readonly start: number;
  /** Does something when the program has ended and its error is shown: closes what would keep Node from ending. */
  readonly atEnd: (work: () => void) => void;
}

type Program = (machine: Machine) => Promise<void>;
type Started = Pick<Machine, 'env' | 'report' | 'clock'>;

/**
 * Runs one program as the process: exit code 0 when it succeeds, 1 when it fails, and 1 also when Node runs out of things
 * to do before either (it would succeed without its outputs). Programs start with this by default; tests pass their own.
 */
export async function run(program: Program, whenFailed?: string): Promise<void> {
  process.exitCode = 1;
  // A log that is no longer read (EPIPE: the runner has died) is no reason to stop cleaning up.
  process.stdout.on('error', () => {});
  const { env } = process;
  const machine = { env, report: runnerReport(env), clock: systemClock() };
  if (await toItsEnd(program, machine, whenFailed)) process.exitCode = 0;
  // Node ends when it has nothing left to do; half a second later this ends what hangs, once everything is written.
  setTimeout(() => process.stdout.write('', end), 500).unref();
}

/**
 * Runs one program to its end: what it throws becomes an error annotation and a section of the job summary. `summary: false`
 * leaves out every summary. @param whenFailed the title of that section, if the program has one @returns whether it succeeded
 */
export async function toItsEnd(program: Program, machine: Started, whenFailed?: string): Promise<boolean> {
  const { env, report: whole, clock } = machine;
  const report = /^\s*false\s*$/i.test(env['INPUT_SUMMARY'] ?? '') ? { ...whole, summary: async () => {} } : whole;
  const closers: (() => void)[] = [];
  try {
    await program({ env, report, clock, start: clock.now(), atEnd: close => void closers.push(close) });
    return true;
  } catch (error) {
    const message = messageFor(error, report);
    report.error(message);
    if (whenFailed !== undefined) await addFailure(whenFailed, message, report);
    return false;
  } finally {
    for (const close of closers) close();
  }
}

/** `process.exit` waits for a name look-up, which may never return. A step that failed can be killed: it stays failed. */
function end(): void {
  if (process.exitCode === 0) process.exit();
  else process.kill(process.pid, 'SIGKILL');
}

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

/** How long a program may linger after its end, in milliseconds. */
const LONGEST_END = 500;

/**
 * Runs one program to its end: exit code 0 when it returns, an error annotation and 1 when it throws, and 1 also when
 * Node runs out of things to do before either (a step that succeeds without its outputs). The input `summary: false`
 * leaves out every summary.
 * @param whenFailed the title of the summary of a failure; undefined where a program writes no summary
 */
export async function run(program: (machine: Machine) => Promise<void>, whenFailed?: string): Promise<void> {
  process.exitCode = 1;
  // A log that is no longer read (EPIPE: the runner has died) is no reason to stop cleaning up.
  process.stdout.on('error', () => {});
  const { env } = process;
  const whole = runnerReport(env);
  const report = /^\s*false\s*$/i.test(env['INPUT_SUMMARY'] ?? '') ? { ...whole, summary: async () => {} } : whole;
  const clock = systemClock();
  const closers: (() => void)[] = [];
  try {
    await program({ env, report, clock, start: clock.now(), atEnd: close => void closers.push(close) });
    process.exitCode = 0;
  } catch (error) {
    const message = messageFor(error, report);
    report.error(message);
    if (whenFailed !== undefined) await addFailure(whenFailed, message, report);
  } finally {
    for (const close of closers) close();
    // Node ends when it has nothing left to do; this ends what hangs nevertheless, once everything is written.
    setTimeout(() => process.stdout.write('', end), LONGEST_END).unref();
  }
}

/** `process.exit` waits for a name look-up, which may never return. A step that failed can be killed: it stays so. */
function end(): void {
  if (process.exitCode === 0) process.exit();
  else process.kill(process.pid, 'SIGKILL');
}

import { type Clock, systemClock } from '../clock.ts';
import { messageOf } from '../text.ts';
import { type Report, runnerReport } from './report.ts';

/** What a program gets from the machine it runs on. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
  readonly clock: Clock;
  /** When the program began, on the clock. */
  readonly start: number;
}

/**
 * Runs one program to its end: exit code 0 when it returns, an error annotation and 1 when it throws, and 1 also when
 * Node runs out of things to do before either (a green step without its outputs).
 */
export async function run(program: (machine: Machine) => Promise<void>): Promise<void> {
  process.exitCode = 1;
  // The proxy agent of @actions/http-client uses `new Buffer`; its warning says nothing to the reader of a log.
  process.noDeprecation = true;
  const report = runnerReport(process.env);
  const clock = systemClock();
  let code = 1;
  try {
    await program({ env: process.env, report, clock, start: clock.now() });
    code = 0;
  } catch (error) {
    report.error(messageOf(error));
  }
  // Connections that hang, or are kept alive, must not keep the step waiting.
  process.exit(code);
}

import { messageFor } from '../../src/errors.ts';
import type { Machine } from '../../src/runner/program.ts';

/** Runs a program as `run` in src/runner/program.ts does, in this process. @returns whether it succeeded */
export async function toItsEnd(
  program: (machine: Machine) => Promise<void>,
  { env, report, clock }: Pick<Machine, 'env' | 'report' | 'clock'>,
): Promise<boolean> {
  const closers: (() => void)[] = [];
  try {
    await program({ env, report, clock, start: clock.now(), atEnd: close => void closers.push(close) });
    return true;
  } catch (error) {
    report.error(messageFor(error, report));
    return false;
  } finally {
    for (const close of closers) close();
  }
}

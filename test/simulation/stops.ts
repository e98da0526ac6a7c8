import { type Case, type Placed, runCase } from './cases.ts';
import { kindsFor } from './kinds.ts';
import { MODE_NAMES } from './modes.ts';
import type { See } from './pairs.ts';
import type { World } from './world.ts';

/** Faults occur at this many requests, including the last look of the post step. */
const FIRST_REQUESTS = 9;

/**
 * Every run whose main step is stopped at one of its events, with at most one fault: at an earlier request of the main
 * step, or at a request of the post step.
 *
 * @param isChosen whether the run with that number is made
 */
export async function everyStop(isChosen: (number: number) => boolean, see: See): Promise<void> {
  let number = 0;
  async function go(each: Case): Promise<void> {
    if (isChosen(number++)) see(each, await runCase(each));
  }
  for (const mode of MODE_NAMES) {
    const whole = await runCase({ mode, faults: [] });
    for (let stopAt = 1; stopAt <= whole.job.main.events; stopAt++) {
      await go({ mode, faults: [], stopAt });
      const stopped = await runCase({ mode, faults: [], stopAt });
      for (const fault of faultsIn(stopped, 'post')) await go({ mode, faults: [fault], stopAt });
    }
    for (const fault of faultsIn(whole, 'main')) {
      const { job } = await runCase({ mode, faults: [fault] });
      for (let stopAt = 1; stopAt <= job.main.events; stopAt++) await go({ mode, faults: [fault], stopAt });
    }
  }
}

/** The faults that apply to the requests of a step. */
function faultsIn({ job }: World, step: 'main' | 'post'): readonly Placed[] {
  return job.requests
    .slice(0, FIRST_REQUESTS)
    .flatMap((request, index) =>
      request.step === step ? kindsFor(request.operation).map(kind => ({ at: index + 1, kind })) : [],
    );
}

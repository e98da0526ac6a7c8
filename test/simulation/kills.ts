import { type Case, FIRST_REQUESTS, runCase } from './cases.ts';
import { kindsFor } from './kinds.ts';
import { MODE_NAMES } from './modes.ts';
import type { See } from './pairs.ts';
import type { World } from './world.ts';

/**
 * Every run whose main step is ended at one of its events, with at most one fault: at a request before that in the main
 * step, or at one of the post step.
 *
 * @param isChosen whether the run of that number is made
 */
export async function everyKill(isChosen: (number: number) => boolean, see: See): Promise<void> {
  let number = 0;
  const run = async (each: Case): Promise<World> => {
    const world = await runCase(each);
    see(each, world);
    return world;
  };
  /** The faults that can be at a request of a run, from that one on. */
  const faultsOf = ({ job }: World, step: 'main' | 'post') =>
    job.requests.slice(0, FIRST_REQUESTS).flatMap((request, index) => {
      return request.step === step ? kindsFor(request.operation).map(kind => ({ at: index + 1, kind })) : [];
    });

  for (const mode of MODE_NAMES) {
    const whole = await runCase({ mode, faults: [] });
    for (let endAt = 1; endAt <= whole.job.events; endAt++) {
      const ended = await run({ mode, faults: [], endAt });
      for (const fault of faultsOf(ended, 'post')) if (isChosen(number++)) await run({ mode, faults: [fault], endAt });
    }
    for (const fault of faultsOf(whole, 'main')) {
      const faults = [fault];
      const { job } = await runCase({ mode, faults });
      for (let endAt = 1; endAt <= job.events; endAt++) if (isChosen(number++)) await run({ mode, faults, endAt });
    }
  }
}

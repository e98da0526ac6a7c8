import { type Case, runCase } from './cases.ts';
import { kindsFor } from './kinds.ts';
import { MODE_NAMES } from './modes.ts';
import type { World } from './world.ts';

/** Receives each run and checks it. */
export type See = (each: Case, world: World) => void;

/** Faults occur at this many requests, counted from the first. */
const FIRST_REQUESTS = 7;

/**
 * Every run with at most two faults, each at one of the first seven requests. A pair whose second request is not sent is
 * skipped, because it equals the run with only the first fault.
 *
 * @param isChosen whether the run with that number is made, and those with one more fault; those without faults always are
 */
export async function everyPair(isChosen: (number: number) => boolean, see: See): Promise<void> {
  let number = 0;
  async function go(each: Case): Promise<void> {
    const world = await runCase(each);
    see(each, world);
    if (each.faults.length === 2) return;
    const last = each.faults.at(-1)?.at ?? 0;
    for (const [index, { operation }] of world.job.requests.slice(0, FIRST_REQUESTS).entries()) {
      const at = index + 1;
      if (at <= last) continue;
      for (const kind of kindsFor(operation)) {
        if (isChosen(number++)) await go({ ...each, faults: [...each.faults, { at, kind }] });
      }
    }
  }
  for (const mode of MODE_NAMES) await go({ mode, faults: [] });
}

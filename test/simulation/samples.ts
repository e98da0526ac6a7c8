import { generator } from '../tenant/random.ts';
import { type Case, runCase } from './cases.ts';
import { KINDS } from './kinds.ts';
import { MODE_NAMES } from './modes.ts';
import type { See } from './pairs.ts';

/** Faults occur at this many requests, including the last look of the post step. */
const FIRST_REQUESTS = 9;
/** How long jobs last, in seconds: the post step follows immediately, or is late enough to look only once. */
const LASTS = [0, 1, 8, 600];

/**
 * Runs drawn from a seed.
 *
 * @param faults the number of faults in each run
 * @param events the main step is stopped at one of this many events; when not given, it runs to its end
 */
export async function sample(
  runs: number,
  seed: number,
  { faults, events }: { faults: number; events?: number },
  see: See,
): Promise<void> {
  const random = generator(seed);
  const below = (end: number) => Math.floor(random() * end);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  for (let run = 0; run < runs; run++) {
    const places = new Set<number>();
    while (places.size < faults) places.add(1 + below(FIRST_REQUESTS));
    const each: Case = {
      mode: pick(MODE_NAMES),
      faults: [...places].sort((a, b) => a - b).map(at => ({ at, kind: pick(KINDS) })),
      lasts: pick(LASTS),
      stopAt: events === undefined ? undefined : 1 + below(events),
    };
    see(each, await runCase(each));
  }
}

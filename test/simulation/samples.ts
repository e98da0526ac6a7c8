import { generator } from '../tenant/random.ts';
import { type Case, runCase } from './cases.ts';
import { KINDS } from './kinds.ts';
import { MODE_NAMES } from './modes.ts';
import type { See } from './pairs.ts';

/** Faults are at so many requests: with the last look of the post step. */
const FIRST_REQUESTS = 9;
/** How long jobs last, in seconds: a post step that follows at once, and one that looks once. */
const LASTS = [0, 1, 8, 600];

/**
 * Runs drawn from a seed.
 *
 * @param faults how many each has
 * @param events among how many the main step is stopped at one; without it, it goes to its end
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

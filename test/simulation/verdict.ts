import { expect } from 'vitest';
import { type Case, textOf } from './cases.ts';
import { problemsOf } from './checks.ts';
import type { See } from './pairs.ts';
import { shown } from './shown.ts';
import type { World } from './world.ts';

/** The most failed runs to show. */
const MOST_SHOWN = 3;

/** The result of many runs. */
export interface Verdict {
  readonly see: See;
  /** Fails, showing the first runs that went wrong. @returns the number of runs */
  expectGood(): number;
}

export function openVerdict(): Verdict {
  let runs = 0;
  let failed = 0;
  const texts: string[] = [];
  return {
    see: (each: Case, world: World) => {
      runs += 1;
      const problems = problemsOf(world);
      if (problems.length === 0) return;
      failed += 1;
      if (texts.length < MOST_SHOWN) texts.push([`PAIR="${textOf(each)}"`, ...problems, shown(world)].join('\n'));
    },
    expectGood: () => {
      expect(failed, `${failed} of ${runs} runs went wrong:\n\n${texts.join('\n\n')}\n`).toBe(0);
      return runs;
    },
  };
}

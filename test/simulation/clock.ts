import type { Clock } from '../../src/clock.ts';

/** A simulated clock: when nothing else is left to do, it jumps to the time of the next timer. */
export interface VirtualClock extends Clock {
  /** Advances until a step, or other work, is over. */
  pass<T>(work: Promise<T>): Promise<T>;
  /** Advances until no timer is left. */
  passAll(): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

const START = Date.UTC(2026, 10, 29, 12);
/** Work that is still under way then never ends. */
const LONGEST = 24 * 60 * 60 * 1000;

/** @param random at least 0, less than 1 */
export function virtualClock(random: () => number): VirtualClock {
  let now = START;
  const timers = new Set<Timer>();

  /** @returns whether there was a timer */
  async function step(): Promise<boolean> {
    // When this promise resolves, all others that can proceed have proceeded.
    await new Promise(resolve => setImmediate(resolve));
    let next: Timer | undefined;
    for (const timer of timers) if (next === undefined || timer.at < next.at) next = timer;
    if (next === undefined) return false;
    timers.delete(next);
    now = Math.max(now, next.at);
    if (now > START + LONGEST) throw new Error('The simulation is still running after a simulated day');
    next.callback();
    return true;
  }

  return {
    now: () => now,
    after: (milliseconds, callback) => {
      const timer = { at: now + Math.max(0, milliseconds), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    random,
    pass: async work => {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      work.then(end, end);
      await Promise.resolve();
      while (!isOver) {
        if (!(await step()) && !isOver) throw new Error('The work waits for something that never happens');
      }
      return work;
    },
    passAll: async () => {
      while (await step());
    },
  };
}

import type { Clock } from '../../src/clock.ts';

/** A clock that runs faster: a deadline of ten seconds is reached in half a second. */
export function fastClock(speed: number, random: () => number): Clock {
  const start = Date.now();
  const zero = performance.now();
  return {
    now: () => start + (performance.now() - zero) * speed,
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds / speed);
      return () => clearTimeout(timer);
    },
    random,
  };
}

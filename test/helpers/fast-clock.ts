import type { Clock } from '../../src/clock.ts';

/** Time that goes faster: a deadline of ten seconds is over in half a second. */
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

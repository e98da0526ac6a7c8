/** Time and chance, passed in so that tests can run them faster and repeat them. */
export interface Clock {
  /** Milliseconds since 1970 that never go back while the program runs. */
  now(): number;
  /** Calls `callback` after so many milliseconds; the result cancels that. */
  after(milliseconds: number, callback: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

/** The machine's own time and chance. */
export function systemClock(): Clock {
  const start = Date.now();
  const zero = process.hrtime.bigint();
  return {
    now: () => start + Number(process.hrtime.bigint() - zero) / 1e6,
    after: (milliseconds, callback) => {
      // A longer delay makes setTimeout fire immediately.
      const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}

/** Resolves after so many milliseconds. */
export const pause = (clock: Clock, milliseconds: number): Promise<void> =>
  new Promise(resolve => clock.after(milliseconds, resolve));

/** A sliding window for each identity. Refused requests do not count. */
export class RateLimit {
  readonly #requests: number;
  readonly #perMs: number;
  readonly #times = new Map<string, number[]>();

  constructor({ requests, perMs }: { requests: number; perMs: number }) {
    this.#requests = requests;
    this.#perMs = perMs;
  }

  /** 0: the request is counted and may pass. Otherwise it is refused: the whole seconds until a place is free. */
  take(identity: string): number {
    const now = performance.now();
    const times = (this.#times.get(identity) ?? []).filter(time => time > now - this.#perMs);
    this.#times.set(identity, times);
    if (times.length < this.#requests) {
      times.push(now);
      return 0;
    }
    const oldest = times[0] ?? now;
    return Math.max(1, Math.ceil((oldest + this.#perMs - now) / 1000));
  }
}

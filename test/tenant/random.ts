import { randomBytes } from 'node:crypto';

/** Ids of the tenant have 32 hex digits (16 bytes), secrets have 64 (32 bytes). */
export const randomId = (): string => randomBytes(16).toString('hex');
export const randomSecret = (): string => randomBytes(32).toString('hex');

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

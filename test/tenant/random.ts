import { randomBytes } from 'node:crypto';

/*
 * Ids of the tenant have 32 hex digits, secrets have 64. No id shares eight characters in a row with a secret, because
 * the action would hide them, and a test that looks for the whole id would fail, once in some million ids. Every eight
 * characters of a secret contain an `f`, and an id contains none.
 */
export const randomId = (): string => randomBytes(16).toString('hex').replaceAll('f', 'e');
export const randomSecret = (): string =>
  randomBytes(32)
    .toString('hex')
    .replaceAll(/.(.{7})/g, 'f$1');

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

import { expect, test } from 'vitest';
import { crowd } from '../simulation/crowd.ts';

const TRIALS = 4000;
const given = process.env['FAULT_SEED'];
const first = Number(given ?? Date.now() % 1e9);

/** A failed trial shows its own seed: FAULT_SEED repeats it and those after it. */
test(`two to five concurrent jobs of two runs in one tenant, ${TRIALS} times from seed ${first}, break no invariant`, async () => {
  for (let seed = first; seed < first + TRIALS; seed++) expect((await crowd(seed)).join('\n')).toBe('');
});

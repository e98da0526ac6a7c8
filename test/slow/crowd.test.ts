import { expect, test } from 'vitest';
import { crowd } from '../simulation/crowd.ts';

const TRIALS = 4000;
const given = process.env['FAULT_SEED'];
const first = Number(given ?? Date.now() % 1e9);

/** A trial that failed shows its own seed: FAULT_SEED repeats it, and those after it. */
test(`a crowd: two to five jobs of two runs at once in one tenant, ${TRIALS} times, from seed ${first}`, async () => {
  for (let seed = first; seed < first + TRIALS; seed++) expect((await crowd(seed)).join('\n')).toBe('');
});

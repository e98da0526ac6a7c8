import { test } from 'vitest';
import { sample } from '../simulation/samples.ts';
import { openVerdict } from '../simulation/verdict.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1e9);

test(`20,000 runs with three faults, from seed ${seed}, break no invariant`, async () => {
  const verdict = openVerdict();
  await sample(20_000, seed, { faults: 3 }, verdict.see);
  verdict.expectGood();
});

import { expect, test } from 'vitest';
import { everyPair } from '../simulation/pairs.ts';
import { openVerdict } from '../simulation/verdict.ts';

test('every pair of faults at the first seven requests, in every mode, alongside other steps of the run, breaks no invariant', async () => {
  const verdict = openVerdict();
  await everyPair(() => true, verdict.see);
  const runs = verdict.expectGood();
  console.log(`every pair of faults: ${runs} runs`);
  expect(runs).toBeGreaterThan(55_000);
});

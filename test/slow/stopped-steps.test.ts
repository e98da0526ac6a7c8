import { expect, test } from 'vitest';
import { sample } from '../simulation/samples.ts';
import { everyStop } from '../simulation/stops.ts';
import { openVerdict } from '../simulation/verdict.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1e9);
/** More events than a main step with two faults has, so that some steps run to their end. */
const EVENTS = 35;

test('a step stopped at each write of its state, each output and each request, with at most one fault, breaks no invariant', async () => {
  const verdict = openVerdict();
  await everyStop(() => true, verdict.see);
  expect(verdict.expectGood()).toBeGreaterThan(15_000);
});

test(`20,000 runs of a stopped step with two faults, from seed ${seed}, break no invariant`, async () => {
  const verdict = openVerdict();
  await sample(20_000, seed, { faults: 2, events: EVENTS }, verdict.see);
  verdict.expectGood();
});

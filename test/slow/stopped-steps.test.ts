import { expect, test } from 'vitest';
import { sample } from '../simulation/samples.ts';
import { everyStop } from '../simulation/stops.ts';
import { openVerdict } from '../simulation/verdict.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1e9);
/** More than a main step with two faults has, so that some go to their end. */
const EVENTS = 35;

test('a step that is stopped at each write of its state, each output, each request, with no fault or one', async () => {
  const verdict = openVerdict();
  await everyStop(() => true, verdict.see);
  expect(verdict.expectGood()).toBeGreaterThan(15_000);
});

test(`the same with two faults: 20,000 runs from seed ${seed}`, async () => {
  const verdict = openVerdict();
  await sample(20_000, seed, { faults: 2, events: EVENTS }, verdict.see);
  verdict.expectGood();
});

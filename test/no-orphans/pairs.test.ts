import { expect, test } from 'vitest';
import { caseOf, runCase } from '../simulation/cases.ts';
import { crowd } from '../simulation/crowd.ts';
import { everyPair } from '../simulation/pairs.ts';
import { sample } from '../simulation/samples.ts';
import { openVerdict } from '../simulation/verdict.ts';

/** A fixed part of the runs of test/slow. */
const everyNth = (stride: number) => (number: number) => number % stride === 0;

/** `PAIR` is a failed run, written as in the failure message. */
const alone = process.env['PAIR'];

test.runIf(alone !== undefined)('the run that PAIR names breaks no invariant', async () => {
  const verdict = openVerdict();
  const only = caseOf(alone ?? '');
  verdict.see(only, await runCase(only));
  verdict.expectGood();
});

/** Each of these runs once broke an invariant. */
const FAILED_ONCE = [
  'replace with keep-older; 3: 504, work 5 s late; 5: 429 with Retry-After',
  'own description; 2: redirect, work done',
  'own description; 2: 503, work done; 3: 400 of the API; 9: 400 of the API',
  'replace; 1: 400 of the API',
  'own description; stopped at 14; 2: redirect, work done',
  'ephemeral; stopped at 13; 2: redirect, work done; 3: 502 with a page, work not done',
];

test.each(FAILED_ONCE)('%s: no client is lost, and no client of others is named', async text => {
  const verdict = openVerdict();
  verdict.see(caseOf(text), await runCase(caseOf(text)));
  verdict.expectGood();
});

test('a sample of the runs with one or two faults, alongside other steps of the run, breaks no invariant', async () => {
  const verdict = openVerdict();
  await everyPair(everyNth(12), verdict.see);
  expect(verdict.expectGood()).toBeGreaterThan(400);
});

test('150 runs of a stopped step with one fault break no invariant', async () => {
  const verdict = openVerdict();
  await sample(150, 1, { faults: 1, events: 30 }, verdict.see);
  verdict.expectGood();
});

test('100 runs with three faults break no invariant', async () => {
  const verdict = openVerdict();
  await sample(100, 1, { faults: 3 }, verdict.see);
  verdict.expectGood();
});

test('two to five concurrent jobs in one tenant, 30 times, break no invariant', async () => {
  for (let seed = 1; seed <= 30; seed++) expect((await crowd(seed)).join('\n')).toBe('');
});

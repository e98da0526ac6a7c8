import { expect, test } from 'vitest';
import { caseOf, runCase } from '../simulation/cases.ts';
import { crowd } from '../simulation/crowd.ts';
import { everyPair } from '../simulation/pairs.ts';
import { sample } from '../simulation/samples.ts';
import { openVerdict } from '../simulation/verdict.ts';

/** A fixed part of what test/slow has whole. */
const everyNth = (stride: number) => (number: number) => number % stride === 0;

/** `PAIR` is a run that failed, as the failure shows it. */
const alone = process.env['PAIR'];

test.runIf(alone !== undefined)('the run that PAIR names keeps every promise', async () => {
  const verdict = openVerdict();
  const only = caseOf(alone ?? '');
  verdict.see(only, await runCase(only));
  verdict.expectGood();
});

/** Each of them once broke a promise. */
const FAILED_ONCE = [
  'replace with keep-older; 3: 504, work 5 s late; 5: 429 with Retry-After',
  'own description; 2: redirect, work done',
  'own description; 2: 503, work done; 3: 400 of the API; 9: 400 of the API',
  'replace; 1: 400 of the API',
  'own description; stopped at 14; 2: redirect, work done',
  'ephemeral; stopped at 13; 2: redirect, work done; 3: 502 with a page, work not done',
];

test.each(FAILED_ONCE)('%s: nothing is lost, and no one accused', async text => {
  const verdict = openVerdict();
  verdict.see(caseOf(text), await runCase(caseOf(text)));
  verdict.expectGood();
});

test('one fault or two, beside other steps of the run: a part of them', async () => {
  const verdict = openVerdict();
  await everyPair(everyNth(9), verdict.see);
  expect(verdict.expectGood()).toBeGreaterThan(500);
});

test('a step that is stopped, with one fault: 150 runs', async () => {
  const verdict = openVerdict();
  await sample(150, 1, { faults: 1, events: 30 }, verdict.see);
  verdict.expectGood();
});

test('three faults: 100 runs', async () => {
  const verdict = openVerdict();
  await sample(100, 1, { faults: 3 }, verdict.see);
  verdict.expectGood();
});

test('a crowd: two to five jobs at once in one tenant, 50 times', async () => {
  for (let seed = 1; seed <= 50; seed++) expect((await crowd(seed)).join('\n')).toBe('');
});

import { expect, test } from 'vitest';
import { namesAnotherRun, namesRun, runUrl } from '../../src/run-url.ts';

const OURS = 'https://github.com/octo-org/octo-repo/actions/runs/1658821493';
const OTHER = 'https://ghe.example/octo-org/octo-repo/actions/runs/7';

test('the URL of a run, where there is one', () => {
  const env = { GITHUB_REPOSITORY: 'octo-org/octo-repo', GITHUB_RUN_ID: '1658821493' };
  expect(runUrl(env)).toBe(OURS);
  expect(runUrl({ ...env, GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_RUN_ID: '7' })).toBe(OTHER);
  expect([runUrl({}), runUrl({ ...env, GITHUB_RUN_ID: '' }), runUrl({ ...env, GITHUB_REPOSITORY: '' })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  [`Made by ${OURS}`, true],
  [`${OURS}.`, true],
  [`${OURS}/attempts/2`, true],
  [`${OURS}7 and ${OURS}`, true],
  [`${OURS}7`, false],
  [OURS.slice(0, -1), false],
  ['', false],
])('%j names our run: %j', (text, isOurs) => {
  expect(namesRun(text, OURS)).toBe(isOurs);
});

test.each([
  [`Made by ${OURS}`, false],
  [`Made by ${OTHER}`, true],
  [`${OURS} and ${OTHER}`, true],
  [`${OURS}7`, true],
  // Cut off by the tenant in the middle of ours.
  [`Made by ${OURS.slice(0, -3)}`, false],
  [`${OURS.slice(0, -3)} and more`, true],
  [`Made by ${OTHER.replace('https', 'http')}`, true],
  ['https://github.com/octo-org/octo-repo/actions/runs/', false],
  [`https://github.com/${'o'.repeat(100)}/r/actions/runs/1`, true],
  [`https://github.com/${'o'.repeat(101)}/r/actions/runs/1`, false],
  [`https://${'h'.repeat(100)}/o/r/actions/runs/1`, true],
  [`https://${'h'.repeat(101)}/o/r/actions/runs/1`, false],
  [`https://github.com/o/${'r'.repeat(100)}/actions/runs/1`, true],
  [`https://github.com/o/${'r'.repeat(101)}/actions/runs/1`, false],
  ['https://github.com/o/r/actions/runs/x', false],
  ['', false],
])('%j names another run: %j', (text, isOther) => {
  expect(namesAnotherRun(text, OURS)).toBe(isOther);
});

test('outside of a run every run is another one', () => {
  expect(namesAnotherRun(OURS, undefined)).toBe(true);
});

import { expect, test } from 'vitest';
import { namesRun, runUrl } from '../../src/run-url.ts';

const OURS = 'https://github.com/octo-org/octo-repo/actions/runs/1658821493';
const OTHER = 'https://ghe.example/octo-org/octo-repo/actions/runs/7';

test('the URL of a run is built from the environment, if possible', () => {
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
])('whether %j names our run: %j', (text, isOurs) => {
  expect(namesRun(text, OURS)).toBe(isOurs);
});

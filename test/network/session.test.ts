import { expect, test } from 'vitest';
import { connectionTo, operations } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const EVERY = { name: '*' };

test('a token that has expired is renewed once for all requests, and the new one used from then on', async () => {
  let later = 0;
  await using s = await inThisProcess({ now: () => Date.now() + later });
  for (const name of ['a', 'b', 'c']) s.tenant.addClient({ name, created: '2020-01-01T00:00:00Z' });
  s.tenant.onRequest = ({ operation }) => {
    // Three come at once, and each is told that the token has expired.
    if (operation === 'delete') later = 13 * 3_600_000;
  };
  const { main } = await s.step({ ...connectionTo(s.tenant), ...EVERY }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.deleted).toHaveLength(3);
  expect(operations(s).filter(operation => operation === 'token')).toHaveLength(2);
});

test('an endpoint that will go is told once, however many requests say so', async () => {
  await using s = await inThisProcess({ deprecated: true });
  for (const name of ['a', 'b', 'c']) s.tenant.addClient({ name, created: '2020-01-01T00:00:00Z' });
  const { main } = await s.step({ ...connectionTo(s.tenant), ...EVERY }, { action: 'prune' });
  expect(operations(s)).toContain('delete');
  expect(main.annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
    expect.stringMatching(/^notice: The tenant marks api-version beta as deprecated/),
  ]);
});

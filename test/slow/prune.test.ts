import { expect, test } from 'vitest';
import { connectionTo, scenario } from '../helpers/scenario.ts';

test('500 deletions succeed as fast as the limit of 100 requests in 10 seconds allows', async () => {
  await using s = await scenario();
  for (let index = 0; index < 500; index++) s.tenant.addClient({ name: 'CI' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'CI' }, { action: 'prune' });

  expect(main.failed, main.log).toBe(false);
  expect(main.outputs['count']).toBe('500');
  expect(s.tenant.clients.size).toBe(0);
  expect(s.tenant.requests.filter(({ status }) => status === 429)).toEqual([]);
  expect(main.log).toMatch(/\d+ of 500 clients deleted\./);
  console.log(`500 deletions: ${Math.round(main.durationMs / 1000)} s; the limit alone needs 40`);
});

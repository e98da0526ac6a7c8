import { expect, test } from 'vitest';
import { scenario } from '../helpers/scenario.ts';

test('150 concurrent runs with one PAT succeed with one client each, under the limit of 100 requests in 10 seconds', async () => {
  await using s = await scenario({ rateLimit: { requests: 100, perMs: 10_000 } });
  const steps = await Promise.all(Array.from({ length: 150 }, (_, index) => s.create({ name: `Run ${index}` })));

  expect(steps.filter(({ main }) => main.failed).map(({ main }) => main.log)).toEqual([]);
  expect(s.tenant.clients.size).toBe(150);
  expect(new Set(steps.map(({ main }) => main.outputs['client-id'])).size).toBe(150);
  const slowest = Math.max(...steps.map(({ main }) => main.durationMs));
  console.log(`150 concurrent runs: the slowest took ${Math.round(slowest / 1000)} s`);
});

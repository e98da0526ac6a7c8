import { expect, test } from 'vitest';
import { connectionTo, errorsOf, type Scenario, scenario } from '../helpers/scenario.ts';

const REFUSED = {
  kind: 'response',
  work: 'not done',
  status: 403,
  body: { messages: [{ locale: 'en', text: 'Not for you.' }], trackingId: 'b21b1f7c' },
} as const;

/** Runs prune with every deletion refused, in a tenant without a rate limit. */
async function pruneRefused(s: Scenario, clients: number) {
  const ids = Array.from({ length: clients }, () => s.tenant.addClient({ name: 'Old' }).id);
  s.tenant.fault({ on: 'delete', do: REFUSED, times: Number.POSITIVE_INFINITY });
  const inputs = { ...connectionTo(s.tenant), name: 'Old', 'timeout-seconds': '5' };
  const { main } = await s.step(inputs, { action: 'prune' });
  expect(main.failed).toBe(true);
  return { main, ids };
}

test('30 deletions refused for one reason are one annotation with the reason once and every id', async () => {
  await using s = await scenario();
  const { main, ids } = await pruneRefused(s, 30);
  expect(main.annotations.map(({ level }) => level)).toEqual(['error']);
  expect(ids.filter(id => !errorsOf(main).includes(id))).toEqual([]);
  expect(errorsOf(main).split('Not for you.').length - 1).toBe(1);
});

test('1,000 refused deletions are several annotations and then lines of the log, without a truncated id', async () => {
  await using s = await scenario({ rateLimit: { requests: Number.POSITIVE_INFINITY, perMs: 1 } });
  const { main, ids } = await pruneRefused(s, 1000);
  const errors = main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors.length).toBeGreaterThan(1);
  expect(main.dropped).toEqual([]);
  for (const message of errors) expect(message.length).toBeLessThan(4096);
  const listed = main.log.slice(main.log.indexOf('1000 clients were not deleted'));
  expect(ids.filter(id => listed.split(id).length !== 2)).toEqual([]);
  for (const id of errors.join(' ').match(/\b[0-9a-f]{16,}\b/g) ?? []) expect(ids).toContain(id);
});

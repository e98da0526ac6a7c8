import { expect, test } from 'vitest';
import { silentNameServer } from '../helpers/name-server.ts';
import { connectionTo, errorsOf, type Scenario, scenario } from '../helpers/scenario.ts';
import { nodeWithSlowReader } from '../helpers/slow-reader.ts';

const MANY = 3000;

/** Clients that prune lists one by one. */
function addMany({ tenant }: Scenario): string[] {
  return Array.from(
    { length: MANY },
    (_, index) => tenant.addClient({ name: `Old ${index}`, id: `id-${index}-end` }).id,
  );
}

test('3,000 lines to a slow reader arrive completely if the step succeeds', async () => {
  await using s = await scenario();
  const ids = addMany(s);
  const node = await nodeWithSlowReader(s.job);
  const inputs = { ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' };
  const { main } = await s.step(inputs, { action: 'prune', node });
  expect(main.failed, errorsOf(main)).toBe(false);
  expect(ids.filter(id => !main.stdout.includes(id))).toEqual([]);
  expect(main.log).toMatch(/Dry run: 3000 of 3000 clients would be deleted\.$/);
});

test('3,000 lines also arrive if the step fails while a look-up hangs at a name server that never responds', async () => {
  await using s = await scenario();
  const ids = addMany(s);
  s.tenant.fault({ on: 'delete', do: { kind: 'reset', work: 'not done' }, times: Number.POSITIVE_INFINITY });
  const { origin, pat } = s.tenant;
  const inputs = {
    'base-url': origin.replace('127.0.0.1', 'localhost'),
    'pat-client-id': pat.clientId,
    'pat-client-secret': pat.clientSecret,
    name: '*',
    'timeout-seconds': '5',
  };
  const options = { action: 'prune', node: await nodeWithSlowReader(s.job), env: await silentNameServer(s.job, 1) };
  const { main } = await s.step(inputs, options);
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toMatch(/^3000 clients were not deleted; delete them by hand at/);
  const listed = main.log.slice(main.log.indexOf('3000 clients were not deleted'));
  expect(ids.filter(id => !listed.includes(id))).toEqual([]);
  expect(main.durationMs).toBeLessThan(60_000);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorsOf, scenario } from '../helpers/scenario.ts';

/** Windows does not pass on a variable that is longer. */
const LONGEST = 32_766;

const sizes = (state: Readonly<Record<string, string>>) => Object.values(state).map(value => value.length);

test('with a description of 33 kB the plan is still small, and the ephemeral client is deleted', async () => {
  await using s = await scenario();
  Object.assign(s.job, { os: 'windows' });
  const body = { description: 'x'.repeat(33_000), scope: ['idn:accounts:read'] };
  await writeFile(join(s.job.workspace, 'client.json'), JSON.stringify(body));
  const { main, post } = await s.create({ 'body-file': 'client.json', ephemeral: 'true' });
  expect(main.failed, main.log).toBe(false);
  expect(Math.max(...sizes(main.state))).toBeLessThan(2000);
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(0);
});

test('with replace and 1,000 clients with the name the plan is still small, and the older ones are deleted', async () => {
  await using s = await scenario();
  Object.assign(s.job, { os: 'windows' });
  // Deleting them all would take minutes under the tenant's rate limit.
  const year = (index: number) => (index < 10 ? 2020 : 2099);
  const ids = Array.from(
    { length: 1000 },
    (_, index) => s.tenant.addClient({ name: 'Pipeline', created: `${year(index)}-01-01T00:00:00Z` }).id,
  );
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  expect(main.failed, main.log).toBe(false);
  expect(Math.max(...sizes(main.state))).toBeLessThan(4000);
  const end = await post({ jobStatus: 'success' });
  expect(end.failed, end.log).toBe(false);
  expect(new Set(s.tenant.deleted)).toEqual(new Set(ids.slice(0, 10)));
  expect(s.tenant.clients.has(main.outputs['client-id'] ?? '')).toBe(true);
});

test('after a create of unknown outcome with 1,000 possible clients, the state is still small', async () => {
  await using s = await scenario();
  Object.assign(s.job, { os: 'windows' });
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  for (let index = 0; index < 1000; index++) s.tenant.addClient({ name: 'Pipeline' });
  const { main, post } = await s.create({ 'timeout-seconds': '6', description: 'My own' });
  expect(main.failed).toBe(true);
  expect(Math.max(...sizes(main.state))).toBeLessThan(LONGEST);
  const end = await post();
  const shown = main.log + end.log;
  expect([...s.tenant.clients.keys()].filter(id => !shown.includes(id))).toEqual([]);
});

test('with a name that is too long for the plan, nothing is sent', async () => {
  await using s = await scenario();
  Object.assign(s.job, { os: 'windows' });
  await writeFile(join(s.job.workspace, 'client.json'), JSON.stringify({ name: 'x'.repeat(33_000) }));
  const { main, post } = await s.create({ name: '', 'body-file': 'client.json', ephemeral: 'true' });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toContain('at most 1,000 are allowed');
  expect(s.tenant.requests).toEqual([]);
  expect(await post()).toMatchObject({ failed: false, log: '' });
});

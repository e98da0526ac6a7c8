import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fastClock } from '../helpers/fast-clock.ts';
import { runMain } from '../helpers/ready-step.ts';
import { respond } from '../helpers/respond.ts';
import { reached, scenario } from '../helpers/scenario.ts';
import { settingsFor } from '../helpers/settings.ts';
import { startTenant } from '../tenant/tenant.ts';

test('a main step that waits after a 429 while the job is cancelled creates nothing once the post step has run', async () => {
  await using s = await scenario();
  s.tenant.fault({
    on: 'create',
    do: respond(429, { headers: { 'retry-after': '6' }, body: { message: 'Slow' } }),
  });
  const requested = reached(s, 'create');
  const step = await s.start(
    { ephemeral: 'true', 'timeout-seconds': '30' },
    { kill: { sequence: 'container', when: requested.then(() => delay(100)) } },
  );
  const end = await step.post();
  const main = await step.main;
  expect(main.cancelled).toBe(true);
  expect(main.stdout).toContain('trying again in');
  expect(main.stdout).toContain('The job has ended, so nothing more is sent.');
  expect(s.tenant.requests.filter(({ operation }) => operation === 'create').length, end.log).toBe(1);
  expect(s.tenant.clients.size).toBe(0);
});

test('an update that waits after a 429 changes nothing once the post step has run', async () => {
  await using s = await scenario();
  const client = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  s.tenant.fault({ on: 'patch', do: respond(429, { headers: { 'retry-after': '4' }, body: { message: 'Slow' } }) });
  const patched = reached(s, 'patch');
  const step = await s.start(
    { 'if-exists': 'update', description: 'New', 'timeout-seconds': '30' },
    { kill: { sequence: 'container', when: patched.then(() => delay(100)) } },
  );
  const end = await step.post();
  const main = await step.main;
  expect(main.stdout).toContain('trying again in');
  expect(main.stdout).toContain('The job has ended, so nothing more is sent.');
  expect(s.tenant.requests.filter(({ operation }) => operation === 'patch').length, end.log).toBe(1);
  expect(s.tenant.clients.get(client.id)?.description).toBe('Old');
});

test('a client created after the post step has run is deleted, and nothing is output', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: { kind: 'late', ms: 1500, work: 'after the wait' } });
  const requested = reached(s, 'create');
  const step = await s.start(
    { ephemeral: 'true', 'timeout-seconds': '6' },
    { kill: { sequence: 'container', when: requested } },
  );
  const end = await step.post();
  await step.main;
  expect(s.tenant.clients.size, end.log).toBe(0);
});

test('a client created just before the post step is deleted, and the log says why', async () => {
  const tenant = await startTenant();
  const folder = await mkdtemp(join(tmpdir(), 'stop-'));
  const stopFile = join(folder, 'stop');
  tenant.onRequest = ({ operation }) => void (operation === 'create' && writeFileSync(stopFile, ''));
  const main = await runMain(
    settingsFor(tenant, { stopFile, timeout: 600_000 }),
    fastClock(1, () => 0.5),
  );
  const [id] = tenant.deleted;
  expect(main.annotations).toEqual([`The job has ended, so nothing more is sent. The client ${id} has been deleted.`]);
  expect(main.outputFile).toEqual({});
  await tenant.close();
  await rm(folder, { recursive: true });
});

test('a main step that still lists the clients also stops, because the stop file is in the state from the start', async () => {
  await using s = await scenario();
  s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  s.tenant.fault({ on: 'list', do: { kind: 'late', ms: 5000, work: 'after the wait' } });
  const requested = reached(s, 'list');
  const kill = { sequence: 'container', when: requested } as const;
  const step = await s.start({ 'if-exists': 'replace', 'timeout-seconds': '30' }, { kill });
  const end = await step.post();
  const main = await step.main;
  expect(end).toMatchObject({ failed: false, log: '' });
  // Before the create request, or on a busy machine after it.
  expect(main.stdout).toMatch(/the job has ended, so/i);
  expect(s.tenant.clients.size).toBe(1);
});

import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { errorsOf, oneMore, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { Fault } from '../tenant/faults.ts';

test('two requests create the client, two delete it, and its description begins with a marker', async () => {
  await using s = await scenario();
  const { main, post } = await s.create({ ephemeral: 'true', description: 'For a test' });

  const [client] = [...s.tenant.clients.values()];
  expect(client?.description).toMatch(
    /^\[ephemeral repository=octo-org\/octo-repo run=1658821493 id=[0-9a-f]{32}\] For a test$/,
  );
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(operations(s)).toEqual(['token', 'create', 'token', 'delete']);
  expect(s.tenant.deleted).toEqual([main.outputs['client-id']]);
});

test.each(['failure', 'cancelled', ''])('the client is also deleted if the job ends as %j', async jobStatus => {
  await using s = await (jobStatus === 'cancelled' ? scenario : inThisProcess)();
  const { post } = await s.create({ ephemeral: 'true' });
  await post({ jobStatus });
  expect(s.tenant.clients.size).toBe(0);
});

test('the post step signs in again, because the first token has expired by then', async () => {
  await using s = await inThisProcess();
  const { post } = await s.create({ ephemeral: 'true' });
  s.tenant.expireTokens();
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(0);
});

const TROUBLE: readonly [string, Fault][] = [
  ['the token endpoint is down once', { on: 'token', do: respond(503) }],
  ['the DELETE returns 503', { on: 'delete', do: respond(503) }],
  ['the DELETE returns 429', { on: 'delete', do: respond(429, { headers: { 'retry-after': '1' } }) }],
  ['the DELETE returns 401', { on: 'delete', do: respond(401) }],
  ['the connection of the DELETE is reset before the work', { on: 'delete', do: { kind: 'reset', work: 'not done' } }],
  [
    'the connection of the DELETE is reset after the work, and a retry gets 404',
    { on: 'delete', do: { kind: 'reset', work: 'done' } },
  ],
  ['the response to the DELETE is late', { on: 'delete', do: { kind: 'late', ms: 500, work: 'after the wait' } }],
];

test.each(TROUBLE)('the client is deleted although %s', async (_, fault) => {
  await using s = await inThisProcess();
  const { post } = await s.create({ ephemeral: 'true' });
  s.tenant.fault(fault);
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(0);
});

test('a client that no longer exists is not a failure', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ ephemeral: 'true' });
  const headers = { authorization: `Bearer ${s.tenant.issueToken()}` };
  await fetch(`${s.tenant.origin}/beta/oauth-clients/${main.outputs['client-id']}`, { method: 'DELETE', headers });
  expect(s.tenant.clients.size).toBe(0);
  const end = await post();
  expect(end.failed).toBe(false);
  expect(end.log).toContain(`The client ${main.outputs['client-id']} no longer existed.`);
});

test('if the client cannot be deleted, the post step fails, with the id, the reason and the page to delete it on', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ ephemeral: 'true' });
  s.tenant.fault({ on: 'delete', do: respond(403), times: Number.POSITIVE_INFINITY });
  const end = await post();
  expect(end.failed).toBe(true);
  expect(errorsOf(end)).toMatch(
    new RegExp(`delete it by hand at Admin.*${main.outputs['client-id']}: .*HTTP 403`, 's'),
  );
});

test('after a lost response, only the client with the marker is found among 600 others on three pages', async () => {
  await using s = await scenario();
  for (let index = 0; index < 600; index++) s.tenant.addClient({ name: `Other ${index}` });
  const bystander = s.tenant.addClient({ name: 'Pipeline', description: 'For a test' });
  s.tenant.fault({ on: 'create', do: { kind: 'hang', work: 'done', at: 'before headers' } });
  const { main, post } = await s.create(
    { ephemeral: 'true', description: 'For a test' },
    { kill: { signal: 'SIGKILL', when: oneMore(s) } },
  );
  expect(main.signal).toBe('SIGKILL');
  expect(s.tenant.clients.size).toBe(602);

  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(601);
  expect(s.tenant.clients.has(bystander.id)).toBe(true);
  expect(s.tenant.requests.filter(({ operation }) => operation === 'list').length).toBeGreaterThanOrEqual(3);
});

test('after an unclear create, the client is found by its marker and deleted, and the retry succeeds with one client', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  const { main, post } = await s.create({ ephemeral: 'true' });
  expect(main.failed, main.log).toBe(false);
  expect([...s.tenant.clients.keys()]).toEqual([main.outputs['client-id']]);
  await post();
  expect(s.tenant.clients.size).toBe(0);
});

test('with two steps in one job, each post step deletes its own client', async () => {
  await using s = await inThisProcess();
  const first = await s.create({ ephemeral: 'true' });
  const second = await s.create({ ephemeral: 'true' });
  await second.post();
  expect([...s.tenant.clients.keys()]).toEqual([first.main.outputs['client-id']]);
  await first.post();
  expect(s.tenant.clients.size).toBe(0);
});

test('the post step does nothing if the main step sent no create request', async () => {
  await using s = await inThisProcess();
  for (const inputs of [{ name: '' }, { 'pat-client-secret': 'wrong' }]) {
    const { post } = await s.create({ ephemeral: 'true', ...inputs });
    const sent = s.tenant.requests.length;
    const end = await post();
    expect(end).toMatchObject({ failed: false, log: '' });
    expect(s.tenant.requests.length).toBe(sent);
  }
});

test('the post step works although export-env replaced the SAIL_* of the connection', async () => {
  await using s = await inThisProcess();
  const { origin, pat } = s.tenant;
  Object.assign(s.job.env, {
    SAIL_BASE_URL: origin,
    SAIL_CLIENT_ID: pat.clientId,
    SAIL_CLIENT_SECRET: pat.clientSecret,
  });
  const { main, post } = await s.step({ name: 'x', scope: 'a:b', ephemeral: 'true', 'export-env': 'true' });
  expect(s.job.env).toMatchObject({
    SAIL_BASE_URL: origin,
    SAIL_CLIENT_ID: main.outputs['client-id'],
    SAIL_CLIENT_SECRET: main.outputs['client-secret'],
  });
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(0);
});

test.each(['skip', 'replace'])('ephemeral with if-exists %s is an error', async ifExists => {
  await using s = await inThisProcess();
  const { main } = await s.create({ ephemeral: 'true', 'if-exists': ifExists });
  expect(errorsOf(main)).toContain('- ephemeral: cannot go with if-exists');
  expect(s.tenant.requests).toEqual([]);
});

test('a plain client is kept, and its post step sends nothing', async () => {
  await using s = await inThisProcess();
  const { post } = await s.create();
  const end = await post();
  expect(end).toMatchObject({ failed: false, log: '' });
  expect(operations(s)).toEqual(['token', 'create']);
  expect(s.tenant.clients.size).toBe(1);
});

test('a plain client whose step was killed before the response arrived is deleted by its id at the end of the job', async () => {
  await using s = await scenario();
  const older = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], created: '2020-01-01T00:00:00Z' });
  s.tenant.fault({ on: 'create', do: { kind: 'hang', work: 'done', at: 'before headers' } });
  const { post } = await s.create({ 'timeout-seconds': '5' }, { kill: { signal: 'SIGTERM', when: oneMore(s) } });
  const end = await post();
  expect([end.failed, warningsOf(end)]).toEqual([false, '']);
  expect([...s.tenant.clients.keys()]).toEqual([older.id]);
  expect(end.log).toMatch(/Deleted the client [0-9a-f]{32}/);
});

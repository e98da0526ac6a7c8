import { expect, test } from 'vitest';
import { connectionTo, errorsOf, type Steps, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { MINE } from '../helpers/update.ts';
import type { StoredClient } from '../tenant/tenant.ts';

const plan = async (s: Steps, inputs: Record<string, string> = {}) =>
  (await s.create({ 'if-exists': 'update', 'dry-run': 'true', ...inputs })).main;

/** Only read requests were sent. */
function expectUntouched({ tenant }: Steps, ...before: StoredClient[]): void {
  expect([...tenant.clients.values()]).toEqual(before);
  expect(new Set(tenant.requests.map(({ operation }) => operation))).toEqual(new Set(['token', 'list']));
}

test('with credentials, a dry run lists the clients, shows the difference and changes nothing', async () => {
  await using s = await scenario();
  const before = structuredClone(s.tenant.addClient({ ...MINE, redirectUris: ['https://a.example/cb'] }));
  const step = await s.create({
    ...{ 'if-exists': 'update', 'dry-run': 'true', 'export-env': 'true', 'seal-key': 'ab'.repeat(32) },
    'redirect-uris': 'https://a.example/cb https://b.example/cb',
    enabled: 'false',
    'access-token-validity-seconds': '750',
  });
  const { main } = step;

  expect(main.failed, main.log).toBe(false);
  expectUntouched(s, before);
  expect(main.log).toContain('redirectUris: now "https://a.example/cb", then add "https://b.example/cb"');
  expect(main.log).toContain('enabled: now true, then false');
  expect(main.log).toContain(`client-id ${before.id}, at ${s.tenant.origin}, would be changed: redirectUris, enabled.`);
  expect(main.summary).toContain('<td>enabled</td><td>true</td><td>false</td>');
  expect(main.outputs).toMatchObject({ 'client-id': before.id, 'client-secret': '', created: 'false' });
  expect(main.outputs).toMatchObject({ changed: '["redirectUris","enabled"]' });
  expect(main.outputs['plan']).toBe(
    [
      '| field | now | then |',
      '| --- | --- | --- |',
      '| redirectUris | "https://a.example/cb" | add "https://b.example/cb" |',
      '| enabled | true | false |',
    ].join('\n'),
  );
  expect(main.annotations).toEqual([
    expect.objectContaining({ level: 'notice', message: expect.stringContaining('would be changed: redirectUris') }),
  ]);
  expect(main.exported).toEqual({});
  expect((await step.post()).log).toBe('');
});

test('the plan of an update without a difference says that nothing would change', async () => {
  await using s = await inThisProcess();
  const before = structuredClone(s.tenant.addClient(MINE));
  const main = await plan(s);
  expectUntouched(s, before);
  expect(main.log).toContain('is as requested; nothing was changed');
  expect(main.outputs).toMatchObject({ plan: '', changed: '[]' });
});

test('if no client has the name, the plan shows the request that would create it', async () => {
  await using s = await inThisProcess();
  const main = await plan(s);
  expectUntouched(s);
  expect(main.log).toContain('Dry run: no client has this name. The request would be\nPOST ');
  expect(main.outputs).toMatchObject({ 'client-id': '', created: 'false', changed: '[]' });
  expect(main.outputs['plan']).toContain('| scope |  | "idn:accounts:read" |');
});

test('if no client has the name and no scope is given, the plan shows that the client would get every right', async () => {
  await using s = await inThisProcess();
  const main = await plan(s, { scope: '' });
  expect(main.outputs['plan']).toContain('| scope |  | none, so every right of its owner |');
});

test('the plan refuses whatever the update would refuse', async () => {
  await using s = await inThisProcess();
  const before = structuredClone(s.tenant.addClient(MINE));
  expect(errorsOf(await plan(s, { scope: 'idn:sources:read' }))).toContain('Set if-exists to replace');
  const other = structuredClone(s.tenant.addClient(MINE));
  expect(errorsOf(await plan(s))).toContain(other.id);
  expectUntouched(s, before, other);
});

test('without credentials, or with half of them in a fork, it is a dry run like any other', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient(MINE);
  for (const inputs of [{}, { 'pat-client-id': 'id' }]) {
    const { main } = await s.step({
      ...{ 'base-url': s.tenant.origin, name: 'Pipeline', scope: 'a:b', 'if-exists': 'update', 'dry-run': 'true' },
      ...inputs,
    });
    expect(main.failed, main.log).toBe(false);
    expect(main.log).toContain('Dry run: nothing is sent. The request would be\nPOST ');
    expect(main.outputs).toMatchObject({ changed: '[]', plan: '' });
  }
  expect(s.tenant.requests).toEqual([]);
});

test.each<[string, Record<string, string>, string]>([
  ['a push', { GITHUB_EVENT_NAME: 'push' }, 'warning'],
  ['a pull request whose origin is unknown', { GITHUB_EVENT_NAME: 'pull_request' }, 'notice'],
  ['Dependabot', { GITHUB_EVENT_NAME: 'push', GITHUB_ACTOR: 'dependabot[bot]' }, 'notice'],
])('without credentials, a run of %s compares nothing and says so', async (_, env, level) => {
  await using s = await inThisProcess();
  const inputs = { 'base-url': s.tenant.origin, name: 'x', scope: 'a:b', 'if-exists': 'update', 'dry-run': 'true' };
  const { main } = await s.step(inputs, { env });
  const message = 'dry-run: no credentials are given, so nothing was compared with the tenant.';
  expect(main.annotations).toEqual([expect.objectContaining({ level, message })]);
});

test.each([
  ['an input', { 'pat-client-id': 'id' }, {}],
  ['a variable', {}, { SAIL_CLIENT_ID: 'id' }],
])('with the id of a token in %s and no secret, the message says what is empty', async (_, more, env) => {
  await using s = await inThisProcess();
  const inputs = { 'base-url': s.tenant.origin, name: 'x', scope: 'a:b', 'if-exists': 'update', 'dry-run': 'true' };
  const { main } = await s.step({ ...inputs, ...more }, { env: { GITHUB_EVENT_NAME: 'push', ...env } });
  const message = 'dry-run: the secret of the personal access token is empty, so nothing was compared with the tenant.';
  expect(main.annotations).toEqual([expect.objectContaining({ level: 'warning', message })]);
});

test('a plan also accepts credentials from the environment, or an access token', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ ...MINE, description: 'Old' });
  const { clientId, clientSecret } = s.tenant.pat;
  const inputs = { 'base-url': s.tenant.origin, ...MINE, scope: 'idn:accounts:read', description: 'New' };
  const options = { 'if-exists': 'update', 'dry-run': 'true' };
  for (const { main } of [
    await s.step({ ...inputs, ...options }, { env: { SAIL_CLIENT_ID: clientId, SAIL_CLIENT_SECRET: clientSecret } }),
    await s.step({ ...inputs, ...options, 'access-token': s.tenant.issueToken() }),
  ]) {
    expect(main.log).toContain('description: now "Old", then "New"');
  }
});

test('wrong credentials are an error, and so are credentials without a tenant', async () => {
  await using s = await inThisProcess();
  expect(errorsOf(await plan(s, { 'pat-client-secret': 'wrong-secret' }))).toContain('Signing in with the personal');
  const { 'base-url': _url, ...credentials } = connectionTo(s.tenant);
  const { main } = await s.step({ ...credentials, name: 'x', scope: 'a:b', 'if-exists': 'update', 'dry-run': 'true' });
  expect(errorsOf(main)).toContain('tenant: is missing');
});

test('a plan works with a token that may only read', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ ...MINE, description: 'Old' });
  const { clientId, clientSecret } = s.tenant.addPat({ scopes: ['sp:oauth-client:read'] });
  const main = await plan(s, { 'pat-client-id': clientId, 'pat-client-secret': clientSecret, description: 'New' });
  expect(main.failed, main.log).toBe(false);
  expect(main.log).toContain('would be changed: description.');
});

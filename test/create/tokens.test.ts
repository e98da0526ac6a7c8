import { expect, test } from 'vitest';
import { errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { HABITS } from '../tenant/known-habits.ts';

const QUIET = Object.keys(HABITS.tokens).filter(name => !/^(all scopes|one scope|only)/.test(name));

test.each(['the default', ...QUIET])('verify with %s succeeds without an annotation', async habit => {
  await using s = await (habit === 'the default' ? scenario : inThisProcess)({ habits: HABITS.tokens[habit] ?? {} });
  const { main } = await s.create({ verify: 'true', scope: 'idn:accounts:read idn:roles:read' });
  expect([main.failed, main.annotations], main.log).toEqual([false, []]);
  expect(operations(s)).toEqual(['token', 'create', 'token']);
});

test.each(['all scopes in the token', 'one scope more in the token'])(
  'verify with %s: the client is deleted, and the step fails',
  async habit => {
    await using s = await inThisProcess({ habits: HABITS.tokens[habit] ?? {} });
    const { main } = await s.create({ verify: 'true' });
    expect(errorsOf(main)).toMatch(/has scopes that were not requested: ".*has been deleted\.$/);
    expect(s.tenant.clients.size).toBe(0);
  },
);

test.each([
  ['one scope less in the token', 'idn:accounts:read'],
  ['only sp:scopes:default in the token', 'idn:accounts:read, idn:roles:read'],
])('verify with %s succeeds, and a warning names the missing scopes', async (habit, missing) => {
  await using s = await inThisProcess({ habits: HABITS.tokens[habit] ?? {} });
  const { main } = await s.create({ verify: 'true', scope: 'idn:accounts:read idn:roles:read' });
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).toContain(`lacks scopes that were requested: "${missing}"`);
});

test('verify warns if every right was requested and the token has only the default scope', async () => {
  await using s = await inThisProcess({ habits: HABITS.tokens['only sp:scopes:default in the token'] ?? {} });
  const { main } = await s.create({ verify: 'true', scope: 'sp:scopes:all' });
  expect(warningsOf(main)).toContain('lacks scopes that were requested: "sp:scopes:all"');
});

test('request-token outputs a masked token that the tenant accepts, and its expiry', async () => {
  await using s = await scenario();
  const before = Date.now();
  const { main } = await s.create({ 'request-token': 'true' });
  const { 'access-token': token = '', 'access-token-expires-at': expiresAt = '' } = main.outputs;
  expect(s.tenant.secrets()).toContain(token);
  expect(main.stdout).toContain(`::add-mask::${token}\n`);
  expect(main.log).not.toContain(token);
  expect(expiresAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const lasts = (Date.parse(expiresAt) - before) / 1000;
  expect(lasts).toBeGreaterThan(740);
  expect(lasts).toBeLessThan(800);
  expect(operations(s)).toEqual(['token', 'create', 'token']);
});

test("without expires_in, the expiry is computed from the client's validity", async () => {
  await using s = await inThisProcess({ habits: { tokenResponse: ({ expires_in: _, ...rest }) => rest } });
  const before = Date.now();
  const { main } = await s.create({ 'request-token': 'true', 'access-token-validity-seconds': '3000' });
  const lasts = (Date.parse(main.outputs['access-token-expires-at'] ?? '') - before) / 1000;
  expect(lasts).toBeGreaterThan(2900);
  expect(lasts).toBeLessThan(4000);
});

test.each<[string, Record<string, string>]>([
  ['verify', { verify: 'false' }],
  ['request-token', { 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': 'https://a.example' }],
  ['request-token', { type: 'PUBLIC' }],
])('request-token in a step where it cannot work is an error of %s', async (input, inputs) => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'request-token': 'true', ...inputs });
  expect(errorsOf(main)).toContain(`\n- ${input}: `);
  expect(s.tenant.requests).toEqual([]);
});

test('a sign-in with new credentials is retried with growing waits until the tenant knows them, and the log says so', async () => {
  await using s = await inThisProcess({ propagationMs: 400 });
  const { main } = await s.create({ verify: 'true' });
  expect(main.failed, main.log).toBe(false);
  const said = 'The tenant does not know the new credentials yet; trying again in';
  expect(main.log.split(said).length - 1).toBeGreaterThan(0);
  expect(main.log).toMatch(/trying again in 1 s, for \d+ s at most\./);
});

test.each(['skip', 'update'])(
  'request-token with %s that found a client: the output is empty, and a notice says so',
  async ifExists => {
    await using s = await inThisProcess();
    s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'] });
    const { main } = await s.create({ 'request-token': 'true', 'if-exists': ifExists });
    expect(main.failed, main.log).toBe(false);
    expect([main.outputs['access-token'], main.outputs['access-token-expires-at']]).toEqual(['', '']);
    expect(main.log).toContain('so client-secret and access-token are empty and must not be stored');
  },
);

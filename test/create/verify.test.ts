import { expect, test } from 'vitest';
import { Secret } from '../../src/secret.ts';
import { parseClient } from '../../src/tenant/client.ts';
import { explainUnexpected } from '../../src/tenant/explain.ts';
import { TenantError } from '../../src/tenant/session.ts';
import { verify } from '../../src/verify.ts';
import { respond } from '../helpers/respond.ts';
import { errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { virtualTools } from '../helpers/virtual-tools.ts';
import { findLeaks } from '../runner/leaks.ts';

test('credentials that the tenant does not know yet are handed out only after they have worked', async () => {
  await using s = await scenario({ propagationMs: 1500 });
  const { main } = await s.create({ verify: 'true' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.requests.at(-1)).toMatchObject({ operation: 'token', status: 200 });
  expect(s.tenant.requests.at(-1)?.body).toContain(main.outputs['client-id']);
  expect(findLeaks(main, s.tenant.secrets(), { outputs: true })).toEqual([]);
});

// RFC 6749 section 5.2: a token endpoint may say invalid_client with 400 as well.
test.each([400, 401])('new credentials that are refused once with HTTP %s are handed out', async status => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'token', do: respond(status, { body: { error: 'invalid_client' } }), after: 1 });
  const { main } = await s.create({ verify: 'true' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.clients.has(main.outputs['client-id'] ?? '')).toBe(true);
});

test('if the credentials never work, the step fails and the client is deleted', async () => {
  await using s = await inThisProcess({ propagationMs: 60_000 });
  const { main, post } = await s.create({ verify: 'true', 'timeout-seconds': '6' });
  expect(main.failed).toBe(true);
  expect(main.outputs).toEqual({});
  expect(errorsOf(main)).toMatch(/^Signing in as the new client failed: HTTP 401.* has been deleted\.$/);
  expect(s.tenant.clients.size).toBe(0);
  expect((await post()).log).toBe('');
});

test('the error says that the credentials were refused, although the deadline ended the last try', async () => {
  await using s = await inThisProcess();
  s.tenant.fault(
    { on: 'token', do: respond(401, { body: { error: 'invalid_client' } }), after: 1, times: 2 },
    { on: 'token', do: { kind: 'hang', work: 'not done', at: 'before headers' }, after: 1, times: 99 },
  );
  const { main } = await s.create({ verify: 'true' });
  expect(errorsOf(main)).toMatch(/HTTP 401, "invalid_client"\. The tenant does not accept the new credentials\./);
  expect(s.tenant.clients.size).toBe(0);
});

test('if the client cannot be deleted either, the error names it', async () => {
  await using s = await scenario({ propagationMs: 60_000 });
  s.tenant.fault({ on: 'delete', do: respond(403), times: 99 });
  const { main } = await s.create({ verify: 'true', 'timeout-seconds': '6' });
  expect(errorsOf(main)).toMatch(new RegExp(`not deleted; delete it by hand.*${[...s.tenant.clients.keys()][0]}`, 's'));
});

test('replace verifies a client that can sign in, and no other', async () => {
  await using s = await inThisProcess();
  const able = await s.create({ 'if-exists': 'replace' });
  expect(able.main.failed).toBe(false);
  expect(s.tenant.requests.at(-1)?.operation).toBe('token');
  const unable = await s.create({ 'if-exists': 'replace', enabled: 'false' });
  expect(unable.main.failed, unable.main.log).toBe(false);
  expect(s.tenant.requests.at(-1)?.operation).toBe('create');
});

test.each([
  { enabled: 'false' },
  { type: 'PUBLIC' },
  { 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': 'app:/cb' },
])('verify is an error with %j, because such a client cannot sign in', async inputs => {
  await using s = await inThisProcess();
  const { main } = await s.create({ verify: 'true', ...inputs });
  expect(errorsOf(main)).toContain('- verify: needs a client that can sign in');
  expect(s.tenant.requests).toEqual([]);
});

test.each([
  [120_000, [0, 1000, 3000, 7000, 15_000]],
  [3000, [0]],
  [5000, [0, 1000]],
])('with %d ms in all, new credentials that never work are tried after %j ms', async (timeout, expected) => {
  const tries: number[] = [];
  const { settings, tools } = virtualTools(timeout, elapsed => ({
    tryCredentials: async () => {
      tries.push(elapsed());
      throw new TenantError(explainUnexpected(new Error('a test'), 'verify'), 401);
    },
  }));
  const created = { client: parseClient({ id: 'new' }), secret: Secret.mask('secret', tools.report) };
  await expect(tools.clock.pass(verify(created, settings, tools))).rejects.toThrow('a test');
  expect(tries).toEqual(expected);
});

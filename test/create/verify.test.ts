import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';

test('the credentials have worked before they are handed out, although they needed a moment', async () => {
  await using s = await scenario({ propagationMs: 1500 });
  const { main } = await s.create({ verify: 'true' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.requests.at(-1)).toMatchObject({ operation: 'token', status: 200 });
  expect(s.tenant.requests.at(-1)?.body).toContain(main.outputs['client-id']);
  expect(findLeaks(main, s.tenant.secrets(), { outputs: true })).toEqual([]);
});

test('credentials that never work fail the step, and the client is deleted', async () => {
  await using s = await inThisProcess({ propagationMs: 60_000 });
  const { main, post } = await s.create({ verify: 'true', 'timeout-seconds': '6' });
  expect(main.failed).toBe(true);
  expect(main.outputs).toEqual({});
  expect(errorsOf(main)).toMatch(/^Signing in as the new client failed: HTTP 401.* has been deleted again/);
  expect(s.tenant.clients.size).toBe(0);
  expect((await post()).log).toBe('');
});

test('a last try that the deadline cuts off does not hide that they were refused', async () => {
  await using s = await inThisProcess();
  s.tenant.fault(
    { on: 'token', do: respond(401, { body: { error: 'invalid_client' } }), after: 1, times: 2 },
    { on: 'token', do: { kind: 'hang', work: 'not done', at: 'before headers' }, after: 1, times: 99 },
  );
  const { main } = await s.create({ verify: 'true' });
  expect(errorsOf(main)).toMatch(/HTTP 401, "invalid_client"\. The tenant does not accept the new credentials\./);
  expect(s.tenant.clients.size).toBe(0);
});

test('when it cannot be deleted either, it is named', async () => {
  await using s = await scenario({ propagationMs: 60_000 });
  s.tenant.fault({ on: 'delete', do: respond(403), times: 99 });
  const { main } = await s.create({ verify: 'true', 'timeout-seconds': '6' });
  expect(errorsOf(main)).toMatch(new RegExp(`not deleted; delete by hand.*${[...s.tenant.clients.keys()][0]}`, 's'));
});

test('replace verifies where it can, and not where it cannot', async () => {
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
])('with %j it cannot work, and is an error', async inputs => {
  await using s = await inThisProcess();
  const { main } = await s.create({ verify: 'true', ...inputs });
  expect(errorsOf(main)).toContain('- verify: needs a client that can sign in');
  expect(s.tenant.requests).toEqual([]);
});

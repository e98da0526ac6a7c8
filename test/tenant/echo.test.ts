import { describe, expect, test } from 'vitest';
import { ECHO_PLACES, type Misbehaviour } from './faults.ts';
import { bearer, bodyOf, clientsPath, creating, minimal, signingIn, start } from './harness.ts';

describe('echoes', { concurrent: false }, () => {
  type Echo = Extract<Misbehaviour, { kind: 'echo' }>;
  const echo = (more: Partial<Echo>): Echo => ({ kind: 'echo', at: 'messages', work: 'not done', ...more });

  test.each(ECHO_PLACES)('the token is echoed as %s, with a different status', async at => {
    const { tenant, call } = await start();
    const token = tenant.issueToken();
    tenant.fault({ on: 'create', do: echo({ at, padding: 280, status: 400 }) });
    const { status, headers, text } = await call('POST', clientsPath, creating(token, minimal));
    const padded = 'x'.repeat(280) + token;
    expect([status, tenant.clients.size]).toEqual([400, 0]);
    if (at === 'Content-Type') expect([headers['content-type'], text]).toEqual([`text/${padded}`, '<html>']);
    else if (at === 'Slpt-Request-Id') expect(headers['slpt-request-id']).toBe(padded);
    else if (at === 'messages' || at === 'causes') expect(JSON.parse(text)).toMatchObject({ [at]: [{ text: padded }] });
    else expect(JSON.parse(text)).toEqual({ [at]: padded });
  });

  test('the token is added to the due response', async () => {
    const { tenant, call } = await start();
    const token = tenant.issueToken();
    tenant.fault(
      { on: 'create', do: echo({ at: 'trackingId', work: 'done' }) },
      { on: 'list', do: echo({ work: 'done' }) },
    );
    const created = await call('POST', clientsPath, creating(token, minimal));
    expect(bodyOf(created)).toMatchObject({ name: 'Client', secret: expect.any(String), trackingId: token });
    const list = await call('GET', clientsPath, bearer(token));
    expect(bodyOf(list)).toMatchObject([{ name: 'Client', messages: [{ text: token }] }]);
  });

  test('the secret used to sign in, or any text, is echoed', async () => {
    const { tenant, call } = await start();
    const { pat } = tenant;
    tenant.fault(
      { on: 'token', do: echo({ at: 'error_description', status: 401, padding: 2 }) },
      { on: 'token', do: echo({ at: 'error', status: 401, text: 'any text' }) },
    );
    const signIn = async () => bodyOf(await call('POST', '/oauth/token', signingIn(pat)));
    expect(await signIn()).toEqual({ error_description: `xx${pat.clientSecret}` });
    expect(await signIn()).toEqual({ error: 'any text' });
  });
});

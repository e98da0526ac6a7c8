import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { expectGreen, expectKept, LIST, update, withClient } from '../helpers/update.ts';
import type { Fault } from '../tenant/faults.ts';
import { HABITS } from '../tenant/known-habits.ts';

const lost = (work: 'done' | 'not done', times: number): Fault => ({ on: 'patch', do: { kind: 'reset', work }, times });
const NEW = { description: 'New', 'timeout-seconds': '8' };

test.each(['done', 'not done'] as const)(
  'a PATCH whose response is lost, with the work %s, is sent again',
  async work => {
    const { s, client } = await withClient({}, {}, work === 'done' ? scenario : inThisProcess);
    await using _ = s;
    s.tenant.fault(lost(work, 1));
    const { main } = await update(s, { description: 'New' });
    expectGreen(s, main, client, ['description']);
    expect(operations(s)).toEqual([...LIST, 'patch', 'patch']);
  },
);

test('if every response is lost and the tenant shows the update, the step succeeds', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  s.tenant.fault(lost('done', Number.POSITIVE_INFINITY));
  const { main } = await update(s, NEW);
  expectGreen(s, main, client, ['description']);
  expect(operations(s).at(-1)).toBe('list');
  expect(main.log).toContain('Checking whether it was carried out');
});

test('if every response is lost and the tenant does not show the update, the step fails', async () => {
  const { s, client } = await withClient({}, {}, scenario);
  await using _ = s;
  s.tenant.fault(lost('not done', Number.POSITIVE_INFINITY));
  const { main } = await update(s, NEW);
  expect(errorsOf(main)).toMatch(/^Updating the client failed: .*is not as requested: the next run will try again.$/);
  expect(main.outputs).toEqual({});
  expectKept(s, client);
});

test('if every response is lost, a redirect URI that differs by the slash at its end is not as requested', async () => {
  const { s, client } = await withClient({ redirectUris: ['https://a.example/cb/'] });
  await using _ = s;
  s.tenant.fault(lost('not done', Number.POSITIVE_INFINITY));
  const { main } = await update(s, { 'redirect-uris': 'https://a.example/cb', 'timeout-seconds': '8' });
  expect(errorsOf(main)).toContain('is not as requested');
  expect(main.outputs).toEqual({});
  expectKept(s, client);
});

test.each<[string, Partial<Extract<Fault['do'], { kind: 'response' }>>]>([
  ['no body', { status: 200, body: '', contentType: 'application/json' }],
  ['another client', { status: 200, body: { id: 'another' } }],
  ['another client that is as requested', { status: 200, body: { id: 'another', description: 'New' } }],
  ['a page of a gateway with a status of the API', { status: 400, body: '<html>', contentType: 'text/html' }],
])('after a response that does not show the client, %s, the client is read again', async (_, more) => {
  for (const work of ['done', 'not done'] as const) {
    const { s, client } = await withClient();
    await using __ = s;
    s.tenant.fault({ on: 'patch', do: { kind: 'response', status: 200, work, ...more } });
    const { main } = await update(s, { description: 'New' });
    if (work === 'done') expectGreen(s, main, client, ['description']);
    else expect(errorsOf(main)).toMatch(/is not as requested|did not carry it out: description/);
    expect(operations(s)).toEqual([...LIST, 'patch', 'list']);
  }
});

test('the client is looked up after the response was lost and the token was refused', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  const refused = (on: Fault['on']): Fault => ({
    on,
    do: respond(401, { body: { error: 'invalid_token' } }),
    after: 1,
    times: Number.POSITIVE_INFINITY,
  });
  s.tenant.fault({ on: 'patch', do: respond(502, { work: 'done' }) }, refused('patch'), refused('token'));
  const { main } = await update(s, NEW);
  expectGreen(s, main, client, ['description']);
  expect(main.log).toContain('Checking whether it was carried out');
  expect(main.debugLog).toContain('Signing in with the personal access token failed: HTTP 401, "invalid_token"');
});

test('a refusal after a lost response and a renewed token proves nothing: the client is looked up', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  s.tenant.fault(
    { on: 'patch', do: respond(502, { work: 'done' }) },
    { on: 'patch', do: respond(401, { body: { error: 'invalid_token' } }) },
    { on: 'patch', do: respond(409, { body: { title: 'Conflict' } }) },
  );
  const { main } = await update(s, NEW);
  expect(operations(s)).toEqual([...LIST, 'patch', 'patch', 'token', 'patch', 'list']);
  expectGreen(s, main, client, ['description']);
});

test('if every response is lost and the list fails, the step fails', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  s.tenant.fault(lost('done', Number.POSITIVE_INFINITY), {
    on: 'list',
    after: 1,
    times: Number.POSITIVE_INFINITY,
    do: respond(403, { body: { messages: [] } }),
  });
  const { main } = await update(s, NEW);
  expect(errorsOf(main)).toContain('may have been changed, and it could not be looked up: Listing the cl');
  expectKept(s, client);
});

test('a refusal is shown in the tenant’s words, and the client is not read again', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  s.tenant.fault({
    on: 'patch',
    do: respond(400, { body: { messages: [{ locale: 'en', text: 'Too long.' }] } }),
  });
  const { main } = await update(s, NEW);
  expect(errorsOf(main)).toContain('Updating the client failed: HTTP 400, "Too long."');
  expect(operations(s)).toEqual([...LIST, 'patch']);
  expectKept(s, client);
});

test('if the client was deleted meanwhile, the step fails', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  s.tenant.fault({
    on: 'patch',
    do: respond(404, { body: { detailCode: '404 Not found', messages: [] } }),
  });
  const { main } = await update(s, NEW);
  expect(errorsOf(main)).toContain('It may have been deleted meanwhile');
  expectKept(s, client);
});

const changed = (changes: object): Fault => ({
  on: 'patch',
  do: { kind: 'edit', change: given => ({ ...Object(given), ...changes }) },
});

test.each<[string, object, string]>([
  ['an additional grant type that was not requested', { grantTypes: ['PASSWORD'] }, 'granted "PASSWORD"'],
  ['every scope', { scope: ['sp:scopes:all'] }, 'scope: requested "idn:accounts:read", granted "sp:scopes:all"'],
  ['a different type that was not requested', { type: 'PUBLIC' }, 'type: before "CONFIDENTIAL", granted "PUBLIC"'],
])(
  'wider rights in the response and in the list, %s: the step fails, and the client is kept',
  async (_, changes, text) => {
    const { s, client } = await withClient({ enabled: false });
    await using __ = s;
    s.tenant.fault(changed({ ...changes, enabled: true }), {
      on: 'list',
      after: 1,
      do: { kind: 'edit', change: list => (Array.isArray(list) ? list.map(each => ({ ...each, ...changes })) : list) },
    });
    const { main } = await update(s, { enabled: 'true' });
    expect(errorsOf(main)).toContain('now has wider rights than requested');
    expect(errorsOf(main)).toContain(text);
    expect(main.outputs).toEqual({});
    expectKept(s, client);
  },
);

test.each<[string, Fault['do']]>([
  ['the old value', { kind: 'edit', change: given => ({ ...Object(given), enabled: false }) }],
  ['nothing but the id', { kind: 'edit', change: given => ({ id: Object(given).id }) }],
  ['null for the value', { kind: 'edit', change: given => ({ ...Object(given), enabled: null }) }],
  ['204', respond(204, { work: 'done' })],
  ['200 without a body', respond(200, { work: 'done' })],
])(
  'after a response with %s the client is read again, and the step succeeds without an annotation',
  async (_, fault) => {
    const { s, client } = await withClient({ enabled: false });
    await using __ = s;
    s.tenant.fault({ on: 'patch', do: fault });
    const { main } = await update(s, { enabled: 'true' });
    expectGreen(s, main, client, ['enabled']);
    expect(operations(s)).toEqual([...LIST, 'patch', 'list']);
    expect(main.log).not.toMatch(/fail/i);
  },
);

test.each(['the old value', '204'])(
  'after a response with %s, the step fails if the list has the old value',
  async which => {
    const { s, client } = await withClient({ enabled: false });
    await using _ = s;
    const body = which === '204' ? undefined : { ...client, secret: undefined };
    s.tenant.fault({ on: 'patch', do: respond(which === '204' ? 204 : 200, { body }) });
    const { main } = await update(s, { enabled: 'true' });
    expect(errorsOf(main)).toMatch(
      /accepted the update .* did not carry it out: enabled: requested true, granted false/,
    );
    expect(main.outputs).toEqual({});
    expectKept(s, client);
  },
);

test('a value that the tenant stores in a third form causes a warning', async () => {
  const { s, client } = await withClient({}, { habits: HABITS.forms['clamped numbers'] ?? {} });
  await using _ = s;
  const { main } = await update(s, { 'access-token-validity-seconds': '800' });
  expectGreen(s, main, client, ['accessTokenValiditySeconds']);
  expect(warningsOf(main)).toMatch(
    /differently than requested: accessTokenValiditySeconds: requested 800, granted 600\. /,
  );
});

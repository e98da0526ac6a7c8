import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Call } from './call.ts';
import { combine, type Habits } from './habits.ts';
import { bearer, bodyOf, clientsPath, creating, field, minimal, patching, signingIn, start } from './harness.ts';
import { HABITS, habitsOf, IDS, type Label } from './known-habits.ts';
import reference from './openapi/reference-response.json' with { type: 'json' };
import type { StoredClient, Tenant } from './tenant.ts';

describe('habits', { concurrent: false }, () => {
  const requested = {
    ...minimal,
    name: ' Cafe\u0301  Bar ',
    description: `a=b & <c> "d" ${'x'.repeat(200)}`,
    homepageUrl: 'https://a.example/x',
    redirectUris: ['https://b.example', 'c://d/'],
    accessTokenValiditySeconds: 750,
    refreshTokenValiditySeconds: 86_400,
    scope: ['idn:a:read', 'idn:b:read'],
  };

  /** The known habits of all groups, by name. */
  const known = new Map<string, Partial<Habits>>(Object.values(HABITS).flatMap(group => Object.entries(group)));
  const tried = new Set<string>();

  async function tenantWith(...names: string[]): Promise<{ tenant: Tenant; call: Call; token: string }> {
    for (const name of names) tried.add(name);
    const habits = names.map(name => known.get(name) ?? expect.unreachable(`no habit ${name}`));
    const { tenant, call } = await start({ habits: combine(...habits) });
    return { tenant, call, token: tenant.issueToken() };
  }

  type Fields = Partial<Record<keyof StoredClient, unknown>>;

  const all = ['sp:scopes:all'];
  const cases: [string, Fields, Fields?][] = [
    ['all scopes', { scope: all }],
    ['one scope more', { scope: [...requested.scope, 'idn:extra:manage'] }],
    ['another grant type', { grantTypes: ['CLIENT_CREDENTIALS', 'REFRESH_TOKEN'] }],
    ['one scope less', { scope: ['idn:b:read'] }],
    ['fewer grant types', { grantTypes: ['CLIENT_CREDENTIALS'] }],
    ['no grant type', { grantTypes: [] }],
    ['disabled', { enabled: false }],
    ['public', { type: 'PUBLIC' }],
    ['all scopes, only in the response', {}, { scope: all }],
    ['one scope more, only in the response', {}, { scope: [...requested.scope, 'idn:extra:manage'] }],
    ['another grant type, only in the response', {}, { grantTypes: ['CLIENT_CREDENTIALS', 'REFRESH_TOKEN'] }],
    ['one scope less, only in the response', {}, { scope: ['idn:b:read'] }],
    ['fewer grant types, only in the response', {}, { grantTypes: ['CLIENT_CREDENTIALS'] }],
    ['no grant type, only in the response', {}, { grantTypes: [] }],
    ['disabled, only in the response', {}, { enabled: false }],
    ['public, only in the response', {}, { type: 'PUBLIC' }],
    ['public, without a secret', { type: 'PUBLIC' }, { type: 'PUBLIC', secret: undefined }],
    ['a trimmed name', { name: 'Cafe\u0301  Bar' }],
    ['a name with its white space folded', { name: ' Cafe\u0301 Bar ' }],
    ['a name in NFC', { name: ' Caf\u00e9  Bar ' }],
    ['a name in NFKD', { name: ' Cafe\u0301  Bar ' }],
    ['a name in lower case', { name: ' cafe\u0301  bar ' }],
    ['a name in upper case', { name: ' CAFE\u0301  BAR ' }],
    ['a description cut to 128 characters', { description: requested.description.slice(0, 128) }],
    ['a description cut to 255 characters', { description: requested.description.slice(0, 255) }],
    ['an HTML-escaped description', { description: `a&#61;b &amp; &lt;c&#62; &#34;d&#34; ${'x'.repeat(200)}` }],
    ['no description', { description: null }, { description: '' }],
    [
      'URLs with a slash at the end',
      { homepageUrl: 'https://a.example/x/', redirectUris: ['https://b.example/', 'c://d/'] },
    ],
    ['clamped numbers', { accessTokenValiditySeconds: 600, refreshTokenValiditySeconds: 3600 }],
    ['each scope twice', { scope: [...requested.scope, ...requested.scope] }],
    ['sp:scopes:default added', { scope: [...requested.scope, 'sp:scopes:default'] }],
    ['sp:scopes:default added, only in the response', {}, { scope: [...requested.scope, 'sp:scopes:default'] }],
    ['scopes in another order', { scope: ['idn:b:read', 'idn:a:read'] }],
    ['scope null in the response', {}, { scope: null }],
    ['no scope in the response', {}, { scope: undefined }],
    [
      'created in 2017, in the response',
      {},
      { created: '2017-07-11T18:45:37.098Z', modified: '2018-06-25T20:22:28.104Z' },
    ],
    ['created in 1970', {}, { created: '1970-01-01T00:00:00Z' }],
    ['the reference’s example', {}, reference],
  ];

  test.each(cases)('%s', async (name, stored, inResponse = stored) => {
    const { tenant, call, token } = await tenantWith(name);
    const created = await call('POST', clientsPath, creating(token, requested));
    expect([...tenant.clients.values()]).toMatchObject([{ ...requested, ...stored }]);
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toMatchObject([{ ...requested, ...stored }]);
    const expected = { ...requested, secret: expect.any(String), ...inResponse };
    const response = new Map<string, unknown>(Object.entries(JSON.parse(created.text)));
    // Fields that are undefined in one are absent in the other.
    expect(Object.fromEntries(Object.keys(expected).map(key => [key, response.get(key)]))).toEqual(expected);
  });

  test.each<[string, object]>([
    ['null for sp:scopes:all', { scope: null }],
    ['an empty list for sp:scopes:all', { scope: [] }],
    ['numbers as texts', { accessTokenValiditySeconds: '750', refreshTokenValiditySeconds: '86400', enabled: true }],
    ['flags as texts', { enabled: 'true', internal: 'false', accessTokenValiditySeconds: 750 }],
    ['an HTML-escaped name', { name: 'R&amp;D' }],
  ])('%s, in every response', async (name, expected) => {
    const { tenant, call, token } = await tenantWith(name);
    const created = await call('POST', clientsPath, creating(token, { ...minimal, name: 'R&D' }));
    const path = `${clientsPath}/${field(created, 'id')}`;
    const patch = patching(token, [{ op: 'replace', path: '/description', value: 'x' }]);
    for (const reply of [created, await call('GET', path, bearer(token)), await call('PATCH', path, patch)]) {
      expect(bodyOf(reply)).toMatchObject(expected);
    }
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toMatchObject([expected]);
    const limited = tenant.addClient({ scope: ['idn:a:read'] });
    const reply = await call('GET', `${clientsPath}/${limited.id}`, bearer(token));
    expect(bodyOf(reply)).toMatchObject({ scope: ['idn:a:read'] });
  });

  test.each<[string, number, string]>([
    ['DELETE: 200 and OK', 200, 'OK'],
    ['DELETE: 200 and a message', 200, '{"message":"Client deleted"}'],
    ['DELETE: 200 and no error', 200, '{"error":null}'],
    ['DELETE: 200 and no body', 200, ''],
  ])('%s; the client is deleted', async (name, status, text) => {
    const { tenant, call, token } = await tenantWith(name);
    const { id } = tenant.addClient();
    expect(await call('DELETE', `${clientsPath}/${id}`, bearer(token))).toMatchObject({ status, text });
    expect(tenant.deleted).toEqual([id]);
    expect((await call('DELETE', `${clientsPath}/${id}`, bearer(token))).status).toBe(404);
  });

  test.each<[string, number, object | undefined]>([
    ['PATCH: 204', 204, undefined],
    ['PATCH: the client as before', 200, { id: 'x', name: 'Old' }],
    ['PATCH: the id alone', 200, { id: 'x' }],
    ['PATCH: 200 and no body', 200, undefined],
  ])('%s; the client is changed', async (name, status, body) => {
    const { tenant, call, token } = await tenantWith(name);
    tenant.addClient({ id: 'x', name: 'Old' });
    const patch = patching(token, [{ op: 'replace', path: '/name', value: 'New' }]);
    const reply = await call('PATCH', `${clientsPath}/x`, patch);
    expect([reply.status, reply.text === '']).toEqual([status, body === undefined]);
    if (body) expect(bodyOf(reply)).toMatchObject(body);
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toMatchObject([{ id: 'x', name: 'New' }]);
  });

  test('create returns 201, and the other responses are unchanged', async () => {
    const { tenant, call, token } = await tenantWith('create: 201');
    expect((await call('POST', clientsPath, creating(token, minimal))).status).toBe(201);
    expect((await call('POST', '/oauth/token', signingIn(tenant.pat))).status).toBe(200);
    expect((await call('GET', clientsPath, bearer(token))).status).toBe(200);
  });

  test('closed after each response: the next request on the connection never arrives', async () => {
    const { tenant, call, token } = await tenantWith('closed after each response');
    const first = await call('GET', clientsPath, bearer(token));
    expect(first).toMatchObject({ status: 200, headers: { connection: 'keep-alive' }, outcome: 'whole' });
    // Immediately, as a program does, before it can notice that the connection is closed.
    const second = await call('POST', clientsPath, creating(token, minimal));
    expect(second).toMatchObject({ status: null, outcome: expect.stringMatching(/socket hang up|ECONNRESET|EPIPE/) });
    expect([tenant.requests.length, tenant.clients.size]).toEqual([1, 0]);
    expect((await call('POST', clientsPath, creating(token, minimal))).status).toBe(200);
  });

  test('patched fields are normalized like created ones, and no other field changes', async () => {
    const { tenant, call, token } = await tenantWith('a trimmed name', 'URLs with a slash at the end', 'all scopes');
    const older = tenant.addClient({ ...requested, scope: ['idn:a:read'] });
    const patch = [{ op: 'replace', path: '/homepageUrl', value: 'https://c.example' }];
    const reply = await call('PATCH', `${clientsPath}/${older.id}`, patching(token, patch));
    const expected = { ...requested, homepageUrl: 'https://c.example/', scope: ['idn:a:read'] };
    expect(bodyOf(reply)).toMatchObject(expected);
    expect(older).toMatchObject(expected);
  });

  test.each([[[]], [null], [undefined]])('scope %j grants all scopes, as the reference says', async scope => {
    const { tenant, call } = await start();
    const reply = await call('POST', clientsPath, creating(tenant.issueToken(), { ...minimal, scope }));
    expect(bodyOf(reply)).toMatchObject({ scope: all });
    expect([...tenant.clients.values()]).toMatchObject([{ scope: all }]);
  });

  /** For each habit of lists with 120 clients: queries, and the numbers of the clients in the response, or the status. */
  test.each<[string, Record<string, [from: number, to: number] | 400>]>([
    ['10 a page, never more', { '': [0, 10], '?limit=250': [0, 10], '?limit=3&offset=10': [10, 13] }],
    ['15 a page, never more', { '?limit=250&offset=15': [15, 30] }],
    ['50 a page, never more', { '?limit=250&offset=100': [100, 120] }],
    ['100 a page, never more', { '?limit=250': [0, 100], '?offset=120': [0, 0] }],
    ['10 a page, unless a limit is given', { '': [0, 10], '?limit=250': [0, 120], '?limit=251': 400 }],
    ['15 a page, unless a limit is given', { '?offset=5': [5, 20] }],
    ['50 a page, unless a limit is given', { '?offset=100': [100, 120] }],
    ['no limit over 50', { '': [0, 50], '?limit=50': [0, 50], '?limit=51': 400 }],
    ['a limit over 50 counts as none, which is 15', { '?limit=51': [0, 15], '?limit=50': [0, 50] }],
    ['no offset past the end', { '?offset=119': [119, 120], '?offset=120': 400, '?offset=0': [0, 120] }],
    ['everything at once', { '?limit=10&offset=50': [0, 120], '?limit=1000': [0, 120] }],
    ['the first page, always', { '?offset=50': [0, 10], '?limit=100': [0, 10] }],
  ])('%s', async (name, queries) => {
    const { tenant, call, token } = await tenantWith(name);
    const ids = Array.from({ length: 120 }, (_, index) => `c${1000 + index}`);
    for (const id of ids) tenant.addClient({ id, created: '2026-01-01T00:00:00.000Z' });
    for (const [query, expected] of Object.entries(queries)) {
      const reply = await call('GET', clientsPath + query, bearer(token));
      if (expected === 400) expect([query, reply.status]).toEqual([query, 400]);
      else expect([query, idsOf(reply.text)]).toEqual([query, ids.slice(...expected)]);
    }
  });

  const idsOf = (text: string): string[] => JSON.parse(text).map(({ id }: StoredClient) => id);

  test.each([400, 404, 405])('a second page is refused with %d', async status => {
    const { tenant, call, token } = await tenantWith(`a second page is refused with ${status}`);
    for (let index = 0; index < 300; index++) tenant.addClient();
    expect(idsOf((await call('GET', clientsPath, bearer(token))).text)).toHaveLength(300);
    expect((await call('GET', `${clientsPath}?limit=250&offset=300`, bearer(token))).status).toBe(status);
  });

  test('without end, each page has new clients', async () => {
    const { tenant, call, token } = await tenantWith('without end');
    for (let index = 0; index < 12; index++) tenant.addClient();
    const seen = new Set<string>();
    for (let offset = 0; offset < 100; offset += 10) {
      for (const id of idsOf((await call('GET', `${clientsPath}?offset=${offset}`, bearer(token))).text)) seen.add(id);
    }
    expect(seen.size).toBe(100);
  });

  test('the error for an offset past the end has SailPoint’s words', async () => {
    const { call, token } = await tenantWith('no offset past the end');
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toEqual([]);
    const reply = await call('GET', `${clientsPath}?offset=1`, bearer(token));
    expect([reply.status, reply.text]).toEqual([400, '{"detailMessage":"Specified offset is invalid."}']);
  });

  test('lists can be in a different order', async () => {
    const ordered = async (name: string): Promise<{ lists: string[][] }> => {
      const { tenant, call, token } = await tenantWith(name);
      for (const [id, other] of Object.entries({ a: 'Z', b: 'Y', c: 'X' })) {
        tenant.addClient({ id, name: other, created: `2026-01-0${id === 'b' ? 1 : 2}T00:00:00.000Z` });
      }
      const lists: string[][] = [];
      for (let i = 0; i < 8; i += 1) lists.push(idsOf((await call('GET', clientsPath, bearer(token))).text));
      return { lists };
    };
    expect((await ordered('by name')).lists[0]).toEqual(['c', 'b', 'a']);
    expect((await ordered('by id')).lists[0]).toEqual(['a', 'b', 'c']);
    const { lists } = await ordered('shuffled between the pages');
    expect(new Set(lists.map(String)).size).toBeGreaterThan(1);
    expect(new Set(lists.flat())).toEqual(new Set(['a', 'b', 'c']));
    expect(await ordered('shuffled between the pages')).toEqual({ lists });
  });

  test.each([
    [Number.POSITIVE_INFINITY, 'old'],
    [20, 'new'],
  ])('30 ms after a creation and a deletion, lists late by %d ms show the %s client', async (ms, which) => {
    const { tenant, call } = await start({ habits: { listLagMs: ms, deletionLagMs: ms } });
    const token = tenant.issueToken();
    const old = tenant.addClient().id;
    const list = async () => idsOf((await call('GET', clientsPath, bearer(token))).text);
    expect(await list()).toEqual([old]);
    expect((await call('DELETE', `${clientsPath}/${old}`, bearer(token))).status).toBe(204);
    const id = field(await call('POST', clientsPath, creating(token, minimal)), 'id');
    await delay(30);
    expect(await list()).toEqual([which === 'old' ? old : id]);
    // Only lists are late; other requests are up to date.
    expect((await call('DELETE', `${clientsPath}/${old}`, bearer(token))).status).toBe(404);
    expect((await call('GET', `${clientsPath}/${id}`, bearer(token))).status).toBe(200);
    expect([...tenant.clients.keys()]).toEqual([id]);
  });

  test('the known habits with late lists work', async () => {
    const { tenant, call, token } = await tenantWith('late by 300 ms', 'deleted clients for 300 ms');
    await call('DELETE', `${clientsPath}/${tenant.addClient().id}`, bearer(token));
    const created = await call('POST', clientsPath, creating(token, minimal));
    const id = field(created, 'id');
    await vi.waitFor(async () => {
      expect(idsOf((await call('GET', clientsPath, bearer(token))).text)).toEqual([id]);
    }, 20_000);
  });

  test.each<[string, unknown]>([
    ['a secret that is null', [{ id: 'a', secret: null }]],
    ['unknown fields', [{ id: 'a', tenant: 'acme', owner: { type: 'IDENTITY' } }]],
    ['an object around the list', { items: [{ id: 'a' }], total: 0 }],
  ])('%s', async (name, expected) => {
    const { tenant, call, token } = await tenantWith(name);
    tenant.addClient({ id: 'a' });
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toMatchObject(Object(expected));
    expect(bodyOf(await call('GET', `${clientsPath}/a`, bearer(token)))).not.toHaveProperty('secret');
  });

  test.each<[string, Record<string, unknown>]>([
    ['created to the minute', { created: '2026-03-04T05:06Z', modified: '2026-03-04T05:06Z' }],
    ['created without a zone', { created: '2026-03-04T05:06:07.089', modified: '2026-03-04T05:06:07.089' }],
    ['created with microseconds', { created: '2026-03-04T05:06:07.089123Z' }],
    ['created in another zone', { created: '2026-03-04T07:06:07.089+02:00' }],
    ['created 5 seconds behind', { created: '2026-03-04T05:06:02.089Z' }],
    ['created 5 seconds ahead', { created: '2026-03-04T05:06:12.089Z' }],
    ['created a minute behind', { created: '2026-03-04T05:05:07.089Z' }],
    ['lastUsed as a number', { lastUsed: 1_772_600_767_089 }],
    ['lastUsed in Java’s form', { lastUsed: '2026-03-04T05:06:07.089Z[UTC]' }],
    ['lastUsed as an object', { lastUsed: { epochSecond: 1_772_600_767, nano: 0 } }],
  ])('%s, in every response', async (name, expected) => {
    const now = Date.parse('2026-03-04T05:06:07.089Z');
    const habits = known.get(tried.add(name) && name) ?? expect.unreachable();
    const { tenant, call } = await start({ now: () => now, habits });
    const token = tenant.issueToken();
    const created = await call('POST', clientsPath, creating(token, minimal));
    const id = field(created, 'id');
    const secret = field(created, 'secret');
    const { lastUsed: _lastUsed, ...times } = expected;
    expect(bodyOf(created)).toMatchObject(times);
    await call('POST', '/oauth/token', signingIn({ clientId: id, clientSecret: secret }));
    const one = await call('GET', `${clientsPath}/${id}`, bearer(token));
    expect(bodyOf(one)).toMatchObject(expected);
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toEqual([bodyOf(one)]);
    expect(bodyOf(await call('PATCH', `${clientsPath}/${id}`, patching(token, [])))).toEqual(bodyOf(one));
    expect(one.headers.date).toBe('Wed, 04 Mar 2026 05:06:07 GMT');
  });

  test.each<[string, number | undefined]>([
    ['a Date two days ahead', 2 * 86_400_000],
    ['a Date two days behind', -2 * 86_400_000],
    ['no Date', undefined],
  ])('%s, and the times of the clients are correct', async (name, aheadMs) => {
    const { call, token } = await tenantWith(name);
    const reply = await call('POST', clientsPath, creating(token, minimal));
    expect(Math.abs(Date.parse(field(reply, 'created')) - Date.now())).toBeLessThan(60_000);
    const { date } = reply.headers;
    if (aheadMs === undefined) expect(date).toBeUndefined();
    else expect(Math.abs(Date.parse(date ?? '') - Date.now() - aheadMs)).toBeLessThan(60_000);
  });

  const text = 'The server did not find a current representation for the target resource.';
  const trackingId = expect.stringMatching(/^[0-9a-f]{32}$/);

  test.each<[string, object]>([
    [
      'errors in the locales en-US and und',
      { trackingId, detailCode: '404 Not found', messages: ['en-US', 'und'].map(locale => ({ locale, text })) },
    ],
    ['errors as detailMessage', { detailMessage: text }],
    ['errors as errorMessage', { errorName: 'BadRequestException', errorMessage: text, trackingId }],
    ['errors as formatted_msg', { formatted_msg: text }],
    ['errors as detailCode alone', { detailCode: '404 Not found' }],
    ['errors as OAuth has them', { error: '404 Not found', error_description: text }],
    ['errors as title and detail', { title: '404 Not found', detail: text }],
    ['errors as a list in detail', { detail: [{ msg: text }] }],
    ['errors as a list errors', { errors: [{ message: text }] }],
    ['errors as a list', [{ message: text }]],
    ['errors as a trackingId alone', { trackingId }],
    ['errors without a word', {}],
  ])('%s', async (name, expected) => {
    const { call, token } = await tenantWith(name);
    const reply = await call('DELETE', `${clientsPath}/x`, bearer(token));
    expect(bodyOf(reply)).toMatchObject(expected);
    if (!('messages' in expected)) expect(Object.keys(Object(bodyOf(reply)))).not.toContain('messages');
    expect(reply.text).not.toContain('de-DE');
    // Errors that the API does not word itself are unchanged.
    expect(bodyOf(await call('GET', clientsPath))).toHaveProperty('error');
  });

  test('errors about a failed sign-in can have different words', async () => {
    const { tenant, call } = await tenantWith('a 401 with a description', 'a wrong PAT is a 400');
    const unknown = await call('GET', clientsPath, bearer('unknown'));
    const description = 'Full authentication is required to access this resource';
    expect([unknown.status, bodyOf(unknown)]).toEqual([401, { error: 'unauthorized', error_description: description }]);
    const wrong = await call('POST', '/oauth/token', signingIn({ ...tenant.pat, clientSecret: 'wrong' }));
    expect([wrong.status, bodyOf(wrong)]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'Bad Credentials' },
    ]);
  });

  test('each habit of headers adds its header', async () => {
    const names = ['a request id', 'Content-Encoding: UTF-8 on a 4xx', 'a charset'];
    const { tenant, call, token } = await tenantWith(...names);
    const { id } = tenant.addClient();
    const type = { 'content-type': 'application/json;charset=UTF-8', 'slpt-request-id': trackingId };
    const missing = await call('GET', `${clientsPath}/x`, bearer(token));
    expect(missing).toMatchObject({ status: 404, headers: { ...type, 'content-encoding': 'UTF-8' } });
    expect(missing.headers['slpt-request-id']).toBe(field(missing, 'trackingId'));
    const signedIn = await call('POST', '/oauth/token', signingIn(tenant.pat));
    expect(signedIn).toMatchObject({ status: 200, headers: type });
    expect(signedIn.headers).not.toHaveProperty('content-encoding');
    const deleted = await call('DELETE', `${clientsPath}/${id}`, bearer(token));
    expect(deleted).toMatchObject({ status: 204, headers: { 'slpt-request-id': trackingId } });
    expect(deleted.headers).not.toHaveProperty('content-type');
  });

  test('a request id replaces the trackingId, whatever form the errors have', async () => {
    const { call, token } = await tenantWith('a request id and no trackingId', 'errors as detailMessage');
    const reply = await call('GET', `${clientsPath}/x`, bearer(token));
    expect(reply).toMatchObject({
      headers: { 'slpt-request-id': trackingId },
      text: JSON.stringify({ detailMessage: text }),
    });
  });

  test.each([
    ['JSON labelled text/html', 'text/html', ''],
    ['JSON labelled text/plain', 'text/plain; charset=utf-8', ''],
    ['a byte order mark', 'application/json', '\ufeff'],
  ])('with %s, every response is still JSON', async (name, type, start) => {
    const { tenant, call, token } = await tenantWith(name);
    const replies = [
      await call('POST', '/oauth/token', signingIn(tenant.pat)),
      await call('POST', clientsPath, creating(token, minimal)),
      await call('GET', clientsPath, bearer(token)),
      await call('GET', `${clientsPath}/x`, bearer(token)),
    ];
    for (const { headers, text } of replies) {
      expect(headers['content-type']).toBe(type);
      expect(text.startsWith(start)).toBe(true);
      expect(JSON.parse(text.slice(start.length))).toEqual(expect.anything());
    }
  });

  test('gone is 410', async () => {
    const { tenant, call, token } = await tenantWith('gone is 410');
    const { id } = tenant.addClient();
    const remove = async (which: string) => (await call('DELETE', `${clientsPath}/${which}`, bearer(token))).status;
    expect([await remove(id), await remove(id), await remove('never')]).toEqual([204, 410, 404]);
  });

  const BITMAP = ['FA=='];

  test.each<[string, said: unknown, claim?: unknown]>([
    ['scope names in the response', 'a b'],
    ['scope names as a list', ['a', 'b']],
    ['a bitmap in the response', 'FA=='],
    ['a bitmap in a list', ['FA==']],
    ['different words', 'read write', ['read', 'write']],
    ['a number as scope', 5],
    ['an empty scope', ''],
    ['no claim scope', undefined, undefined],
    ['a number as claim', undefined, 20],
    ['scope names as claim', undefined, ['a', 'b']],
    ['all scopes in the token', 'sp:scopes:all'],
    ['one scope more in the token', 'a b idn:extra:manage'],
    ['one scope less in the token', 'b'],
    ['sp:scopes:default in the token', 'a b sp:scopes:default'],
    ['only sp:scopes:default in the token', 'sp:scopes:default'],
  ])('%s', async (name, said, ...claim) => {
    const { tenant, call } = await tenantWith(name);
    const { id, secret } = tenant.addClient({ scope: ['a', 'b'] });
    const reply = await call('POST', '/oauth/token', signingIn({ clientId: id, clientSecret: secret }));
    expect(JSON.parse(reply.text).scope).toEqual(said);
    const { scope } = Object(claimsOf(field(reply, 'access_token')));
    expect(scope).toEqual(claim.length > 0 ? claim[0] : BITMAP);
    expect(tenant.clients.get(id)?.scope).toEqual(['a', 'b']);
  });

  test('an opaque token works like any other', async () => {
    const { tenant, call } = await tenantWith('a token that is not a JWT');
    const token = field(await call('POST', '/oauth/token', signingIn(tenant.pat)), 'access_token');
    expect(token).not.toContain('.');
    expect(tenant.secrets()).toContain(token);
    expect((await call('GET', clientsPath, bearer(token))).status).toBe(200);
  });

  const claimsOf = (token: string): unknown =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  test('a token names its owner, and its scopes are a bitmap', async () => {
    const { tenant } = await start();
    const person = { user_name: expect.any(String), identity_id: expect.any(String), user_id: expect.any(String) };
    const everywhere = { tenant_id: expect.any(String), org: expect.any(String), pod: expect.any(String) };
    const admin = claimsOf(tenant.issueToken());
    expect(admin).toMatchObject({ ...person, ...everywhere, authorities: ['ORG_ADMIN'], scope: BITMAP });
    const low = claimsOf(tenant.issueToken({ mayManageClients: false, scopes: ['sp:other:read'] }));
    expect(low).toMatchObject({ ...person, authorities: ['HELPDESK'], scope: BITMAP });
    const application = claimsOf(tenant.issueToken({ user: false }));
    expect(application).toMatchObject({ ...everywhere, authorities: ['API'] });
    for (const name of Object.keys(person)) expect(application).not.toHaveProperty(name);
  });

  test('a token of a user without sufficient rights is refused', async () => {
    const { tenant, call } = await start();
    const token = tenant.issueToken({ mayManageClients: false });
    expect((await call('GET', clientsPath, bearer(token))).status).toBe(403);
  });

  test.each(IDS)('a client of someone else may have the id %j', async id => {
    const { tenant, call } = await start();
    tenant.addClient({ id, grantTypes: ['PASSWORD'] });
    const token = tenant.issueToken();
    const path = `${clientsPath}/${encodeURIComponent(id)}`;
    expect(bodyOf(await call('GET', clientsPath, bearer(token)))).toMatchObject([{ id, grantTypes: ['PASSWORD'] }]);
    expect(bodyOf(await call('GET', path, bearer(token)))).toMatchObject({ id });
    const patch = patching(token, [{ op: 'replace', path: '/name', value: 'x' }]);
    expect(bodyOf(await call('PATCH', path, patch))).toMatchObject({ id, name: 'x' });
    expect((await call('DELETE', path, bearer(token))).status).toBe(204);
    expect(tenant.deleted).toEqual([id]);
  });

  test('an id that is not encoded is not a valid path', async () => {
    const { tenant, call } = await start();
    tenant.addClient({ id: '50%' });
    expect((await call('GET', `${clientsPath}/50%`, bearer(tenant.issueToken()))).status).toBe(404);
  });

  test('combined habits apply their functions one after the other, and the last of other values', () => {
    const twice = combine(
      { grant: scopes => [...scopes, 'b'], gone: 410 },
      { grant: scopes => [...scopes, 'c'], gone: 404 },
    );
    expect([twice.grant(['a']), twice.gone]).toEqual([['a', 'b', 'c'], 404]);
    expect(combine(twice, { pageSize: 7 })).toMatchObject({ gone: 404, pageSize: 7, order: 'created' });
  });

  test('one habit of each group can be combined', async () => {
    const { tenant, call, token } = await tenantWith(
      ...['disabled', 'a trimmed name', 'sp:scopes:default added', '10 a page, never more', 'created to the minute'],
      ...['errors as detailMessage', 'a request id', 'different words', 'DELETE: 200 and OK', 'no Date'],
    );
    const reply = await call('POST', clientsPath, creating(token, requested));
    expect(bodyOf(reply)).toMatchObject({
      ...{ name: 'Café  Bar', enabled: false, scope: [...requested.scope, 'sp:scopes:default'] },
      created: expect.stringMatching(/T\d\d:\d\dZ$/),
    });
    expect(reply.headers['slpt-request-id']).toEqual(trackingId);
    expect(tenant.clients.size).toBe(1);
  });

  test('each known habit has a label, and a source unless it is imagined', () => {
    const groups = Object.values(HABITS).map(group => Object.keys(group));
    expect(new Set(groups.flat()).size).toBe(groups.flat().length);
    const sources = (label: Label) => habitsOf([label]).map(([, { source }]) => source);
    expect(new Set(sources('imagined'))).toEqual(new Set(['']));
    for (const source of sources('specified')) expect(source).toMatch(/RFC \d+ section \d|openapi\//);
    for (const source of sources('reported')) expect(source).toMatch(/\w/);
    expect(habitsOf(['specified', 'reported', 'imagined'])).toHaveLength(known.size);
    expect(habitsOf(['imagined'], [HABITS.connections])).toEqual([]);
  });

  test('every known habit is tested above', () => {
    expect([...known.keys()].filter(name => !tried.has(name))).toEqual([]);
  });
});

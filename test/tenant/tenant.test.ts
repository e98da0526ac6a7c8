import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { get as httpsGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Call, type CallOptions, caller, type Reply } from './call.ts';
import { selfSigned } from './certificate.ts';
import { readJson } from './description.ts';
import type { Misbehaviour } from './faults.ts';
import {
  bearer,
  bodyOf,
  clientsPath,
  creating,
  field,
  form,
  minimal,
  signingIn,
  start,
  unlimited,
  versions,
} from './harness.ts';
import type { Tenant, TokenOptions } from './tenant.ts';

describe('the simulated tenant', { concurrent: false }, () => {
  const aDay = 24 * 60 * 60 * 1000;

  /** Values around the limits of the fields of a create request. */
  const edges = [
    ...[null, true, 'true', {}, '', 'ONLINE', 'online', 'PUBLIC', 'Public', 'CLIENT_CREDENTIALS'],
    ...[[], [null], [''], [7], [['']], ['REFRESH_TOKEN'], ['refresh_token'], ['AUTHORIZATION_CODE', 'x']],
    ...[0, 1, -1, 1.5, 2 ** 31 - 1, 2 ** 31, 1e30, '750'],
  ];
  const left = Symbol('left out');

  describe('against SailPoint’s descriptions', () => {
    test.each(versions)('every response of $path fits', async ({ path, is }) => {
      const { tenant, call } = await start({ rateLimit: { requests: 10, perMs: 10_000 } });
      // Each has its own identity, so that only the busy one reaches the limit.
      const token = (options: TokenOptions = {}): string =>
        tenant.issueToken({ clientId: crypto.randomUUID(), ...options });
      const { id } = tenant.addClient({ businessName: 'Acme', lastUsed: '2026-01-01T00:00:00.000Z' });
      tenant.addClient({ redirectUris: ['http://localhost:67890'] });
      const busy = token();
      for (let i = 0; i < 10; i += 1) await call('GET', path, bearer(busy));
      const forbidden = token({ scopes: ['sp:other:manage'] });
      const expired = token({ expired: true });
      const one = `${path}/${id}`;

      async function check(
        operation: 'create' | 'list' | 'get' | 'delete',
        status: number,
        target: string,
        options: CallOptions,
      ): Promise<void> {
        const method = { create: 'POST', list: 'GET', get: 'GET', delete: 'DELETE' }[operation];
        const reply = await call(method, target, options);
        expect([operation, reply.status]).toEqual([operation, status]);
        expect(is.objectionsToResponse(operation, status, reply.text)).toBe('');
        expect(reply.headers['content-type']).toBe(status === 204 ? undefined : 'application/json');
        expect(tenant.requests.at(-1)).toMatchObject({ operation, status, method, path: target });
      }
      await check('create', 200, path, creating(token(), minimal));
      await check('create', 400, path, creating(token(), { ...minimal, scopes: [] }));
      await check('create', 401, path, creating(expired, minimal));
      await check('create', 403, path, creating(forbidden, minimal));
      await check('create', 429, path, creating(busy, minimal));
      await check('list', 200, path, bearer(token()));
      await check('list', 400, `${path}?filters=name+eq+x`, bearer(token()));
      await check('list', 401, path, {});
      await check('list', 403, path, bearer(forbidden));
      await check('list', 429, path, bearer(busy));
      await check('get', 200, one, bearer(token()));
      await check('get', 401, one, bearer('unknown'));
      await check('get', 403, one, bearer(forbidden));
      await check('get', 404, `${path}/${'f'.repeat(32)}`, bearer(token()));
      await check('get', 429, one, bearer(busy));
      await check('delete', 401, one, bearer(expired));
      await check('delete', 403, one, bearer(forbidden));
      await check('delete', 429, one, bearer(busy));
      await check('delete', 204, one, bearer(token()));
      await check('delete', 404, one, bearer(token()));
      expect(tenant.deleted).toEqual([id]);

      const logged = vi.spyOn(console, 'error').mockReturnValue();
      tenant.onRequest = () => {
        throw new Error('of a hook');
      };
      await check('list', 500, path, bearer(token()));
      expect(logged).toHaveBeenCalledOnce();
      logged.mockRestore();
    });

    test.each([versions[0], versions[5]])('responses have exactly the fields described: $path', async version => {
      if (!version) throw new Error('no version');
      const { path, is } = version;
      const { tenant, call } = await start();
      const created = await call('POST', path, creating(tenant.issueToken(), minimal));
      const read = await call('GET', `${path}/${field(created, 'id')}`, bearer(tenant.issueToken()));
      const list = await call('GET', path, bearer(tenant.issueToken()));
      expect(Object.keys(bodyOf(created) ?? {}).sort()).toEqual(is.responseFields('create').sort());
      const withoutSecret = is.responseFields('get').filter(name => name !== 'secret');
      expect(Object.keys(bodyOf(read) ?? {}).sort()).toEqual(withoutSecret.sort());
      expect(bodyOf(list)).toEqual([bodyOf(read)]);
    });

    test.each([versions[0], versions[5]])('refuses what the request schema refuses: $path', async version => {
      if (!version) throw new Error('no version');
      const { path, is } = version;
      const { tenant, call } = await start(unlimited);
      const token = tenant.issueToken();
      const fields = is.createFields();
      const verdicts = { accepted: 0, refused: 0 };

      async function compare(body: ReadonlyMap<string, unknown>): Promise<void> {
        const text = JSON.stringify(Object.fromEntries(body));
        const allowed = is.objectionsToCreateBody(text) === '' && keepsExtraRules(body, fields);
        const reply = await call('POST', path, creating(token, text));
        expect([text, reply.status]).toEqual([text, allowed ? 200 : 400]);
        expect(is.objectionsToResponse('create', allowed ? 200 : 400, reply.text)).toBe('');
        verdicts[allowed ? 'accepted' : 'refused'] += 1;
      }

      // Every field at every limit, one at a time, and then random combinations.
      const whole = Object.entries(readJson('reference-request.json'));
      for (const name of fields) {
        await compare(new Map(whole.filter(([other]) => other !== name)));
        for (const edge of edges) await compare(new Map([...whole, [name, edge]]));
      }

      const seconds = fc.oneof(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.constantFrom(1, 2 ** 31 - 1));
      const texts = fc.array(fc.string(), { maxLength: 2 });
      const grants = fc.subarray(['CLIENT_CREDENTIALS', 'AUTHORIZATION_CODE', 'REFRESH_TOKEN']);
      const fitting = fc.record(
        {
          businessName: fc.option(fc.string()),
          homepageUrl: fc.option(fc.string()),
          name: fc.option(fc.string()),
          description: fc.option(fc.string()),
          accessTokenValiditySeconds: seconds,
          refreshTokenValiditySeconds: seconds,
          redirectUris: fc.option(texts),
          grantTypes: fc.option(grants),
          accessType: fc.constantFrom('ONLINE', 'OFFLINE'),
          type: fc.constantFrom('CONFIDENTIAL', 'PUBLIC'),
          internal: fc.boolean(),
          enabled: fc.boolean(),
          strongAuthSupported: fc.boolean(),
          claimsSupported: fc.boolean(),
          scope: fc.option(texts),
        },
        {
          requiredKeys: ['name', 'description', 'accessTokenValiditySeconds', 'grantTypes', 'accessType', 'enabled'],
        },
      );
      const anything = fc.oneof(fc.constantFrom(...edges), fc.jsonValue({ maxDepth: 1 }));
      const change = fc.tuple(fc.constantFrom(...fields, 'scopes'), fc.oneof(fc.constant(left), anything));
      const property = fc.asyncProperty(fitting, fc.array(change, { maxLength: 2 }), async (body, changes) => {
        const changed = new Map<string, unknown>(Object.entries(body));
        for (const [name, value] of changes) {
          if (value === left) changed.delete(name);
          else changed.set(name, value);
        }
        await compare(changed);
      });
      await fc.assert(property, { numRuns: 200 });
      expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(20);

      // The list must also show the stored values, including nulls.
      const reply = await call('GET', path, bearer(token));
      expect(is.objectionsToResponse('list', 200, reply.text)).toBe('');
    });

    /** What the tenant requires beyond the schema. */
    function keepsExtraRules(body: ReadonlyMap<string, unknown>, fields: string[]): boolean {
      const numbers = [body.get('accessTokenValiditySeconds'), body.get('refreshTokenValiditySeconds')];
      const grantTypes = body.get('grantTypes');
      const redirectUris = body.get('redirectUris');
      const needsUri = Array.isArray(grantTypes) && grantTypes.includes('AUTHORIZATION_CODE');
      const hasUri = Array.isArray(redirectUris) && redirectUris.length > 0;
      const known = [...body.keys()].every(name => fields.includes(name));
      return known && numbers.every(number => number === undefined || Number(number) >= 1) && (!needsUri || hasUri);
    }
  });

  describe('create', () => {
    test('responds to the reference’s example with the reference’s response', async () => {
      const now = Date.parse('2026-03-04T05:06:07.089Z');
      const { tenant, call } = await start({ now: () => now });
      const reply = await call('POST', clientsPath, creating(tenant.issueToken(), readJson('reference-request.json')));
      const created = '2026-03-04T05:06:07.089Z';
      expect(bodyOf(reply)).toEqual({
        ...readJson('reference-response.json'),
        ...{ created, modified: created },
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        secret: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(reply.headers.date).toBe('Wed, 04 Mar 2026 05:06:07 GMT');
      expect(tenant.clients.get(field(reply, 'id'))?.secret).toBe(field(reply, 'secret'));
      expect(tenant.secrets()).toContain(field(reply, 'secret'));
    });

    test('no id has eight characters in a row of a secret: it has no f, and each eight of a secret have one', async () => {
      const { tenant } = await start();
      for (let count = 0; count < 50; count++) {
        const { id, secret } = tenant.addClient();
        expect([id, secret]).toEqual([
          expect.stringMatching(/^[0-9a-e]{32}$/),
          expect.stringMatching(/^(f[0-9a-f]{7}){8}$/),
        ]);
      }
    });

    test('fills in fields that were not given', async () => {
      const { tenant, call } = await start();
      const body = { ...minimal, name: null, description: null, grantTypes: null, scope: null };
      const reply = await call('POST', clientsPath, creating(tenant.issueToken(), body));
      const given = { name: '', grantTypes: [], type: 'CONFIDENTIAL', internal: false, scope: ['sp:scopes:all'] };
      const others = { refreshTokenValiditySeconds: 86_400, strongAuthSupported: false, claimsSupported: false };
      const empty = { businessName: '', homepageUrl: '', description: '', redirectUris: [] };
      expect(bodyOf(reply)).toMatchObject({ ...given, ...others, ...empty });
      const nulls = { businessName: null, homepageUrl: null, description: null, redirectUris: null, lastUsed: null };
      const list = await call('GET', clientsPath, bearer(tenant.issueToken()));
      expect(bodyOf(list)).toMatchObject([{ ...given, ...others, ...nulls }]);
    });

    test.each([
      ['an unknown field', { ...minimal, scopes: ['sp:x'] }, '"scopes" is unknown'],
      ['a missing field', { ...minimal, name: undefined }, '"name" is missing'],
      ['a field of the wrong type', { ...minimal, enabled: 'true' }, '"enabled" must be true or false'],
      ['a null where none may be', { ...minimal, accessType: null }, '"accessType" must be one of ONLINE, OFFLINE'],
      ['zero', { ...minimal, accessTokenValiditySeconds: 0 }, '"accessTokenValiditySeconds" must be an integer from 1'],
      ['no redirect URI', { ...minimal, grantTypes: ['AUTHORIZATION_CODE'], redirectUris: [] }, '"redirectUris" must'],
      ['an array', [minimal], 'not a JSON object'],
      ['no JSON', '{"name":', 'not a JSON object'],
    ])('says what is wrong with %s', async (_, body, text) => {
      const { tenant, call } = await start();
      const reply = await call('POST', clientsPath, creating(tenant.issueToken(), body));
      expect(reply.status).toBe(400);
      expect(bodyOf(reply)).toMatchObject({
        detailCode: '400.1 Bad Request Content',
        trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
        messages: [
          { locale: 'de-DE', localeOrigin: 'REQUEST' },
          { locale: 'en-US', localeOrigin: 'DEFAULT', text: expect.stringContaining(text) },
        ],
        causes: [{ locale: null, text: expect.stringContaining(text) }],
      });
      expect(tenant.clients.size).toBe(0);
    });

    test('requires the content type of JSON', async () => {
      const { tenant, call } = await start();
      const options = creating(tenant.issueToken(), minimal);
      const named = (type: string): CallOptions => ({
        ...options,
        headers: { ...options.headers, 'Content-Type': type },
      });
      expect((await call('POST', clientsPath, named('text/plain'))).status).toBe(400);
      expect((await call('POST', clientsPath, named('application/json; charset=utf-8'))).status).toBe(200);
    });
  });

  describe('list', () => {
    test('has pages, with the oldest clients first', async () => {
      const { tenant, call } = await start({ pageSize: 2 });
      const token = tenant.issueToken();
      const created = (day: number): string => `2026-01-0${day}T00:00:00.000Z`;
      tenant.addClient({ name: 'third', created: created(3) });
      tenant.addClient({ name: 'second', created: created(2), id: 'b' });
      tenant.addClient({ name: 'first', created: created(2), id: 'a' });
      const page = async (query: string): Promise<unknown> =>
        bodyOf(await call('GET', `${clientsPath}${query}`, bearer(token)));
      expect(await page('')).toMatchObject([{ name: 'first' }, { name: 'second' }]);
      expect(await page('?limit=1&offset=1')).toMatchObject([{ name: 'second' }]);
      expect(await page('?offset=2')).toMatchObject([{ name: 'third' }]);
      expect(await page('?offset=3')).toEqual([]);
      for (const query of ['?limit=3', '?limit=0', '?limit=x', '?limit=', '?offset=-1', '?offset=1.5']) {
        expect([query, await page(query)]).toMatchObject([query, { detailCode: '400.1 Bad Request Content' }]);
      }
    });

    test('can ignore paging', async () => {
      const { tenant, call } = await start({ habits: { paging: 'everything' }, pageSize: 1 });
      for (const name of ['a', 'b', 'c']) tenant.addClient({ name });
      const reply = await call('GET', `${clientsPath}?limit=1&offset=2`, bearer(tenant.issueToken()));
      expect(bodyOf(reply)).toHaveLength(3);
    });

    test.each([
      ['lastUsed le 2026-02-01T00:00:00.000Z', ['old', 'on the day']],
      ['lastUsed le 2026-02-01T01:00:00+01:00', ['old', 'on the day']],
      ['lastUsed isnull', ['never']],
      ['lastUsed isnull or lastUsed le 2026-01-31T00:00:00Z', ['old', 'never']],
      ['lastUsed isnull and lastUsed le 2026-02-01T00:00:00Z', []],
      ['lastUsed le yesterday', null],
      ['lastUsed le 2026-13-01T00:00:00Z', null],
      ['lastUsed ge 2026-02-01T00:00:00Z', null],
      ['lastUsed isnull true', null],
      ['lastUsed le 2026-02-01T00:00:00Z UTC', null],
      ['name eq "x"', null],
      ['', null],
    ])('filters: %s', async (filters, names) => {
      const { tenant, call } = await start();
      tenant.addClient({ name: 'old', created: '2026-01-01T00:00:00.000Z', lastUsed: '2026-01-05T00:00:00.000Z' });
      tenant.addClient({
        name: 'on the day',
        created: '2026-01-02T00:00:00.000Z',
        lastUsed: '2026-02-01T00:00:00.000Z',
      });
      tenant.addClient({ name: 'never', created: '2026-01-03T00:00:00.000Z' });
      tenant.addClient({ name: 'new', created: '2026-01-04T00:00:00.000Z', lastUsed: '2026-02-01T00:00:00.001Z' });
      const query = new URLSearchParams({ filters });
      const reply = await call('GET', `${clientsPath}?${query}`, bearer(tenant.issueToken()));
      expect(reply.status).toBe(names ? 200 : 400);
      if (names) expect(bodyOf(reply)).toMatchObject(names.map(name => ({ name })));
    });
  });

  describe('token endpoint', () => {
    test('signs a PAT in', async () => {
      const { tenant, call } = await start({ tokenLifetimeSeconds: 60 });
      const pat = tenant.addPat({ scopes: ['sp:oauth-client:read', 'idn:x:read'] });
      const reply = await call('POST', '/oauth/token', signingIn(pat));
      const token = field(reply, 'access_token');
      expect(bodyOf(reply)).toMatchObject({
        token_type: 'bearer',
        expires_in: 60,
        tenant_id: expect.any(String),
        identity_id: expect.any(String),
        user_name: expect.any(String),
        jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
      expect(bodyOf(reply)).not.toHaveProperty('scope');
      expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      expect(tenant.secrets()).toEqual(expect.arrayContaining([token, pat.clientSecret, tenant.pat.clientSecret]));
      expect((await call('GET', clientsPath, bearer(token))).status).toBe(200);
      expect(field(await call('POST', '/oauth/token', signingIn(pat)), 'access_token')).not.toBe(token);
    });

    test('issues tokens for 12 hours to a PAT, and for a second less than its validity to a client', async () => {
      const { tenant, call } = await start();
      const { id, secret } = tenant.addClient({ accessTokenValiditySeconds: 1200 });
      const lifetime = async (clientId: string, clientSecret: string): Promise<unknown> =>
        JSON.parse((await call('POST', '/oauth/token', signingIn({ clientId, clientSecret }))).text).expires_in;
      expect(await lifetime(tenant.pat.clientId, tenant.pat.clientSecret)).toBe(43_200);
      expect(await lifetime(id, secret)).toBe(1199);
    });

    test('accepts multipart/form-data as SailPoint’s SDK sends it', async () => {
      const { tenant, call } = await start();
      const data = new FormData();
      data.set('client_id', tenant.pat.clientId);
      data.set('client_secret', tenant.pat.clientSecret);
      data.set('grant_type', 'client_credentials');
      const encoded = new Response(data);
      const headers = { 'Content-Type': encoded.headers.get('content-type') ?? '' };
      const reply = await call('POST', '/oauth/token', { headers, body: await encoded.text() });
      expect(field(reply, 'token_type')).toBe('bearer');
    });

    test('refuses in the manner of OAuth', async () => {
      const { tenant, call } = await start();
      const { pat } = tenant;
      const good = { grant_type: 'client_credentials', client_id: pat.clientId, client_secret: pat.clientSecret };
      const cases: [CallOptions, number, string][] = [
        [form({ ...good, grant_type: 'password' }), 400, 'unsupported_grant_type'],
        [form({ ...good, grant_type: '' }), 400, 'invalid_request'],
        [form({ ...good, client_secret: '' }), 400, 'invalid_request'],
        [form(`${new URLSearchParams(good)}&client_id=${pat.clientId}`), 400, 'invalid_request'],
        [{ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(good) }, 400, 'invalid_request'],
        [form({ ...good, client_secret: 'wrong' }), 401, 'invalid_client'],
        [form({ ...good, client_id: 'unknown' }), 401, 'invalid_client'],
        [signingIn(tenant.addPat({ disabled: true })), 401, 'invalid_client'],
      ];
      for (const [options, status, error] of cases) {
        const reply = await call('POST', '/oauth/token', options);
        expect([options.body, reply.status]).toEqual([options.body, status]);
        expect(bodyOf(reply)).toEqual({ error, error_description: expect.any(String) });
      }
      expect(tenant.requests.every(request => request.operation === 'token')).toBe(true);
    });

    test('signs in clients with CLIENT_CREDENTIALS', async () => {
      let now = Date.parse('2026-01-01T00:00:00.000Z');
      const { tenant, call } = await start({ now: () => now });
      const client = tenant.addClient({ scope: ['sp:x:read'] });
      const signIn = ({ id, secret } = client): Promise<Reply> =>
        call('POST', '/oauth/token', signingIn({ clientId: id, clientSecret: secret }));
      const first = await signIn();
      expect(bodyOf(first)).toMatchObject({ expires_in: 749, jti: expect.any(String) });
      for (const name of ['identity_id', 'user_name', 'scope']) expect(bodyOf(first)).not.toHaveProperty(name);
      expect(client.lastUsed).toBe('2026-01-01T00:00:00.000Z');
      now += aDay - 1;
      await signIn();
      expect(client.lastUsed).toBe('2026-01-01T00:00:00.000Z');
      now += 1;
      await signIn();
      expect(client.lastUsed).toBe('2026-01-02T00:00:00.000Z');

      const barred = tenant.addClient({ enabled: false });
      expect(field(await signIn(barred), 'error')).toBe('invalid_client');
      expect(barred.lastUsed).toBeNull();
      expect(field(await signIn(tenant.addClient({ type: 'PUBLIC' })), 'error')).toBe('invalid_client');
      const withCode = tenant.addClient({ grantTypes: ['AUTHORIZATION_CODE'] });
      expect(field(await signIn(withCode), 'error')).toBe('unauthorized_client');
      await call('DELETE', `${clientsPath}/${client.id}`, bearer(tenant.issueToken()));
      expect(field(await signIn(), 'error')).toBe('invalid_client');
    });

    test('accepts a new client only after it has propagated', async () => {
      const { tenant, call } = await start({ propagationMs: 700 });
      const created = await call('POST', clientsPath, creating(tenant.issueToken(), minimal));
      const credentials = signingIn({ clientId: field(created, 'id'), clientSecret: field(created, 'secret') });
      expect(await call('POST', '/oauth/token', credentials)).toMatchObject({ status: 401 });
      await delay(705);
      expect(await call('POST', '/oauth/token', credentials)).toMatchObject({ status: 200 });
      const { id, secret } = tenant.addClient();
      const other = signingIn({ clientId: id, clientSecret: secret });
      expect(await call('POST', '/oauth/token', other)).toMatchObject({ status: 200 });
    });
  });

  describe('rights', () => {
    const all = { list: 200, get: 200, create: 200, delete: 204 };
    const none = { list: 403, get: 403, create: 403, delete: 403 };
    test.each([
      ['sp:scopes:all', { scopes: ['sp:scopes:all'] }, all],
      ['manage', { scopes: ['x', 'sp:oauth-client:manage'] }, all],
      ['read', { scopes: ['sp:oauth-client:read'] }, { ...none, list: 200, get: 200 }],
      ['another scope', { scopes: ['sp:oauth-client:management'] }, none],
      ['no scope', { scopes: [] }, none],
      ['an application', { user: false }, { ...none, get: 200 }],
      ['an application without scope', { user: false, scopes: ['x'] }, none],
    ])('%s', async (_, options, statuses) => {
      const { tenant, call } = await start();
      await expectRights(tenant, call, tenant.issueToken(options), statuses);
    });

    test('a user who may not manage clients has none', async () => {
      const { tenant, call } = await start();
      const reply = await call('POST', '/oauth/token', signingIn(tenant.addPat({ mayManageClients: false })));
      await expectRights(tenant, call, field(reply, 'access_token'), none);
    });

    test('a client’s own token has those of its scopes', async () => {
      const { tenant, call } = await start();
      const { id, secret } = tenant.addClient();
      const reply = await call('POST', '/oauth/token', signingIn({ clientId: id, clientSecret: secret }));
      await expectRights(tenant, call, field(reply, 'access_token'), { ...none, get: 200 });
    });

    async function expectRights(tenant: Tenant, call: Call, token: string, statuses: typeof all): Promise<void> {
      const one = `${clientsPath}/${tenant.addClient().id}`;
      expect({
        list: (await call('GET', clientsPath, bearer(token))).status,
        get: (await call('GET', one, bearer(token))).status,
        create: (await call('POST', clientsPath, creating(token, minimal))).status,
        delete: (await call('DELETE', one, bearer(token))).status,
      }).toEqual(statuses);
    }

    test('they end when the token expires', async () => {
      let now = 0;
      const { tenant, call } = await start({ now: () => now, tokenLifetimeSeconds: 749 });
      const status = async (token: string): Promise<number | null> =>
        (await call('GET', clientsPath, bearer(token))).status;
      const token = tenant.issueToken();
      now = 749_000 - 1;
      expect(await status(token)).toBe(200);
      now += 1;
      expect(await status(token)).toBe(401);
      const next = tenant.issueToken();
      expect(await status(next)).toBe(200);
      tenant.expireTokens();
      expect(await status(next)).toBe(401);
      expect(await status(tenant.issueToken())).toBe(200);
      expect(await status(tenant.issueToken({ expired: true }))).toBe(401);
    });
  });

  test('limits the rate of each identity', async () => {
    const { tenant, call } = await start({ rateLimit: { requests: 3, perMs: 1000 } });
    const signIn = (): Promise<Reply> => call('POST', '/oauth/token', signingIn(tenant.pat));
    const token = field(await signIn(), 'access_token');
    const list = (path = clientsPath): Promise<Reply> => call('GET', path, bearer(token));
    expect((await list()).status).toBe(200);
    expect((await list('/v3/oauth-clients')).status).toBe(200);
    const refused = await list();
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(bodyOf(refused)).toEqual({ message: ' Rate Limit Exceeded ' });
    expect((await signIn()).status).toBe(429);
    expect((await call('POST', '/oauth/token', signingIn(tenant.addPat()))).status).toBe(200);
    await delay(1005);
    expect((await list()).status).toBe(200);
  });

  test('says how long the rate is exceeded, rounded up to seconds', async () => {
    const { tenant, call } = await start({ rateLimit: { requests: 1, perMs: 9_500 } });
    await call('GET', clientsPath, bearer(tenant.issueToken()));
    const refused = await call('GET', clientsPath, bearer(tenant.issueToken()));
    expect(refused.headers['retry-after']).toBe('10');
  });

  test('says that the endpoint is deprecated', async () => {
    const { tenant, call } = await start({ deprecated: true });
    expect((await call('GET', clientsPath, bearer(tenant.issueToken()))).headers['x-deprecated']).toBe('true');
    expect((await call('GET', clientsPath)).headers['x-deprecated']).toBe('true');
    expect((await call('POST', '/oauth/token', signingIn(tenant.pat))).headers['x-deprecated']).toBeUndefined();
    const current = await start();
    expect((await current.call('GET', clientsPath)).headers['x-deprecated']).toBeUndefined();
  });

  test('returns errors for other paths and methods', async () => {
    const { tenant, call } = await start();
    const token = bearer(tenant.issueToken());
    const status = async (method: string, path: string): Promise<number | null> => {
      const reply = await call(method, path, token);
      expect(field(reply, 'trackingId')).toMatch(/^[0-9a-f]{32}$/);
      return reply.status;
    };
    const unknown = [
      '/',
      '/oauth-clients',
      '/v4/oauth-clients',
      '/beta/oauth-clients/',
      '/beta/oauth-clients/a/b',
      '/-/clients',
    ];
    for (const path of unknown) expect([path, await status('GET', path)]).toEqual([path, 404]);
    expect(await status('PUT', `${clientsPath}/${tenant.addClient().id}`)).toBe(405);
    expect(await status('DELETE', clientsPath)).toBe(405);
    expect(await status('GET', '/oauth/token')).toBe(405);
    expect(tenant.requests.every(request => request.operation === 'other')).toBe(true);
  });

  test('records the requests and lets a test act before they are handled', async () => {
    const { tenant, call } = await start();
    const seen: unknown[] = [];
    tenant.onRequest = async ({ operation, body, status }) => {
      seen.push({ operation, name: JSON.parse(body).name, status });
      await delay(5);
      tenant.expireTokens();
    };
    const before = performance.now();
    const reply = await call('POST', `${clientsPath}?x=1`, creating(tenant.issueToken(), minimal));
    expect(reply.status).toBe(401);
    expect(seen).toEqual([{ operation: 'create', name: 'Client', status: null }]);
    const [request] = tenant.requests;
    expect(request).toMatchObject({ method: 'POST', path: `${clientsPath}?x=1`, status: 401, connection: 1 });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(request?.body).toBe(JSON.stringify(minimal));
    expect(request?.at).toBeGreaterThan(before);
    expect(request?.at).toBeLessThan(performance.now());
  });

  test('serves 150 connections at the same time, and numbers them', async () => {
    const { tenant, call } = await start(unlimited);
    const token = tenant.issueToken();
    const { promise: allHere, resolve } = Promise.withResolvers<void>();
    tenant.onRequest = () => {
      if (tenant.requests.length === 150) resolve();
      return allHere;
    };
    const many = Array.from({ length: 150 }, () => call('POST', clientsPath, creating(token, minimal)));
    for (const reply of await Promise.all(many)) expect(reply.status).toBe(200);
    expect(tenant.connections).toBe(150);
    expect(new Set(tenant.requests.map(request => request.connection)).size).toBe(150);
    expect(tenant.clients.size).toBe(150);
    await call('GET', clientsPath, bearer(token));
    expect(tenant.connections).toBe(150);
  });

  describe('faults', () => {
    /** Long enough for everything to arrive, even on a busy machine. */
    const PATIENCE_MS = 400;

    /** A create request with the fault. */
    async function spoil(fault: Misbehaviour, options: CallOptions = {}): Promise<{ tenant: Tenant; reply: Reply }> {
      const { tenant, call } = await start({ rateLimit: { requests: 1, perMs: 60_000 } });
      const token = tenant.issueToken();
      tenant.fault({ on: 'create', do: fault });
      const reply = await call('POST', clientsPath, { ...creating(token, minimal), ...options });
      // The request with the fault did not count towards the limit.
      if (options.giveUpAfterMs === undefined) expect((await call('GET', clientsPath, bearer(token))).status).toBe(200);
      return { tenant, reply };
    }

    const whole = (tenant: Tenant): number => {
      const [client] = tenant.clients.values();
      const { lastUsed, metadata, owner, ...due } = client ?? tenant.addClient();
      const filled = { ...due, businessName: '', homepageUrl: '', redirectUris: [] };
      return Buffer.byteLength(JSON.stringify(filled));
    };

    test.each(['done', 'not done'] as const)('reset, work %s', async work => {
      const { tenant, reply } = await spoil({ kind: 'reset', work });
      // 'socket hang up' would be a FIN.
      expect(reply).toMatchObject({ status: null, outcome: 'read ECONNRESET' });
      expect(tenant.clients.size).toBe(work === 'done' ? 1 : 0);
      expect(tenant.requests[0]).toMatchObject({ operation: 'create', status: null });
    });

    test('reset under TLS', async () => {
      const tls = selfSigned();
      const { tenant } = await start({ tls });
      const outcome = (): Promise<string> =>
        new Promise(resolve => {
          const request = httpsGet(tenant.origin + clientsPath, { ca: tls.cert, agent: false });
          request.on('response', response => resolve(String(response.resume().statusCode)));
          request.on('error', error => resolve(error.message));
        });
      expect(await outcome()).toBe('401');
      tenant.fault({ on: 'list', do: { kind: 'reset', work: 'not done' } });
      expect(await outcome()).toBe('read ECONNRESET');
      expect(tenant.requests.map(request => request.connection)).toEqual([1, 2]);
    });

    test.each(['done', 'not done'] as const)('a different response, work %s', async work => {
      const { tenant, reply } = await spoil({ kind: 'response', work, status: 503, headers: { 'Retry-After': '7' } });
      expect(reply).toMatchObject({ status: 503, text: '', outcome: 'whole', headers: { 'retry-after': '7' } });
      expect(reply.headers['content-type']).toBeUndefined();
      expect(tenant.clients.size).toBe(work === 'done' ? 1 : 0);
      expect(tenant.requests[0]?.status).toBe(503);
    });

    test('a different response with a body', async () => {
      const page = await spoil({ kind: 'response', work: 'done', status: 200, contentType: 'text/html', body: '<p>' });
      expect(page.reply).toMatchObject({ text: '<p>', headers: { 'content-type': 'text/html' } });
      const list = await spoil({ kind: 'response', work: 'done', status: 200, body: [1] });
      expect(list.reply).toMatchObject({ text: '[1]', headers: { 'content-type': 'application/json' } });
    });

    test('edit', async () => {
      const { tenant, reply } = await spoil({ kind: 'edit', change: due => ({ ...Object(due), id: 7 }) });
      expect(bodyOf(reply)).toMatchObject({ id: 7, name: 'Client', secret: expect.any(String) });
      expect(tenant.clients.has(JSON.stringify(7))).toBe(false);
      expect(tenant.clients.size).toBe(1);
    });

    test.each([
      [0, true],
      [10, true],
      [-1, true],
      // More than the whole body, counted from the end: the response has between 350 and 700 bytes.
      [-700, true],
      [0, false],
      [10, false],
      [-1, false],
      [100_000, false],
    ])('cut after %d bytes, content length %s', async (bytes, contentLength) => {
      const { tenant, reply } = await spoil({ kind: 'cut', bytes, contentLength });
      const length = whole(tenant);
      expect(reply).toMatchObject({ status: 200, outcome: 'cut' });
      expect(reply.headers['content-length']).toBe(contentLength ? String(length) : undefined);
      expect(reply.text).toHaveLength(Math.max(0, bytes < 0 ? length + bytes : Math.min(bytes, length)));
      expect(tenant.requests[0]?.status).toBe(200);
    });

    test.concurrent.each([
      ['before headers', null, 0],
      ['after headers', 200, 0],
      ['mid body', 200, 0.5],
    ] as const)('hang %s', async (at, status, part) => {
      const { tenant, reply } = await spoil({ kind: 'hang', work: 'done', at }, { giveUpAfterMs: PATIENCE_MS });
      expect(reply).toMatchObject({ status, outcome: 'gave up' });
      expect(reply.text).toHaveLength(Math.ceil(whole(tenant) * part));
      expect(tenant.requests[0]?.status).toBe(status);
    });

    test.concurrent.each(['before headers', 'mid body'] as const)('hang %s, work not done', async at => {
      const { tenant, reply } = await spoil({ kind: 'hang', work: 'not done', at }, { giveUpAfterMs: PATIENCE_MS });
      expect(reply.outcome).toBe('gave up');
      expect(tenant.clients.size).toBe(0);
    });

    test.concurrent('a response without a body hangs, or is cut, before its headers', async () => {
      const { tenant, call } = await start();
      const remove = (options: CallOptions = {}): Promise<Reply> =>
        call('DELETE', `${clientsPath}/${tenant.addClient().id}`, { ...bearer(tenant.issueToken()), ...options });
      tenant.fault(
        { on: 'delete', do: { kind: 'hang', work: 'done', at: 'mid body' } },
        { on: 'delete', do: { kind: 'cut', bytes: 0, contentLength: true } },
        { on: 'delete', do: { kind: 'drip', everyMs: 1 } },
      );
      expect(await remove({ giveUpAfterMs: PATIENCE_MS })).toMatchObject({ status: null, outcome: 'gave up' });
      expect(await remove()).toMatchObject({ status: null, outcome: 'socket hang up' });
      expect(await remove()).toMatchObject({ status: 204, outcome: 'whole' });
      expect(tenant.deleted).toHaveLength(3);
    });

    test('drip', async () => {
      const { tenant, call } = await start();
      tenant.fault({ on: 'list', do: { kind: 'drip', everyMs: 20 } });
      const before = performance.now();
      const reply = await call('GET', clientsPath, bearer(tenant.issueToken()));
      expect(reply).toMatchObject({ text: '[]', pieces: 2, outcome: 'whole', headers: { 'content-length': '2' } });
      expect(performance.now() - before).toBeGreaterThan(18);
    });

    test('flood', async () => {
      const { tenant, reply } = await spoil({ kind: 'flood', bytes: 1_000_001 });
      expect(reply).toMatchObject({ status: 200, outcome: 'whole', headers: { 'content-type': 'application/json' } });
      expect(reply.text).toHaveLength(1_000_001);
      expect(tenant.clients.size).toBe(1);
    });

    test('an endless flood stops when the caller hangs up', async () => {
      const { tenant, reply } = await spoil(
        { kind: 'flood', bytes: Number.POSITIVE_INFINITY },
        { giveUpAfterBytes: 1_000_000 },
      );
      expect(reply.outcome).toBe('gave up');
      expect(tenant.requests[0]?.status).toBe(200);
    });

    test.concurrent.each(['before the wait', 'after the wait'] as const)('late, work %s', async work => {
      const { tenant, reply } = await spoil(
        { kind: 'late', ms: 4 * PATIENCE_MS, work },
        { giveUpAfterMs: PATIENCE_MS },
      );
      expect(reply).toMatchObject({ status: null, outcome: 'gave up' });
      expect(tenant.clients.size).toBe(work === 'before the wait' ? 1 : 0);
      await vi.waitFor(() => expect(tenant.clients.size).toBe(1), 10_000);
      expect(tenant.requests[0]?.status).toBeNull();
    });

    test('late, but not too late', async () => {
      const before = performance.now();
      const { reply } = await spoil({ kind: 'late', ms: 30, work: 'after the wait' });
      expect(reply).toMatchObject({ status: 200, outcome: 'whole' });
      expect(performance.now() - before).toBeGreaterThan(28);
    });

    test('are used in order, for the given number of requests', async () => {
      const { tenant, call } = await start();
      const token = tenant.issueToken();
      const respond = (status: number): Misbehaviour => ({ kind: 'response', work: 'not done', status });
      const statuses = async (count: number): Promise<(number | null)[]> => {
        const seen: (number | null)[] = [];
        for (let i = 0; i < count; i += 1) seen.push((await call('GET', clientsPath, bearer(token))).status);
        return seen;
      };
      tenant.fault(
        { on: 'create', do: respond(501) },
        { on: 'list', do: respond(502), after: 1, times: 2 },
        { on: 'list', do: respond(503) },
        { on: 'list', do: respond(504), after: 5 },
      );
      expect(await statuses(7)).toEqual([503, 502, 502, 200, 200, 504, 200]);
      tenant.fault({ on: 'list', do: respond(500), times: Number.POSITIVE_INFINITY });
      expect(await statuses(3)).toEqual([500, 500, 500]);
      tenant.clearFaults();
      expect(await statuses(1)).toEqual([200]);
      expect(tenant.requests[0]?.status).toBe(503);
    });

    test('also apply to the token endpoint, get and delete', async () => {
      const { tenant, call } = await start({ rateLimit: { requests: 1, perMs: 60_000 } });
      const one = `${clientsPath}/${tenant.addClient().id}`;
      for (const on of ['token', 'get', 'delete'] as const) {
        tenant.fault({ on, do: { kind: 'response', work: 'done', status: 599 } });
      }
      expect((await call('POST', '/oauth/token', signingIn(tenant.pat))).status).toBe(599);
      expect((await call('GET', one, bearer(tenant.issueToken()))).status).toBe(599);
      expect((await call('DELETE', one, bearer(tenant.issueToken()))).status).toBe(599);
      expect(tenant.clients.size).toBe(0);
      // None of them used up the rest of the limit.
      expect((await call('POST', '/oauth/token', signingIn(tenant.pat))).status).toBe(200);
    });
  });

  test('closes immediately, whatever is still waiting', async () => {
    const { tenant, call } = await start();
    tenant.fault(
      { on: 'list', do: { kind: 'hang', work: 'done', at: 'before headers' } },
      { on: 'list', do: { kind: 'late', ms: 60_000, work: 'after the wait' } },
      { on: 'list', do: { kind: 'drip', everyMs: 60_000 } },
      { on: 'list', do: { kind: 'flood', bytes: Number.POSITIVE_INFINITY } },
    );
    const waiting = [1, 2, 3, 4].map(() => call('GET', clientsPath, bearer(tenant.issueToken())));
    await vi.waitFor(() => expect(tenant.requests).toHaveLength(4), 20_000);
    await delay(30);
    const before = performance.now();
    await tenant.close();
    for (const { outcome } of await Promise.all(waiting))
      expect(outcome).toMatch(/^(cut|socket hang up|read ECONNRESET)$/);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect((await call('GET', clientsPath)).outcome).toMatch(/ECONNREFUSED/);
  });

  test('does nothing more after it was closed', async () => {
    const { tenant, call } = await start();
    tenant.fault({ on: 'create', do: { kind: 'late', ms: 200, work: 'after the wait' } });
    const reply = call('POST', clientsPath, creating(tenant.issueToken(), minimal));
    await vi.waitFor(() => expect(tenant.requests).toHaveLength(1), 20_000);
    await tenant.close();
    await reply;
    await delay(210);
    expect(tenant.clients.size).toBe(0);
  });

  test('runs as a separate program', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenant-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const envFile = join(folder, 'env');
    writeFileSync(envFile, 'OTHER=1\n');
    const script = join(import.meta.dirname, 'serve.ts');
    const child = spawn(process.execPath, [script, '--env-file', envFile], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const line = { text: await firstLine(child) };
    const [origin, clientId, clientSecret] = [
      field(line, 'origin'),
      field(line, 'clientId'),
      field(line, 'clientSecret'),
    ];
    expect(readFileSync(envFile, 'utf8')).toBe(
      `OTHER=1\nSAIL_BASE_URL=${origin}\nSAIL_CLIENT_ID=${clientId}\nSAIL_CLIENT_SECRET=${clientSecret}\n`,
    );
    const agent = new Agent();
    const call = caller(origin, agent);
    const token = field(await call('POST', '/oauth/token', signingIn({ clientId, clientSecret })), 'access_token');
    const created = await call('POST', clientsPath, creating(token, minimal));
    const shown = await call('GET', '/-/clients');
    expect(bodyOf(shown)).toMatchObject([{ id: field(created, 'id'), name: 'Client' }]);
    expect(shown.text).not.toContain(field(created, 'secret'));
    const exited = new Promise(resolve => child.once('exit', (code, signal) => resolve(code ?? signal)));
    child.kill('SIGTERM');
    expect(await exited).toBe(process.platform === 'win32' ? 'SIGTERM' : 0);
  });

  function firstLine(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      child.stdout?.on('data', piece => {
        text += piece;
        if (text.includes('\n')) resolve(text);
      });
      child.once('exit', () => reject(new Error('it ended without output')));
    });
  }
});

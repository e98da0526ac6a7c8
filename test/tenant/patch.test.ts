import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patchable } from './check.ts';
import { bearer, bodyOf, clientsPath, field, patching, start, unlimited, versions } from './harness.ts';
import type { StoredClient } from './tenant.ts';

describe('PATCH', { concurrent: false }, () => {
  const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
  const uris = ['https://a.example', 'https://b.example'];

  test('the patchable fields are those listed in the description', () => {
    expect([...patchable].sort()).toEqual(
      [
        ...['accessTokenValiditySeconds', 'accessType', 'businessName', 'claimsSupported', 'description', 'enabled'],
        ...['grantTypes', 'homepageUrl', 'name', 'redirectUris', 'refreshTokenValiditySeconds', 'strongAuthSupported'],
      ].sort(),
    );
  });

  test.each<[string, object[], Partial<StoredClient>]>([
    ['replace', [replace('/name', 'New')], { name: 'New' }],
    ['add to a field, which replaces it', [{ op: 'add', path: '/enabled', value: false }], { enabled: false }],
    ['remove what may be null', [{ op: 'remove', path: '/businessName' }], { businessName: null }],
    [
      'a test that succeeds',
      [{ op: 'test', path: '/redirectUris', value: uris }, replace('/name', 'New')],
      { name: 'New' },
    ],
    ['the last of two', [replace('/name', 'a'), replace('/name', 'b')], { name: 'b' }],
    [
      'a test of what was just changed',
      [replace('/name', 'a'), { op: 'test', path: '/name', value: 'a' }],
      { name: 'a' },
    ],
    ['an item at the end', [{ op: 'add', path: '/redirectUris/-', value: 'x:y' }], { redirectUris: [...uris, 'x:y'] }],
    ['an item in front', [{ op: 'add', path: '/redirectUris/0', value: 'x:y' }], { redirectUris: ['x:y', ...uris] }],
    ['another item', [replace('/redirectUris/1', 'x:y')], { redirectUris: ['https://a.example', 'x:y'] }],
    ['an item less', [{ op: 'remove', path: '/redirectUris/0' }], { redirectUris: ['https://b.example'] }],
    [
      'a test of an item',
      [{ op: 'test', path: '/redirectUris/0', value: uris[0] }, replace('/name', 'n')],
      { name: 'n' },
    ],
    [
      'grant types with the URIs they need',
      [replace('/redirectUris', ['a:b']), replace('/grantTypes', ['AUTHORIZATION_CODE'])],
      { redirectUris: ['a:b'], grantTypes: ['AUTHORIZATION_CODE'] },
    ],
    ['a member that RFC 6902 does not know', [{ ...replace('/name', 'New'), why: 'x' }], { name: 'New' }],
  ])('a patch may have %s', async (_, operations, changes) => {
    let now = Date.parse('2026-01-01T00:00:00.000Z');
    const { tenant, call } = await start({ now: () => now });
    const client = tenant.addClient({ businessName: 'Acme', redirectUris: uris });
    const { secret: _secret, owner: _owner, ...before } = structuredClone(client);
    now += 1000;
    const path = `${clientsPath}/${client.id}`;
    const reply = await call('PATCH', path, patching(tenant.issueToken(), operations));
    const expected = { ...before, ...changes, modified: '2026-01-01T00:00:01.000Z' };
    expect([reply.status, bodyOf(reply)]).toEqual([200, expected]);
    expect(bodyOf(await call('GET', path, bearer(tenant.issueToken())))).toEqual(expected);
    expect(tenant.requests[0]?.operation).toBe('patch');
  });

  const good = replace('/name', 'New');

  test.each<[string, unknown, string]>([
    ['an unknown field', [replace('/scopes', [])], '"/scopes" cannot be patched'],
    ['tenant, which is listed but no field', [replace('/tenant', 'x')], '"/tenant" cannot be patched'],
    ...['type', 'internal', 'scope', 'id', 'secret', 'created', 'modified', 'lastUsed', 'metadata', 'owner'].map(
      (name): [string, unknown, string] => [name, [replace(`/${name}`, 'x')], `"/${name}" cannot be patched`],
    ),
    ['the whole client', [replace('', {})], '"" cannot be patched'],
    ['a path without a slash', [replace('name', 'x')], '"name" cannot be patched'],
    ['a path that goes too deep', [replace('/redirectUris/0/x', 'x')], '"/redirectUris/0/x" cannot be patched'],
    ['a part of a text', [replace('/name/0', 'x')], '"/name/0" does not exist'],
    ['an item that does not exist', [replace('/redirectUris/2', 'x')], '"/redirectUris/2" does not exist'],
    ['an item after the end', [{ op: 'add', path: '/redirectUris/3', value: 'x' }], '"/redirectUris/3" does not exist'],
    ['an index with a zero in front', [replace('/redirectUris/01', 'x')], '"/redirectUris/01" does not exist'],
    ['an item of a list that is null', [{ op: 'add', path: '/redirectUris/-', value: 7 }], 'each item a string'],
    ['a value of a different type', [replace('/enabled', 'true')], '"enabled" must be true or false'],
    ['a value that the description lacks', [replace('/accessType', 'NEVER')], 'one of ONLINE, OFFLINE'],
    ['zero seconds', [replace('/accessTokenValiditySeconds', 0)], 'an integer from 1'],
    ['null', [replace('/businessName', null)], 'has no value'],
    ['no value', [{ op: 'add', path: '/name' }], 'has no value'],
    ['to remove what may not be null', [{ op: 'remove', path: '/name' }], '"name" must be a string'],
    ['a test that fails', [{ op: 'test', path: '/name', value: 'Other' }], 'another one'],
    ['grant types without the URIs they need', [replace('/grantTypes', ['AUTHORIZATION_CODE'])], '"redirectUris" must'],
    ['copy', [{ op: 'copy', from: '/name', path: '/description' }], '"copy" is not supported'],
    ['an operation without a path', [{ op: 'replace', value: 1 }], 'lacks "op" or "path"'],
    ['an operation that is none', ['replace'], 'lacks "op" or "path"'],
    ['an object', good, 'not a JSON array'],
    ['no JSON', '[{', 'not a JSON array'],
  ])('a patch with %s is refused and changes nothing', async (title, operations, text) => {
    const { tenant, call } = await start();
    const hasUris = /item|deep/.test(title) ? { redirectUris: uris } : {};
    const client = tenant.addClient(hasUris);
    const before = structuredClone(client);
    const body = Array.isArray(operations) ? [good, ...operations] : operations;
    const reply = await call('PATCH', `${clientsPath}/${client.id}`, patching(tenant.issueToken(), body));
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(JSON.stringify(text).slice(1, -1))]);
    expect(client).toEqual(before);
  });

  test('an empty patch changes nothing', async () => {
    const { tenant, call } = await start({ now: () => Date.now() + 5000 });
    const client = tenant.addClient({ created: '2026-01-01T00:00:00.000Z' });
    const reply = await call('PATCH', `${clientsPath}/${client.id}`, patching(tenant.issueToken(), []));
    expect([reply.status, field(reply, 'modified')]).toEqual([200, '2026-01-01T00:00:00.000Z']);
  });

  test.each(versions)('every response of $path fits the description', async ({ path, is }) => {
    const { tenant, call } = await start({ rateLimit: { requests: 1, perMs: 60_000 } });
    const { id } = tenant.addClient();
    const token = (options = {}) => tenant.issueToken({ clientId: crypto.randomUUID(), ...options });
    const busy = token();
    await call('GET', path, bearer(busy));
    const cases = [
      [200, id, patching(token(), [good])],
      [400, id, patching(token(), [replace('/scope', [])])],
      [400, id, patching(token(), [good], 'application/json')],
      [401, id, patching(token({ expired: true }), [good])],
      [403, id, patching(token({ scopes: ['sp:oauth-client:read'] }), [good])],
      [403, id, patching(token({ user: false }), [good])],
      [404, 'unknown', patching(token(), [good])],
      [429, id, patching(busy, [good])],
    ] as const;
    for (const [status, target, options] of cases) {
      const reply = await call('PATCH', `${path}/${target}`, options);
      expect([reply.status, is.objectionsToResponse('patch', status, reply.text)]).toEqual([status, '']);
      expect(reply.text).not.toContain('secret');
    }
  });

  test('accepted requests and their responses fit the description, and refused requests change nothing', async () => {
    const { tenant, call } = await start(unlimited);
    const { is } = versions[0] ?? {};
    if (!is) throw new Error('no version');
    const token = tenant.issueToken();
    const values = fc.oneof(
      fc.constantFrom<unknown>('a', true, 7, null, ['a'], ['CLIENT_CREDENTIALS'], 'ONLINE', { a: 1 }, [{}], 1.5),
      fc.jsonValue({ maxDepth: 1 }),
    );
    const whole = fc.record(
      {
        op: fc.constantFrom('replace', 'replace', 'add', 'remove', 'test', 'move', 'x'),
        path: fc.constantFrom(...patchable.map(name => `/${name}`), '/scope', '/redirectUris/0', '/redirectUris/-', ''),
        value: values,
      },
      { requiredKeys: ['op', 'path'] },
    );
    // RFC 6902 ignores a value in `remove`, but the description does not.
    const operation = whole.map(({ value, ...rest }) => (rest.op === 'remove' ? rest : { ...rest, value }));
    const seen = { 200: 0, 400: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 2 }), async operations => {
        const { id } = tenant.addClient({ redirectUris: uris });
        const before = structuredClone(tenant.clients.get(id));
        const body = JSON.stringify(operations);
        const { status, text } = await call('PATCH', `${clientsPath}/${id}`, patching(token, body));
        expect(is.objectionsToResponse('patch', Number(status), text)).toBe('');
        if (status === 200) expect([body, is.objectionsToPatchBody(body)]).toEqual([body, '']);
        else expect(tenant.clients.get(id)).toEqual(before);
        if (status === 200 || status === 400) seen[status] += 1;
      }),
      {
        numRuns: 300,
        examples: [
          [
            [
              { op: 'replace', path: '/businessName', value: [5e-324] },
              { op: 'remove', path: '/businessName' },
            ],
          ],
        ],
      },
    );
    expect(Math.min(seen[200], seen[400])).toBeGreaterThan(20);
  });
});

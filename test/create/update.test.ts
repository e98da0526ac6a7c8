import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIELDS } from '../../src/tenant/fields.ts';
import { errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { expectGreen, expectKept, LIST, MINE, patches, URIS, update, withClient } from '../helpers/update.ts';
import { findLeaks } from '../runner/leaks.ts';
import { patchable } from '../tenant/check.ts';
import { IDS } from '../tenant/known-habits.ts';
import type { StoredClient } from '../tenant/tenant.ts';

/** The notice that there is no secret to store. */
const EXISTED = expect.objectContaining({
  level: 'notice',
  message: expect.stringMatching(
    /client-secret is empty and must not be stored: .*steps\.ID\.outputs\.created == 'true'/,
  ),
});

test('if no client has the name, one is created as usual', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ ...MINE, name: 'Another' });
  const { main, post } = await update(s, { 'redirect-uris': URIS.join(' ') });

  expect(main.outputs).toMatchObject({ created: 'true', changed: '[]' });
  expect(main.outputs['client-secret']).toBe(s.tenant.clients.get(main.outputs['client-id'] ?? '')?.secret);
  expect(operations(s)).toEqual([...LIST, 'create']);
  await post({ jobStatus: 'success' });
  expect(s.tenant.clients.size).toBe(2);
});

test('if nothing differs, nothing is sent; defaults are not compared', async () => {
  const { s, client } = await withClient({
    description: 'Made by hand',
    accessTokenValiditySeconds: 900,
    grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
    redirectUris: URIS,
    accessType: 'ONLINE',
    enabled: false,
    type: 'PUBLIC',
    internal: true,
  });
  await using _ = s;
  const { main, post } = await update(s);

  expectGreen(s, main, client, []);
  expect(operations(s)).toEqual(LIST);
  expect(s.tenant.clients.get(client.id)).toEqual(client);
  expect(main.log).toContain('is as requested; nothing was changed');
  expect(main.annotations).toEqual([EXISTED]);
  expect((await post()).log).toBe('');
});

test('questionable values cause a warning if a client is created, but not if an existing one keeps them', async () => {
  const { s, client } = await withClient({ grantTypes: ['AUTHORIZATION_CODE'], redirectUris: URIS });
  await using _ = s;
  const inputs = { scope: '', 'redirect-uris': URIS.join() };
  const { main } = await update(s, inputs);
  expectGreen(s, main, client, []);
  expect(warningsOf(main)).toBe('');
  expect(warningsOf((await update(s, { ...inputs, name: 'New' })).main)).toContain('scope: none is given');
});

test('for one changed field, old and new values are shown and one operation is sent', async () => {
  const { s, client } = await withClient({ redirectUris: URIS.slice(0, 1) });
  await using _ = s;
  const { main, post } = await update(s, { 'redirect-uris': URIS.join('\n') });

  expectGreen(s, main, client, ['redirectUris']);
  expect(operations(s)).toEqual([...LIST, 'patch']);
  expect(patches(s)).toEqual([[{ op: 'replace', path: '/redirectUris', value: URIS }]]);
  const { modified: _modified, ...stored } = s.tenant.clients.get(client.id) ?? client;
  expect({ ...client, redirectUris: URIS }).toMatchObject(stored);
  expect(main.log).toContain(`redirectUris: now "${URIS[0]}", then add "${URIS[1]}"`);
  expect(main.summary).toMatch(/<tr><th[^>]*>Field<.*>Now<.*>Then</);
  expect(main.summary).toContain(`<td>redirectUris</td><td>&quot;${URIS[0]}&quot;</td>`);
  expect((await post()).log).toBe('');
});

test('several fields from inputs and body file are one request: null removes a field, replace is used for existing ones', async () => {
  const { s, client } = await withClient({ homepageUrl: 'https://old.example', description: 'Old' }, {}, scenario);
  await using _ = s;
  await writeFile(
    join(s.job.workspace, 'client.yml'),
    'businessName: Acme\nhomepageUrl: null\ndescription: From the file\nenabled: true\nscope: [idn:accounts:read]\n',
  );
  const { main } = await update(s, {
    'body-file': 'client.yml',
    description: 'From the input',
    'redirect-uris': URIS.join(),
    'grant-types': 'AUTHORIZATION_CODE CLIENT_CREDENTIALS',
    'access-token-validity-seconds': '900',
  });

  const fields = 'businessName homepageUrl description accessTokenValiditySeconds redirectUris grantTypes';
  expectGreen(s, main, client, fields.split(' '));
  expect(patches(s)).toEqual([
    [
      { op: 'add', path: '/businessName', value: 'Acme' },
      { op: 'remove', path: '/homepageUrl' },
      { op: 'replace', path: '/description', value: 'From the input' },
      { op: 'replace', path: '/accessTokenValiditySeconds', value: 900 },
      { op: 'add', path: '/redirectUris', value: URIS },
      { op: 'replace', path: '/grantTypes', value: ['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS'] },
    ],
  ]);
  expect(main.log).toContain('homepageUrl: now "https://old.example", then nothing');
  expect(warningsOf(main)).toBe('');
});

test.each<[string, Partial<StoredClient>, Record<string, string>]>([
  ['grant types in a different order', { grantTypes: ['REFRESH_TOKEN', 'CLIENT_CREDENTIALS'] }, {}],
  ['scopes in a different order, and the default scope', { scope: ['b:c', 'sp:scopes:default', 'a:b'] }, {}],
  ['every scope, because none is given', { scope: ['sp:scopes:all'] }, { scope: '[]' }],
  ['redirect URIs in a different order', { redirectUris: URIS.toReversed() }, { 'redirect-uris': URIS.join(' ') }],
  ['no redirect URIs', { redirectUris: null }, { 'redirect-uris': '[]' }],
  ['a name with different white space and Unicode', { name: ' Caf\u00e9  A ' }, { name: 'Cafe\u0301 A' }],
  ['an escaped description', { description: 'R&amp;D &#x2F; ops' }, { description: 'R&D  / ops' }],
  ['a home page with a slash', { homepageUrl: 'https://a.example/' }, { 'homepage-url': 'https://a.example' }],
])('%s: the values are equal, so nothing is sent', async (_, fields, inputs) => {
  const { s, client } = await withClient(fields);
  await using __ = s;
  const scope = fields.scope?.includes('a:b') ? { scope: 'a:b b:c' } : {};
  const { main } = await update(s, {
    'grant-types': fields.grantTypes?.toReversed().join() ?? '',
    ...scope,
    ...inputs,
  });
  expectGreen(s, main, client, []);
  expect(patches(s)).toEqual([]);
});

test.each([
  ['a slash at the end of a redirect URI, which is a different one at sign-in', [`${URIS[0]}/`, URIS[1] ?? '']],
])('%s: the client is patched', async (_, uris) => {
  const { s, client } = await withClient({ redirectUris: URIS });
  await using __ = s;
  const { main } = await update(s, { 'redirect-uris': uris.join(' ') });
  expectGreen(s, main, client, ['redirectUris']);
  expect(s.tenant.clients.get(client.id)?.redirectUris).toEqual(uris);
});

test.each([
  ['scope', { scope: 'idn:accounts:read idn:sources:read' }, 'now "idn:accounts:read", then add "idn:sources:read"'],
  ['scope', { scope: '[]' }, 'scope: now "idn:accounts:read", then none, so every right of its owner'],
  ['type', { type: 'public', 'grant-types': 'REFRESH_TOKEN' }, 'type: now "CONFIDENTIAL", then "PUBLIC"'],
  ['internal', { internal: 'true' }, 'internal: now false, then true'],
])('a difference in %s is an error that suggests replace, and nothing is sent', async (_, inputs, text) => {
  const { s, client } = await withClient();
  await using __ = s;
  const { main } = await update(s, { ...inputs, 'business-name': 'Acme' });
  expect(errorsOf(main), main.log).toContain(text);
  expect(errorsOf(main), main.log).toContain('Set if-exists to replace');
  expect(main.outputs).toEqual({});
  expect(operations(s)).toEqual(LIST);
  expect(s.tenant.clients.get(client.id)).toEqual(client);
});

test.each([null, []])(
  'a client whose scope is listed as %j has every right, so requested scopes are an error',
  async scope => {
    const { s, client } = await withClient({}, { habits: { show: fields => ({ ...fields, scope }) } });
    await using _ = s;
    const { main } = await update(s, { 'business-name': 'Acme' });
    expect(errorsOf(main)).toMatch(/scope: now none, so every right of its owner, then .*Set if-exists to replace/);
    expect(s.tenant.clients.get(client.id)).toEqual(client);
  },
);

test('a field that the tenant does not show and cannot change causes a warning', async () => {
  const { s, client } = await withClient({}, { habits: { show: ({ scope: _scope, ...rest }) => rest } });
  await using _ = s;
  const { main } = await update(s, { 'business-name': 'Acme' });
  expectGreen(s, main, client, ['businessName']);
  expect(warningsOf(main)).toContain('does not show all fields of the client');
  expect(warningsOf(main)).toContain('scope: requested "idn:accounts:read", not shown by the tenant');
});

test('an ephemeral client of another job is not updated', async () => {
  const description = `[ephemeral repository=octo-org/octo-repo run=1 id=${'a'.repeat(32)}]`;
  const { s, client } = await withClient({ description });
  await using _ = s;
  const { main } = await update(s, { description: 'New' });
  expect(errorsOf(main)).toBe(
    `The client ${client.id} named "Pipeline" is ephemeral: another job deletes it at its end, so it is not updated. Use ` +
      'different names for ephemeral clients and those that stay.',
  );
  expectKept(s, client);
  expect(s.tenant.clients.get(client.id)?.description).toBe(description);
});

test('several clients with the name are an error that lists them', async () => {
  const { s, client } = await withClient();
  await using _ = s;
  const other = s.tenant.addClient({ name: ' Pipeline' });
  const { main } = await update(s, { description: 'New' });
  for (const { id } of [client, other]) expect(errorsOf(main), main.log).toContain(id);
  expect(operations(s)).toEqual(LIST);
});

test('the client that the action is signed in with is never changed', async () => {
  await using s = await inThisProcess();
  const own = s.tenant.addClient({ ...MINE, id: s.tenant.pat.clientId, description: 'Mine' });
  const { main } = await update(s, { description: 'New' });
  expect(main.outputs['created'], main.log).toBe('true');
  expect([own.description, patches(s)]).toEqual(['Mine', []]);
});

test('a client with an unusual id is changed, and no other client', async () => {
  await using s = await inThisProcess();
  for (const id of IDS) s.tenant.addClient({ ...MINE, id, name: `Client ${id}` });
  for (const id of ['a/b', '50%', 'a?b', 'ключ']) {
    const { main } = await update(s, { name: `Client ${id}`, description: id });
    expect([main.failed, main.outputs['client-id']], main.log).toEqual([false, id]);
  }
  const changed = [...s.tenant.clients.values()].filter(({ description: text }) => text !== null);
  expect(changed.map(({ id, description: text }) => [id, text])).toEqual(
    IDS.filter(id => ['a/b', '50%', 'a?b', 'ключ'].includes(id)).map(id => [id, id]),
  );
});

test('update cannot be combined with ephemeral or with a null name', async () => {
  await using s = await inThisProcess();
  await writeFile(join(s.job.workspace, 'client.yml'), 'name: null\n');
  const { main } = await update(s, { ephemeral: 'true', name: '', 'body-file': 'client.yml' });
  expect(errorsOf(main), main.log).toContain(
    '- ephemeral: cannot go with if-exists update: that client is meant to outlive the job',
  );
  expect(errorsOf(main), main.log).toContain(
    '- if-exists: update looks for clients of the same name, and the name is null',
  );
  expect(operations(s)).toEqual([]);
});

test('a notice says that verify, export-env and seal-key do nothing without the secret of an existing client', async () => {
  const { s, client } = await withClient({}, {}, scenario);
  await using _ = s;
  const { main } = await update(s, { verify: 'true', 'export-env': 'true', 'seal-key': 'ab'.repeat(32) });
  expectGreen(s, main, client, []);
  expect(operations(s)).toEqual(LIST);
  expect(main.exported).toEqual({});
  expect(main.outputs['sealed']).toBe('');
  const shown = main.annotations.map(({ message }) => message).join('\n');
  for (const option of ['verify', 'export-env', 'seal-key']) expect(shown).toContain(`${option}: `);
});

test('verify true verifies a newly created client', async () => {
  await using s = await inThisProcess();
  const { main } = await update(s, { verify: 'true' });
  expect(main.outputs['created'], main.log).toBe('true');
  expect(operations(s)).toEqual(['token', 'list', 'create', 'token']);
});

test('a secret in a field that the tenant returns is not shown', async () => {
  await using s = await scenario();
  s.tenant.addClient({ ...MINE, description: `old ${s.tenant.pat.clientSecret}` });
  const { main } = await update(s, { description: 'New' });
  expect(main.log).toContain('description: now "old ***", then "New"');
  expect(findLeaks(main, s.tenant.secrets())).toEqual([]);
});

test('a field can be updated if SailPoint describes it as patchable, and only then', () => {
  const names = FIELDS.filter(field => field.patchable).map(({ name }) => name);
  expect(names.toSorted()).toEqual([...patchable].toSorted());
});

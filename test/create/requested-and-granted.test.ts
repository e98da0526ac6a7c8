import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../src/tenant/comparison.ts';
import { FIELDS, type FieldName } from '../../src/tenant/fields.ts';
import { respond } from '../helpers/respond.ts';
import { errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';
import type { Fault } from '../tenant/faults.ts';
import { HABITS } from '../tenant/known-habits.ts';

const INPUTS = {
  name: ' Pipeline  a&b ',
  description: 'For a test of <what> comes back',
  'homepage-url': 'https://acme.example',
  'redirect-uris': 'https://acme.example',
  'grant-types': 'CLIENT_CREDENTIALS AUTHORIZATION_CODE',
  scope: 'idn:accounts:read idn:roles:read',
};

const responds = (changes: object): Fault => ({
  on: 'create',
  do: { kind: 'edit', change: client => ({ ...Object(client), ...changes }) },
});

const WIDER = Object.entries(HABITS.rights).filter(
  ([name]) => !/^(no grant type|fewer|one scope less|disabled)/.test(name),
);

test.each(WIDER)('a client with wider rights than requested (%s) is deleted, and the step fails', async (_, habits) => {
  await using s = await inThisProcess({ habits });
  const { main } = await s.create(INPUTS);
  expect(main.failed, main.log).toBe(true);
  expect(main.outputs).toEqual({});
  expect(errorsOf(main)).toMatch(/wider rights than requested: .*requested .*, granted .*has been deleted\.$/);
  expect(errorsOf(main)).toContain(s.tenant.deleted[0]);
  expect(s.tenant.clients.size).toBe(0);
  expect(operations(s).filter(operation => operation === 'create')).toEqual(['create']);
});

test.each([[[]], [''], ['   '], [null]])(
  'scopes returned as %j mean every right: the client is deleted, and the step fails',
  async scope => {
    await using s = await inThisProcess();
    s.tenant.fault(responds({ scope }));
    const { main } = await s.create();
    expect(errorsOf(main)).toContain('wider rights than requested: scope');
    expect(s.tenant.clients.size).toBe(0);
  },
);

test('after wider rights there is no output and no secret, and the post step does nothing', async () => {
  await using s = await scenario({ habits: HABITS.rights['all scopes'] ?? {} });
  const { main, post } = await s.create(INPUTS);
  expect(main.failed, main.log).toBe(true);
  expect(findLeaks(main, s.tenant.secrets())).toEqual([]);
  const end = await post();
  expect([end.failed, end.annotations]).toEqual([false, []]);
});

test('a client with wider rights that cannot be deleted is reported by its id', async () => {
  await using s = await inThisProcess({ habits: HABITS.rights['all scopes'] ?? {} });
  s.tenant.fault({ on: 'delete', do: respond(403, { body: { messages: [] } }) });
  const { main } = await s.create();
  const [id = ''] = [...s.tenant.clients.keys()];
  expect(errorsOf(main), main.log).toMatch(new RegExp(`wider rights .*not deleted; delete it by hand.*${id}`, 's'));
});

test.each<[string, object]>([
  ['fewer scopes', { scope: ['idn:roles:read'] }],
  ['fewer grant types', { grantTypes: ['CLIENT_CREDENTIALS'] }],
  ['no grant type', { grantTypes: [] }],
  ['a client that is disabled', { enabled: false }],
  ['no scopes in the response', { scope: undefined }],
  ['no validity in the response', { accessTokenValiditySeconds: undefined }],
  ['another validity', { accessTokenValiditySeconds: 600 }],
  ['another description', { description: 'another' }],
])('%s: the client is handed out, and one warning shows what was requested and granted', async (_, changes) => {
  await using s = await inThisProcess();
  s.tenant.fault(responds(changes));
  const { main } = await s.create(INPUTS);
  expect(main.failed, main.log).toBe(false);
  expect(main.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /differently than requested: \w+: requested .*, (?:granted [^;]*|not shown by the tenant)\.$/,
    ),
  ]);
});

const MEANS_THE_SAME: Readonly<Record<string, object>> = {
  'scopes in a different order, twice, in upper case': {
    scope: ['IDN:ROLES:READ', 'idn:accounts:read', 'idn:roles:read'],
  },
  'sp:scopes:default added': { scope: ['idn:accounts:read', 'idn:roles:read', 'sp:scopes:default'] },
  'scopes as a text': { scope: 'idn:accounts:read idn:roles:read' },
  'scopes as a text with commas': { scope: 'idn:accounts:read,idn:roles:read' },
  'grant types in a different order and case': { grantTypes: ['authorization_code', 'client_credentials'] },
  'numbers and flags as texts': { accessTokenValiditySeconds: '750', enabled: 'true' },
  'URLs with a slash': { homepageUrl: 'https://acme.example/', redirectUris: ['https://acme.example/'] },
  'HTML escapes and white space': { name: 'Pipeline a&amp;b', description: 'For a test of &lt;what&gt;  comes back ' },
};

test.each(Object.entries(MEANS_THE_SAME))('%s: no warning', async (_, changes) => {
  await using s = await inThisProcess();
  s.tenant.fault(responds(changes));
  const { main } = await s.create(INPUTS);
  expect([main.failed, main.annotations], main.log).toEqual([false, []]);
});

test.each<[string, unknown]>([
  ['sp:scopes:all', []],
  ['sp:scopes:all', null],
  ['sp:scopes:default', ['sp:scopes:default']],
  ['sp:scopes:default idn:accounts:read', ['idn:accounts:read', 'sp:scopes:default']],
])('scope %j returned as %j causes no warning', async (scope, granted) => {
  await using s = await inThisProcess();
  s.tenant.fault(responds({ scope: granted }));
  const { main } = await s.create({ scope });
  expect([main.failed, main.annotations], main.log).toEqual([false, []]);
});

test('a client without a requested scope may get every right', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ scope: '' });
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).not.toContain('differently than requested');
});

const names = FIELDS.map(({ name }) => name);
const scopes = fc.uniqueArray(fc.constantFrom('a:b', 'b:c', 'c:d', 'sp:scopes:default'), { minLength: 1 });

test('an unrequested scope, grant type or enabled is wider, whatever else differs', () => {
  fc.assert(
    fc.property(scopes, scopes, fc.boolean(), fc.boolean(), (requested, granted, wants, has) => {
      const kinds = new Map(
        compare({ scope: requested, enabled: wants }, { scope: granted, enabled: has }).map(each => [
          each.name,
          each.kind,
        ]),
      );
      const more = granted.some(name => name !== 'sp:scopes:default' && !requested.includes(name));
      expect(kinds.get('scope') === 'wider').toBe(more);
      expect(kinds.get('enabled')).toBe(wants === has ? undefined : has ? 'wider' : 'narrower');
    }),
  );
});

test('the id of a request makes no difference in a description, and in a name it does', () => {
  const text = 'For CI';
  const withId = `${text}, request ${'ab'.repeat(16)}`;
  expect(compare({ description: text }, { description: withId })).toEqual([]);
  expect(compare({ name: text }, { name: withId })).toMatchObject([{ name: 'name', kind: 'other' }]);
});

test('only rows with `right` can be wider, and equal values never differ', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  fc.assert(
    fc.property(fc.constantFrom<FieldName>(...names), value, value, (name, requested, granted) => {
      for (const { kind } of compare({ [name]: requested }, { [name]: granted }, { names: [name] })) {
        if (kind === 'wider') expect(['scope', 'grantTypes', 'enabled', 'type']).toContain(name);
      }
      expect(compare({ [name]: requested }, { [name]: requested }, { names: [name] })).toEqual([]);
    }),
  );
});

test.each([undefined, null])(
  'an optional flag that comes back as %j is false; a required one is not shown',
  granted => {
    const kinds = (requested: object) =>
      compare({ ...requested }, { internal: granted, strongAuthSupported: granted, enabled: granted }).map(
        ({ name, kind }) => `${name} ${kind}`,
      );
    expect(kinds({ internal: false, strongAuthSupported: false })).toEqual([]);
    expect(kinds({ strongAuthSupported: true })).toEqual(['strongAuthSupported missing']);
    expect(kinds({ enabled: true })).toEqual(['enabled missing']);
  },
);

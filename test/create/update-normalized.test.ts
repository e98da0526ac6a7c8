import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../src/tenant/comparison.ts';
import type { Deviation } from '../../src/tenant/field-value.ts';
import { FIELDS, type FieldName } from '../../src/tenant/fields.ts';
import { toPatch } from '../../src/tenant/tenant.ts';
import { anyUrl } from '../helpers/any-text.ts';
import { errorsOf, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { ClientFields } from '../tenant/clients.ts';
import { HABITS } from '../tenant/known-habits.ts';
import { patched } from '../tenant/patch.ts';

const REQUESTED = {
  description: "R&D's client, for a test",
  'homepage-url': 'https://home.example',
  'redirect-uris': 'https://a.example/callback',
  'grant-types': 'AUTHORIZATION_CODE CLIENT_CREDENTIALS',
  'access-token-validity-seconds': '700',
  'refresh-token-validity-seconds': '7000',
};

/** These tenants store something substantially different from the request: only a different request ends the warnings. */
const STORED_OTHERWISE = /^(a description cut|clamped)/;

// A tenant that stores no description never performs the update.
test.each(Object.entries(HABITS.forms).filter(([name]) => name !== 'no description'))(
  'a tenant with %s: the next run sends nothing, or reports what the tenant stores differently',
  async (name, habit) => {
    await using s = await inThisProcess({ habits: habit });
    const { tenant } = s;
    const client = tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'] });
    const requested = name.includes('cut') ? { ...REQUESTED, description: 'x'.repeat(300) } : REQUESTED;
    const run = async () => {
      const before = tenant.requests.length;
      const { main } = await s.create({ 'if-exists': 'update', ...requested });
      expect([main.failed, main.outputs['client-id']], main.log).toEqual([false, client.id]);
      const patches = tenant.requests.slice(before).filter(({ operation }) => operation === 'patch');
      return { patches: patches.length, warned: warningsOf(main).includes('Each run tries it again'), main };
    };
    const otherwise = STORED_OTHERWISE.test(name);
    expect(await run()).toMatchObject({ patches: 1, warned: otherwise });
    const stored = structuredClone(tenant.clients.get(client.id));
    // A field that keeps its old value after a PATCH is an error; a slash in a redirect URI counts.
    const second = await s.create({ 'if-exists': 'update', ...requested });
    if (otherwise) expect(errorsOf(second.main)).toMatch(/did not carry it out|differently than requested/);
    expect({ ...tenant.clients.get(client.id), modified: '' }).toEqual({ ...stored, modified: '' });
    const again = name.startsWith('URLs with a slash') ? '["redirectUris"]' : '[]';
    if (!otherwise) expect(second.main.outputs['changed'], second.main.log).toBe(again);
  },
);

const client: fc.Arbitrary<ClientFields> = fc.record({
  businessName: fc.option(fc.string()),
  homepageUrl: fc.option(anyUrl),
  name: fc.constant('Pipeline'),
  description: fc.option(fc.string({ unit: 'grapheme' })),
  accessTokenValiditySeconds: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  refreshTokenValiditySeconds: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  redirectUris: fc.option(fc.uniqueArray(anyUrl, { maxLength: 3 })),
  grantTypes: fc.uniqueArray(fc.constantFrom('CLIENT_CREDENTIALS', 'REFRESH_TOKEN'), { minLength: 1 }),
  accessType: fc.constantFrom('ONLINE', 'OFFLINE'),
  type: fc.constant('CONFIDENTIAL'),
  internal: fc.boolean(),
  enabled: fc.boolean(),
  strongAuthSupported: fc.boolean(),
  claimsSupported: fc.boolean(),
  scope: fc.uniqueArray(fc.constantFrom('a:b', 'b:c', 'c:d'), { minLength: 1 }),
});
const names = FIELDS.map(({ name }) => name);
const apart = (list: readonly Deviation[], patchable: boolean): FieldName[] =>
  list.filter(each => each.patchable === patchable).map(({ name }) => name);

test('for any request, the tenant accepts the patch, no difference is left, and a comparison of fewer fields is a subset', () => {
  fc.assert(
    fc.property(client, client, fc.subarray(names), (has, requested, given) => {
      const of = (names: readonly FieldName[], client: typeof has) =>
        compare(requested, client, { names, exactUris: true });
      const different = of(given, has);
      expect(of(given, requested)).toEqual([]);
      expect(of(names, has).filter(({ name }) => given.includes(name))).toEqual(different);

      const changes = patched(has, toPatch(different.filter(({ patchable }) => patchable)), []);
      expect(Object.keys(changes ?? {}).toSorted()).toEqual(apart(different, true).toSorted());
      const left = of(given, { ...has, ...changes });
      expect([apart(left, true), apart(left, false)]).toEqual([[], apart(different, false)]);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences } from '../src/tenant/difference.ts';
import { showBoth, showValue } from '../src/tenant/field-value.ts';
import { FIELDS } from '../src/tenant/fields.ts';
import { compareWithRequest } from '../src/tenant/grant.ts';
import { capture } from './helpers/capture.ts';
import { fastClock } from './helpers/in-process.ts';
import { Masks } from './runner/masks.ts';

const quote = (value: unknown) => JSON.stringify(value);
const names = FIELDS.map(({ name }) => name);
const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    [],
    true,
    false,
    0,
    1,
    'a',
    'a:b',
    'a, b',
    'a,b',
    ['a'],
    ['a', 'b'],
    ['a, b'],
    [1],
    {},
  ),
  fc.string(),
  fc.array(fc.string(), { maxLength: 3 }),
);

test.each([
  ['name', 'a', '"a"'],
  ['name', '', 'nothing'],
  ['enabled', false, 'false'],
  ['accessTokenValiditySeconds', 750, '750'],
  ['redirectUris', ['a', 'b'], '"a, b"'],
  ['redirectUris', [], 'nothing'],
  ['grantTypes', null, 'nothing'],
  ['scope', ['a:b'], '"a:b"'],
  ['scope', [], 'none, so every right of its owner'],
  ['scope', '', 'none, so every right of its owner'],
  ['scope', undefined, 'nothing'],
] as const)('%s %j is shown as %s', (field, given, shown) => {
  expect(showValue(field, given, quote)).toBe(shown);
});

test('a difference never reads as if there were none', () => {
  expect(showBoth('scope', ['a', 'b'], 'a, b', quote)).toEqual(['"[\\"a\\",\\"b\\"]"', '"\\"a, b\\""']);
  fc.assert(
    fc.property(fc.constantFrom(...names), value, value, (name, asked, came) => {
      for (const { old } of differences([name], { [name]: asked }, { [name]: came })) {
        const [x, y] = showBoth(name, old, asked, quote);
        expect(x).not.toBe(y);
      }
    }),
  );
});

test('nor does what the tenant made of a create request', () => {
  const request = {
    name: 'x',
    description: 'y',
    accessTokenValiditySeconds: 750,
    grantTypes: [],
    accessType: 'OFFLINE',
    enabled: true,
  } as const;
  const lists = fc.constantFrom<string[] | null>(null, [], ['a:b'], ['a:b', 'c:d'], ['a:b, c:d']);
  fc.assert(
    fc.property(fc.constantFrom('scope', 'redirectUris'), lists, value, (name, asked, came) => {
      const { rights, other } = compareWithRequest({ ...request, [name]: asked }, { ...request, [name]: came }, quote);
      for (const told of [...rights, ...other]) {
        const [, x, y] = /: asked (.*), got (.*)$/s.exec(told) ?? [];
        expect(x, told).not.toBe(y);
      }
    }),
  );
});

test('a secret in a text of a list is hidden, however JSON escapes it', async () => {
  const secret = 'p"ass\\wo"rd\\of"a\\pr"oxy';
  const run = await capture(
    async ({ report }) => {
      report.mask(secret);
      report.info(report.quote(['a', 1, secret, { deep: `x${secret}x` }], 1000));
    },
    {},
    new Masks(),
    fastClock(1, Math.random),
  );
  expect(run.log).toContain('***');
  expect(run.log).not.toMatch(/ass|oxy/);
});

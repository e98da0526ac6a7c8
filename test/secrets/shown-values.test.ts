import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../src/tenant/comparison.ts';
import { showChange, showDeviations, showValue } from '../../src/tenant/field-value.ts';
import { FIELDS } from '../../src/tenant/fields.ts';
import { capture } from '../helpers/capture.ts';
import { fastClock } from '../helpers/fast-clock.ts';
import { Masks } from '../runner/masks.ts';

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

test('two different values are never shown alike', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), value, value, (name, requested, granted) => {
      for (const deviation of compare({ [name]: requested }, { [name]: granted }, { names: [name] })) {
        const shown = showDeviations([deviation], quote);
        const [, x, y] = /: requested (.*), granted (.*)$/s.exec(shown) ?? [];
        expect(x, shown).not.toBe(y);
        const [now, then] = showChange(deviation, quote);
        expect(now).not.toBe(then);
      }
    }),
  );
});

test('for lists, added and removed items are shown', () => {
  const [deviation] = compare({ redirectUris: ['x:a', 'x:c'] }, { redirectUris: ['x:a', 'x:b'] });
  expect(deviation && showChange(deviation, quote)).toEqual(['"x:a, x:b"', 'add "x:c", remove "x:b"']);
});

test('a secret in an item of a list is hidden, however JSON escapes it', async () => {
  const secret = 'p"ass\\wo"rd\\of"a\\pr"oxy';
  const run = await capture(
    start =>
      start(async ({ report }) => {
        report.mask(secret);
        report.info(report.quote(['a', 1, secret, { deep: `x${secret}x` }], 1000));
      }),
    {},
    new Masks(),
    fastClock(1, Math.random),
  );
  expect(run.log).toContain('***');
  expect(run.log).not.toMatch(/ass|oxy/);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMasks } from '../../src/runner/masks.ts';

function masksOf(...secrets: readonly string[]) {
  const masks = createMasks();
  for (const secret of secrets) masks.add(secret);
  return masks;
}

test('any eight characters of a long secret are hidden, but seven are not', () => {
  const { hide } = masksOf('0123456789');
  expect(hide('a0123456b')).toBe('a0123456b');
  expect(hide('a3456789b')).toBe('a3456789b');
  expect(hide('a01234567b')).toBe('a***b');
  expect(hide('a23456789b')).toBe('a***b');
  expect(hide('0123456789')).toBe('***');
  expect(hide('01234567 23456789')).toBe('*** ***');
});

test('a short secret is hidden only as a whole, in any place', () => {
  const { hide } = masksOf('abcdefg');
  expect(hide('xabcdefgx abcdef')).toBe('x***x abcdef');
  expect(hide('abcdefgabcdefg')).toBe('***');
});

test('case is ignored, and letters that change their length in lower case shift nothing', () => {
  const { hide } = masksOf('SecretOfTheTenant');
  expect(hide('secretofthetenant')).toBe('***');
  expect(hide('İİ SECRETOFTHETENANT İ')).toBe('İİ *** İ');
});

test('overlapping or adjacent secrets are hidden as one', () => {
  const { hide } = masksOf('abcdefgh', 'efghijkl', 'mnop');
  expect(hide('-abcdefghijklmnop-')).toBe('-***-');
  expect(hide('-abcdefgh-mnop-')).toBe('-***-***-');
  // One inside another, and one that overlaps itself.
  expect(masksOf('0123456789abcdef', '23456789').hideWhole('-0123456789abcdef-')).toBe('-***-');
  expect(masksOf('abab').hide('-ababab-')).toBe('-***-');
});

test('in JSON only whole secrets of some length are hidden, even if escaped', () => {
  const masks = masksOf('quote"inside', 'abc', '0123456789');
  expect(masks.hideWhole('{"a":"quote\\"inside","b":"abc","c":"012345678"}')).toBe(
    '{"a":"***","b":"abc","c":"012345678"}',
  );
  expect(masks.hideWhole('0123456789')).toBe('***');
  expect([masksOf('12345678'), masksOf('1234567')].map(({ hideWhole }) => hideWhole('12345678'))).toEqual([
    '***',
    '12345678',
  ]);
});

test('a text without a secret does not change', () => {
  const masks = createMasks();
  expect([masks.hide('text'), masks.hideWhole('text')]).toEqual(['text', 'text']);
});

test('no eight characters of a secret are left in any text that contains them', () => {
  const secret = fc.stringMatching(/^[a-zA-Z0-9+/]{8,40}$/);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), fc.nat(40), (text, before, after, cut) => {
      const part = text.slice(cut % (text.length - 7));
      const shown = masksOf(text).hide(`${before}${part}${after}`).toLowerCase();
      const parts = Array.from({ length: text.length - 7 }, (_, at) => text.slice(at, at + 8).toLowerCase());
      expect(parts.filter(each => shown.includes(each))).toEqual([]);
    }),
  );
});

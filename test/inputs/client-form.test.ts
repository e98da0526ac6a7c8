import { expect, test } from 'vitest';
import {
  isClientId,
  isOpaque,
  isSameId,
  newestFirst,
  normalizedName,
  parseClient,
  parseSecret,
} from '../../src/tenant/client.ts';

const at = (created: unknown) => parseClient({ id: 'c', created }).created;
const DAY_ONE = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['2026-01-02T03:04:05Z', DAY_ONE],
  ['2026-01-02T03:04:05', DAY_ONE],
  ['2026-01-02 03:04:05', DAY_ONE],
  ['2026-01-02t03:04:05z', DAY_ONE],
  [' 2026-01-02T03:04:05Z ', DAY_ONE],
  ['2026-01-02T03:04:05.678Z', DAY_ONE + 678],
  ['2026-01-02T03:04:05.678901', DAY_ONE + 678],
  ['2026-01-02T03:04Z', DAY_ONE - 5000],
  ['2026-01-02T03:04', DAY_ONE - 5000],
  ['2026-01-02T05:04:05+02:00', DAY_ONE],
  ['2026-01-02T05:04:05+0200', DAY_ONE],
  ['2026-01-02T01:04:05-02:00', DAY_ONE],
  ['2026-01-02T05:04:05+02', undefined],
  ['2026-01-02', undefined],
  ['2026-13-02T03:04:05Z', undefined],
  ['02.01.2026 03:04', undefined],
  ['some day', undefined],
  ['1767323045000', undefined],
  [1_767_323_045_000, undefined],
  [null, undefined],
  [undefined, undefined],
])('the time of creation in %j is %j', (created, time) => {
  expect(at(created)).toBe(time);
});

test('a client that was never used is distinguished from one whose last use cannot be read', () => {
  const lastUsed = (value: unknown) => parseClient({ id: 'c', lastUsed: value }).lastUsed;
  expect([undefined, null, 'some day', '2026-01-02T03:04:05Z'].map(lastUsed)).toEqual([null, null, undefined, DAY_ONE]);
});

test.each([
  ['a', true],
  ['a.b_c-d:e', true],
  ['ü', true],
  ['...', true],
  ['x'.repeat(512), true],
  ['x'.repeat(513), false],
  ['', false],
  ['.', false],
  ['..', false],
  ['a b', false],
  ['a\u00a0b', false],
  ['a\u200bb', false],
  ['a\u0007b', false],
  ['a\nb', false],
  ['a/b', false],
  ['a\\b', false],
  ['a?b', false],
  ['a#b', false],
  ['a%b', false],
  [7, false],
  [null, false],
])('whether an input may give the id %j: %j', (text, isOne) => {
  expect(isClientId(text)).toBe(isOne);
});

test('clients are sorted newest first, and those without a time count as new', () => {
  const clients = [1, undefined, 3, 2].map((created, index) => ({ ...parseClient({ id: String(index) }), created }));
  expect(clients.sort(newestFirst).map(({ created }) => created)).toEqual([undefined, 3, 2, 1]);
});

test('names that tenants normalize to the same name are equal', () => {
  expect(normalizedName('  A \t\n b  ')).toBe('A b');
  expect(normalizedName('u\u0308')).toBe('ü');
  // Names that differ only by a Unicode compatibility form are different.
  expect(normalizedName('ﬁ')).not.toBe(normalizedName('fi'));
  expect(normalizedName(null)).toBe('');
  expect(normalizedName('A')).not.toBe(normalizedName('a'));
  expect([isSameId('Ab', 'aB'), isSameId('a', undefined), isSameId('a', 'b')]).toEqual([true, false, false]);
});

test('a client is shown with its fields and times, and never with a secret', () => {
  const known = { id: 'c', name: 'n', created: 'a', modified: 'b', lastUsed: 'c', scope: ['a:b'] };
  expect(parseClient({ ...known, secret: 's', owner: 'o' }).fields).toEqual(known);
});

test('only printable ASCII is accepted as a secret', () => {
  expect(['!', '~', '!~aZ09'].map(isOpaque)).toEqual([true, true, true]);
  expect([' ', 'a b'].map(isOpaque)).toEqual([true, true]);
  expect(['', 'a\n', '\x7f', 'ü'].map(isOpaque)).toEqual([false, false, false, false]);
  expect([undefined, null, ''].map(secret => parseSecret({ secret }))).toEqual([undefined, undefined, undefined]);
  expect(() => parseSecret({ secret: 7 })).toThrow('a secret that is not plain text');
});

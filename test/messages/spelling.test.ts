import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, escapeHtml, firstOf, nearest, seconds, someIds, unescapeHtml, unquoted } from '../../src/text.ts';

test('durations are shown in seconds', () => {
  expect([0, 1, 2].map(number => count(number, 'client'))).toEqual(['0 clients', '1 client', '2 clients']);
  expect([0, 44, 50, 9949, 9950, 10_000, 10_499, 10_500, 120_000].map(seconds)).toEqual([
    '0 s',
    '0 s',
    '0.1 s',
    '9.9 s',
    '10 s',
    '10 s',
    '10 s',
    '11 s',
    '120 s',
  ]);
});

test('a long list is cut between items, and the rest is counted', () => {
  const items = ['a', 'b', 'c', 'd'];
  expect([5, 4, 3, 1].map(most => firstOf(items, most))).toEqual([
    'a, b, c, d',
    'a, b, c, d',
    'a, b, c, and 1 more',
    'a, and 3 more',
  ]);
  expect(firstOf(items, 2, '; ')).toBe('a; b; and 2 more');
  expect(someIds(Array.from({ length: 20 }, () => 'x'))).not.toContain('more');
  expect(someIds(Array.from({ length: 21 }, () => 'x'))).toMatch(/x, and 1 more$/);
});

test.each([
  ['scope', 'scope'],
  ['Scope_', 'scope'],
  ['"scope"', 'scope'],
  ['scopes', 'scope'],
  ['scpe', 'scope'],
  ['skope', 'scope'],
  ['socpe', 'scope'],
  ['cope', 'scope'],
  ['scopess', undefined],
  ['skoqe', undefined],
  ['socep', undefined],
  ['sc', undefined],
  ['grant_type', 'grant-types'],
  ['granttypes', 'grant-types'],
  ['', undefined],
])('%j is corrected to %j', (word, meant) => {
  expect(nearest(word, ['scope', 'grant-types', 'name-of-it'])).toBe(meant);
});

test.each([
  ['"a"', 'a'],
  ["'a'", 'a'],
  ['`a`', 'a'],
  ['"a\nb"', 'a\nb'],
  ['""', ''],
  ['"a', '"a'],
  ['a"', 'a"'],
  ['"a\'', '"a\''],
  ['“a”', '“a”'],
  ['"', '"'],
])('%j is %j without its quotes', (text, plain) => {
  expect(unquoted(text)).toBe(plain);
});

test.each([
  ['&amp;&lt;&gt;&quot;&apos;&equals;&sol;', '&<>"\'=/'],
  ['&AMP;&Lt;', '&<'],
  ['&#38;&#x26;&#X26;&#0000038;&#x000026;', '&&&&&'],
  ['&#1114111;&#x10ffff;', '\u{10ffff}\u{10ffff}'],
  ['&#1114112;&#x110000;', '&#1114112;&#x110000;'],
  ['&#00000038;&#x0000026;&#99999999999999999999;', '&&&#99999999999999999999;'],
  ['&nbsp;&a;&;&#;&#x;&amp', '&nbsp;&a;&;&#;&#x;&amp'],
  ['&amp;lt;', '&lt;'],
])('%j is unescaped to %j', (escaped, text) => {
  expect(unescapeHtml(escaped)).toBe(text);
});

const markup = fc
  .array(fc.oneof(fc.constantFrom('&', '<', '>', '"', "'", '\r', '\n', ';', '#', 'amp', 'lt;', '38'), fc.string()))
  .map(parts => parts.join(''));

test('an escaped text has no HTML, is one line, and can be unescaped', () => {
  expect(escapeHtml('a\nb\r\nc\rd')).toBe('a&#10;b&#10;c&#10;d');
  fc.assert(
    fc.property(markup, text => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"'\r\n]/);
      expect(unescapeHtml(escaped)).toBe(text.replaceAll(/\r\n?/g, '\n'));
    }),
  );
});

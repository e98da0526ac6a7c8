import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseList } from '../src/inputs/list.ts';

test.each([
  ['a b', ['a', 'b']],
  ['a,b', ['a', 'b']],
  ['a\nb', ['a', 'b']],
  ['a, b,\n  c\t d,', ['a', 'b', 'c', 'd']],
  ['["a", "b"]', ['a', 'b']],
  ['[a, b]', ['a', 'b']],
  ['["http://x/?a=1,2"]', ['http://x/?a=1,2']],
  ['- a\n- b', ['a', 'b']],
  ['- "a, b"\n-   c', ['a, b', 'c']],
  ['[]', []],
  ['[\n  "a",\n  "b",\n]', ['a', 'b']],
  ['[007, true, null]', ['007', 'true', 'null']],
])('%j is the list %j', async (text, items) => {
  expect(await parseList(text)).toEqual(items);
});

test.each(['[a', '[{a: b}]', '[[a]]', '- a\nb', ',', '[*a]', '[!x a]', '- a: b'])('%j is refused', async text => {
  await expect(parseList(text)).rejects.toThrow(/^(is not a|has no items)/);
});

const item = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const plainItem = fc.stringMatching(/^[A-Za-z0-9:/._~+-]{1,20}$/).filter(text => !/^[[-]/.test(text));
const separator = fc.constantFrom(' ', '\n', ',', ', ', ' \n ', ',\n', '\t');

test('any items, written as JSON, come back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item), async items => {
      expect(await parseList(JSON.stringify(items))).toEqual(items);
    }),
  );
});

test('any items, written as YAML lines, come back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1 }), async items => {
      expect(await parseList(items.map(each => `- ${JSON.stringify(each)}`).join('\n'))).toEqual(items);
    }),
  );
});

test('plain items with any separators between them come back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(plainItem, separator), { minLength: 1 }), async pairs => {
      expect(await parseList(pairs.flat().join('').trim())).toEqual(pairs.map(([text]) => text));
    }),
  );
});

test('any text is a list or an error that is about it, never anything else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.constantFrom('', '[', '- '), async (text, start) => {
      const result = await parseList(start + text).catch((error: unknown) => error);
      if (result instanceof Error) expect(result.message).toMatch(/^(is not a|has no items)/);
      else expect(Array.isArray(result)).toBe(true);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseList } from '../../src/inputs/list.ts';
import { anyText } from '../helpers/any-text.ts';

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
])('%j is read as the list %j', async (text, items) => {
  expect(await parseList(text)).toEqual(items);
});

test.each(['[a', '[{a: b}]', '[[a]]', '- a\nb', ',', '[*a]', '[!x a]', '- a: b'])(
  '%j is not accepted as a list',
  async text => {
    await expect(parseList(text)).rejects.toThrow(/^(is not a|has no items)/);
  },
);

test('any text of words, commas, line breaks and comments is read as YAML authors expect', async () => {
  const piece = fc.constantFrom('a:b', 'c', 'http://x#y', '#', '# d:e', ',', ' ', '\t', '\n', '\r\n', '\r', '\u00a0');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1 }), async pieces => {
      const text = pieces.join('').trim();
      const expected = asRead(text);
      const items = await parseList(text).catch(() => []);
      expect(items).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

/** Character by character: a comment begins at a # at the start of a line or after white space. */
function asRead(text: string): string[] {
  const items: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    let before = ' ';
    let item = '';
    for (const character of line) {
      if (character === '#' && before.trim() === '') break;
      if (character === ',' || character.trim() === '') {
        items.push(item);
        item = '';
      } else item += character;
      before = character;
    }
    items.push(item);
  }
  return items.filter(item => item !== '');
}

test('comments in YAML lists are not items, but in quotes they are text', async () => {
  const line = fc.record({
    item: fc.constantFrom('a:b', 'c#d', 'http://x#y', '"# e:f"', "'g # h'"),
    comment: fc.boolean(),
  });
  const noise = fc.constantFrom('', '# x:y', '  # - x:y');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(noise, line), { minLength: 1 }), async lines => {
      const items = lines.map(([, { item }]) => item.replaceAll(/^["']|["']$/g, ''));
      const ends = lines.map(([before, { item, comment }]) => [before, item, comment ? ' # x:y' : ''] as const);
      const block = ends.map(([before, item, after]) => `${before}\n- ${item}${after}`).join('\n');
      const flow = `[${ends.map(([before, item, after]) => `\n${before}\n ${item},${after}`).join('')}\n]`;
      expect(await parseList(block.trim())).toEqual(items);
      expect(await parseList(flow)).toEqual(items);
    }),
  );
});

const item = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const plainItem = fc.stringMatching(/^[A-Za-z0-9:/._~+-]{1,20}$/).filter(text => !/^[[-]/.test(text));
const separator = fc.constantFrom(' ', '\n', ',', ', ', ' \n ', ',\n', '\t');

test('any items written as JSON are read back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item), async items => {
      expect(await parseList(JSON.stringify(items))).toEqual(items);
    }),
  );
});

test('any items written as YAML lines are read back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1 }), async items => {
      expect(await parseList(items.map(each => `- ${JSON.stringify(each)}`).join('\n'))).toEqual(items);
    }),
  );
});

test('a list of lines joined by YAML is an error that suggests |, whatever its items', async () => {
  const quoted = fc.oneof(
    plainItem,
    item.map(text => JSON.stringify(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(quoted, { minLength: 2 }), async items => {
      fc.pre(!items.some(each => /#|[\r\n\u2028\u2029\u0085]/.test(each)));
      const joined = items.map(each => `- ${each}`).join(' ');
      await expect(parseList(joined)).rejects.toThrow('has its lines joined: write | instead of >');
    }),
  );
});

test('plain items with any separators between them are read back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(plainItem, separator), { minLength: 1 }), async pairs => {
      expect(await parseList(pairs.flat().join('').trim())).toEqual(pairs.map(([text]) => text));
    }),
  );
});

test('any text is either a list or an error about the list', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.constantFrom('', '[', '- '), async (text, start) => {
      const result = await parseList(start + text).catch((error: unknown) => error);
      if (result instanceof Error) expect(result.message).toMatch(/^(is not a|has no items|has its lines joined)/);
      else expect(Array.isArray(result)).toBe(true);
    }),
  );
});

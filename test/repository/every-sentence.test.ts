import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { isObject } from '../../src/json.ts';

const root = join(import.meta.dirname, '../..');

/** Two words, so that it is for people. */
const SENTENCE = /\p{L}{2,}[^\p{L}]*\s[^\p{L}]*\p{L}{2,}/u;
/** Types whose texts with two words are codes. */
const CODES = ['Reason', 'Attempt', 'Proof', 'Outcome'];
/** Of errors that would be mistakes of this program. */
const NOBODY_SEES = [
  'what has no problem is missing',
  'it is not YAML',
  'no authentication is handled here',
  'has no secret to verify.',
];

interface Texts {
  /** Parts of sentences: a template has several. */
  readonly parts: string[];
  readonly codes: string[];
}

function textsIn(tree: unknown, found: Texts, inCodes = false): void {
  if (Array.isArray(tree)) for (const each of tree) textsIn(each, found, inCodes);
  // String.raw is a pattern.
  if (!isObject(tree) || tree['type'] === 'ImportDeclaration' || tree['type'] === 'TaggedTemplateExpression') return;
  const { type, value, quasis, id } = tree;
  if (type === 'Literal' && typeof value === 'string') {
    if (inCodes) found.codes.push(value);
    else if (SENTENCE.test(value)) found.parts.push(value);
    return;
  }
  if (type === 'TemplateLiteral' && Array.isArray(quasis)) {
    const texts = quasis.map(({ value: { cooked } }) => String(cooked));
    if (SENTENCE.test(texts.join(' … '))) found.parts.push(...texts.filter(text => /\p{L}{3}/u.test(text)));
  }
  const isCodes = type === 'TSTypeAliasDeclaration' && isObject(id) && CODES.includes(String(id['name']));
  for (const [name, child] of Object.entries(tree)) {
    // What a table calls its rows.
    textsIn(child, found, inCodes || isCodes || (type === 'Property' && name === 'key'));
  }
}

function textOf(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => pattern.test(name))
    .map(name => readFileSync(join(root, folder, name), 'utf8'));
}

/** As it stands on one line, whatever quotes and line breaks the source has. */
const plain = (text: string) =>
  text
    .replaceAll(/['`]\s*\+\s*['`]/g, '')
    .replaceAll('\\', '')
    .replaceAll(/\s+/g, ' ');

test('each sentence that the actions can print stands in a test, so that a change of it is seen', () => {
  const yml = ['.', 'prune', 'unseal'].map(folder => readFileSync(join(root, folder, 'action.yml'), 'utf8'));
  const seen = plain([...textOf('test', /(?<!every-sentence)(\.test\.ts|\.snapshot\.md)$/), ...yml].join('\n'));
  const found: Texts = { parts: [], codes: [] };
  textsIn(
    textOf('src', /\.ts$/).map(source => parseAst(source, { lang: 'ts' })),
    found,
  );
  const sentences = found.parts.filter(text => !found.codes.includes(text)).map(text => plain(text).trim());
  expect(sentences.length).toBeGreaterThan(300);
  const unseen = sentences.filter(sentence => !seen.includes(sentence) && !NOBODY_SEES.includes(sentence));
  const advice =
    'No test has these words of src/. Let a test or one of the pages (test/*.snapshot.md) show them in full; ' +
    'NOBODY_SEES is for mistakes of this program alone.';
  expect(unseen, advice).toEqual([]);
});

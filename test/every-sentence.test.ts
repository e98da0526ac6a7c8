import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { isObject } from '../src/json.ts';

const root = join(import.meta.dirname, '..');

/** Two words, so that it is for people. */
const SENTENCE = /\p{L}{2,}[^\p{L}]* [^\p{L}]*\p{L}{2,}/u;

interface Texts {
  /** Strings, and the parts of templates. */
  readonly written: string[];
  /** What a type names: a code, which nobody reads. */
  readonly codes: string[];
}

function textsIn(tree: unknown, found: Texts = { written: [], codes: [] }, isCode = false): Texts {
  if (Array.isArray(tree)) for (const each of tree) textsIn(each, found, isCode);
  // String.raw is a pattern.
  if (!isObject(tree) || tree['type'] === 'ImportDeclaration' || tree['type'] === 'TaggedTemplateExpression')
    return found;
  const { type, value } = tree;
  const text = type === 'TemplateElement' && isObject(value) ? value['cooked'] : type === 'Literal' ? value : undefined;
  if (typeof text === 'string') (isCode ? found.codes : found.written).push(text);
  else for (const child of Object.values(tree)) textsIn(child, found, isCode || type === 'TSLiteralType');
  return found;
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

/** Of errors that would be mistakes of this program. */
const NOBODY_SEES = ['what has no problem is missing', 'it is not YAML', 'no authentication is handled here'];

test('each sentence that the actions can print stands in a test, so that a change of it is seen', () => {
  const yml = ['.', 'prune', 'unseal'].map(folder => readFileSync(join(root, folder, 'action.yml'), 'utf8'));
  const seen = plain([...textOf('test', /(?<!every-sentence\.test)\.(ts|md)$/), ...yml].join('\n'));
  const { written, codes } = textsIn(textOf('src', /\.ts$/).map(source => parseAst(source, { lang: 'ts' })));
  const sentences = written
    .filter(text => SENTENCE.test(text) && !codes.includes(text))
    .map(text => plain(text).trim());
  expect(sentences.length).toBeGreaterThan(250);
  const unseen = sentences.filter(sentence => !seen.includes(sentence) && !NOBODY_SEES.includes(sentence));
  const advice =
    'No test has these words of src/. Let a test or one of the pages (test/*.snapshot.md) show them in full; ' +
    'NOBODY_SEES is for mistakes of this program alone.';
  expect(unseen, advice).toEqual([]);
});

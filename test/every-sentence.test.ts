import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { isObject } from '../src/json.ts';

const root = join(import.meta.dirname, '..');

/** Two words, so that it is for people. */
const SENTENCE = /\p{L}{2,}[^\p{L}]* [^\p{L}]*\p{L}{2,}/u;

/** The texts in a syntax tree: strings, and the parts of templates. */
function textsIn(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(textsIn);
  if (!isObject(tree) || tree['type'] === 'ImportDeclaration') return [];
  const { type, value } = tree;
  if (type === 'Literal' && typeof value === 'string') return [value];
  if (type === 'TemplateElement' && isObject(value) && typeof value['cooked'] === 'string') return [value['cooked']];
  return Object.values(tree).flatMap(textsIn);
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
  const seen = plain([...textOf('test', /\.(ts|md)$/), ...yml].join('\n'));
  const sentences = textOf('src', /\.ts$/)
    .flatMap(source => textsIn(parseAst(source, { lang: 'ts' })))
    .map(text => plain(text).trim())
    .filter(text => SENTENCE.test(text));
  expect(sentences.length).toBeGreaterThan(250);
  expect(sentences.filter(sentence => !seen.includes(sentence))).toEqual([]);
});

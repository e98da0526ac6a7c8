/**
 * Fails when a sentence that the actions can print is in no test: a change of it would be seen by no one. It reads the
 * syntax trees of `src/` and searches the tests, the pages of messages and the action.yml files.
 *
 * node build/every-sentence.ts
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vitest/node';
import { isObject } from '../src/json.ts';

const root = join(import.meta.dirname, '..');

/** Two words, so that it is for people. */
const SENTENCE = /\p{L}{2,}[^\p{L}]*\s[^\p{L}]*\p{L}{2,}/u;
/** Types whose texts with two words are codes. */
const CODES = ['Reason', 'Attempt', 'Proof', 'Outcome'];
/** Of errors that would be mistakes of this program. */
const NEVER_SHOWN = ['it is not YAML', 'has no secret to verify.'];

interface Texts {
  /** Parts of sentences: a template has several. */
  readonly parts: string[];
  readonly codes: string[];
}

function collect(tree: unknown, found: Texts, inCodes = false): void {
  if (Array.isArray(tree)) for (const each of tree) collect(each, found, inCodes);
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
    // The key of a property names a row of a table.
    collect(child, found, inCodes || isCodes || (type === 'Property' && name === 'key'));
  }
}

/** As it is on one line, whatever quotes and line breaks the source has. */
function plain(text: string): string {
  return text
    .replaceAll(/['`]\s*\+\s*['`]/g, '')
    .replaceAll('\\', '')
    .replaceAll(/\s+/g, ' ');
}

/**
 * @param sources files of `src/`
 * @param tests what should show their sentences
 * @returns how many sentences there are, and those that no test has
 */
export function sentencesIn(
  sources: readonly string[],
  tests: readonly string[],
): { readonly count: number; readonly unseen: readonly string[] } {
  const found: Texts = { parts: [], codes: [] };
  for (const source of sources) collect(parseAst(source, { lang: 'ts' }), found);
  const seen = plain(tests.join('\n'));
  const sentences = found.parts.filter(text => !found.codes.includes(text)).map(text => plain(text).trim());
  const unseen = sentences.filter(sentence => !seen.includes(sentence) && !NEVER_SHOWN.includes(sentence));
  return { count: sentences.length, unseen };
}

/** There are more than that: with fewer, this program no longer finds them. */
const LEAST_SENTENCES = 300;

if (import.meta.main) {
  const filesIn = (folder: string, pattern: RegExp) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => pattern.test(name))
      .map(name => readFileSync(join(root, folder, name), 'utf8'));
  const actions = ['.', 'prune', 'unseal'].flatMap(folder => filesIn(folder, /^action\.yml$/));
  const tests = [...filesIn('test', /(?:\.test\.ts|\.snapshot\.md)$/), ...actions];
  const { count, unseen } = sentencesIn(filesIn('src', /\.ts$/), tests);
  for (const sentence of unseen) console.error(`In no test: ${JSON.stringify(sentence)}`);
  if (count <= LEAST_SENTENCES) {
    console.error(`Only ${count} sentences were found in src/.`);
    process.exitCode = 1;
  }
  if (unseen.length > 0) {
    console.error(
      'Let a test, or one of the pages test/*/*.snapshot.md, show these words of src/ in full. NEVER_SHOWN in ' +
        'build/every-sentence.ts is for mistakes of the program alone.',
    );
    process.exitCode = 1;
  }
}

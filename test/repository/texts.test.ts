import { expect, test } from 'vitest';
import { sentencesIn } from '../../build/every-sentence.ts';
import { habitsIn } from '../../build/habits.ts';

test('every-sentence finds the sentences of a source that no test has, across templates and joined texts', () => {
  const source = `
    type Reason = 'not a sentence';
    const seen = 'This one is tested.';
    const joined = 'This one is ' + 'in two parts.';
    const unseen = \`The client \${seen} was lost.\`;
    const key = { 'a key of two words': 'word' };
    const code: Reason = 'not a sentence';
  `;
  const tests = ["expect(x).toBe('This one is tested.')", "'This one is ' +\n  'in two parts.'"];
  const { count, unseen } = sentencesIn([source], tests);
  expect(count).toBe(5);
  expect(unseen).toEqual(['The client', 'was lost.']);
});

test.each([
  [
    'a document',
    'docs/x.md',
    'One line.\nNobody reads it.\n',
    ['docs/x.md:2: "Nobody": anyone who, no one, someone, or the passive'],
  ],
  [
    'a comment',
    'test/x.ts',
    '// It looks whether it is there.',
    ['test/x.ts:1: "is there": exists, does not exist', 'test/x.ts:1: "looks whether": check whether'],
  ],
  ['an identifier', 'src/x.ts', 'const answer = read();', ['src/x.ts:1: "answer": response, respond']],
])('habits finds the habits in %s', (_, file, text, found) => {
  expect(habitsIn(file, text)).toEqual(found);
});

test('habits spares the words in RIGHT, and parts of other words', () => {
  expect(habitsIn('build/habits.ts', 'Nobody asked for an answer.')).toEqual([]);
  expect(habitsIn('src/x.ts', 'const unasked = theAnswers;')).toEqual([]);
});

test('habits finds "green" only in documents for users', () => {
  const text = 'The step is green.';
  for (const file of ['README.md', 'docs/recipes.md', 'prune/action.yml', 'examples/cli.yml']) {
    expect(habitsIn(file, text)).toEqual([`${file}:1: "green": succeeds, fails`]);
  }
  for (const file of ['CONTRIBUTING.md', 'src/main.ts', 'test/busy.ts']) expect(habitsIn(file, text)).toEqual([]);
});

import { expect, test } from 'vitest';
import { sentencesIn } from '../../build/every-sentence.ts';

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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_ANNOTATION, toAnnotations } from '../../src/runner/annotations.ts';

const line = (length: number) => 'x'.repeat(length);

test('the runner cuts at 4,096 characters, and its line has a prefix', () => {
  expect(LONGEST_ANNOTATION).toBe(4000);
});

test('a message of exactly the maximum length is one annotation', () => {
  expect(toAnnotations(line(LONGEST_ANNOTATION))).toEqual({ annotations: [line(LONGEST_ANNOTATION)], rest: '' });
  const both = `${line(LONGEST_ANNOTATION - 3)}\nab`;
  expect(toAnnotations(both)).toEqual({ annotations: [both], rest: '' });
});

test.each(['\n', ' '])('a longer message is cut at the last %j that fits, or else anywhere', separator => {
  const first = line(LONGEST_ANNOTATION);
  expect(toAnnotations(`${first}${separator}id`).annotations).toEqual([first, 'id']);
  expect(toAnnotations(`a ${first}`).annotations).toEqual(['a', first]);
  expect(toAnnotations(`${first}id`).annotations).toEqual([first, 'id']);
});

test('after two annotations the rest of a message goes to the log, because the runner keeps few', () => {
  const lines = Array.from({ length: 7 }, (_, index) => `${index}${line(LONGEST_ANNOTATION - 1)}`);
  const rest = lines.slice(2).join('\n');
  expect(toAnnotations(lines.join('\n'))).toEqual({ annotations: lines.slice(0, 2), rest });
});

test('no part of a message is lost, and no part is too long', () => {
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^\w{1,40}$/) },
    fc.integer({ min: 0, max: 9000 }).map(line),
  );
  const separator = fc.constantFrom(' ', '\n', '\n\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, separator), { maxLength: 40 }), pairs => {
      const message = pairs.flat().join('');
      const { annotations, rest } = toAnnotations(message);
      expect([...annotations, rest].join('').replaceAll(/\s/g, '')).toBe(message.replaceAll(/\s/g, ''));
      expect(annotations.filter(({ length }) => length > LONGEST_ANNOTATION)).toEqual([]);
      expect(annotations.length).toBeLessThanOrEqual(2);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_ANNOTATION, toAnnotations } from '../src/runner/annotations.ts';

const line = (length: number) => 'x'.repeat(length);

test('the runner cuts at 4,096 characters, and its line has a prefix', () => {
  expect(LONGEST_ANNOTATION).toBe(4000);
});

test('a message that fits is one annotation, to the character', () => {
  expect(toAnnotations(line(LONGEST_ANNOTATION))).toEqual({ annotations: [line(LONGEST_ANNOTATION)], rest: [] });
  const both = `${line(LONGEST_ANNOTATION - 3)}\nab`;
  expect(toAnnotations(both)).toEqual({ annotations: [both], rest: [] });
});

test('one that does not is cut at the end of a line', () => {
  const first = line(LONGEST_ANNOTATION - 2);
  expect(toAnnotations(`${first}\nab`).annotations).toEqual([first, 'ab']);
});

test('a line that is too long is cut behind the last space that fits, else anywhere', () => {
  const fits = `${line(LONGEST_ANNOTATION - 1)} `;
  expect(toAnnotations(`${fits}id`).annotations).toEqual([fits, 'id']);
  const full = line(LONGEST_ANNOTATION);
  expect(toAnnotations(`a ${full}`).annotations).toEqual(['a ', full]);
  expect(toAnnotations(`${full}id`).annotations).toEqual([full, 'id']);
  expect(toAnnotations(` ${full}`).annotations).toEqual([` ${full.slice(1)}`, 'x']);
});

test('the runner keeps few annotations: after five the lines are for the log', () => {
  const lines = Array.from({ length: 7 }, (_, index) => `${index}${line(LONGEST_ANNOTATION - 1)}`);
  expect(toAnnotations(lines.join('\n'))).toEqual({ annotations: lines.slice(0, 5), rest: lines.slice(5) });
});

test('nothing is lost, and nothing is too long', () => {
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^\w{1,40}$/) },
    fc.integer({ min: 0, max: 9000 }).map(line),
  );
  const separator = fc.constantFrom(' ', '\n', '\n\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, separator), { maxLength: 40 }), pairs => {
      const message = pairs.flat().join('');
      const { annotations, rest } = toAnnotations(message);
      const all = [...annotations, ...rest];
      expect(all.join('').replaceAll('\n', '')).toBe(message.replaceAll('\n', ''));
      expect(all.filter(({ length }) => length > LONGEST_ANNOTATION)).toEqual([]);
      expect(annotations.length).toBeLessThanOrEqual(5);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { WrongInputs } from '../../src/inputs/inputs.ts';
import { FIELDS } from '../../src/tenant/fields.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';

/** The request that would be sent, or undefined when the inputs are refused. */
async function requestOf(
  inputs: Record<string, string>,
  more: Record<string, string> = {},
): Promise<Record<string, unknown> | undefined> {
  try {
    const env = environmentOf({ 'dry-run': 'true', ...inputs }, more);
    const { request } = await readCreateSettings(env, memoryReport());
    return { ...request };
  } catch (error) {
    if (error instanceof WrongInputs) return undefined;
    throw error;
  }
}

/** A text without its comments, in upper case, with doubled quotes as YAML reads them. */
function written(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map(line => line.split(/(?:^|\s)#/)[0]);
  return lines.join('\n').replaceAll("''", "'").toUpperCase();
}

const word = fc.constantFrom(
  'sp:scopes:all',
  'a:b',
  'http://x/y',
  'AUTHORIZATION_CODE',
  'Client_Credentials',
  'PUBLIC',
);
const glue = fc.constantFrom(
  '#',
  ' #',
  '\n#',
  '# ',
  ' ',
  '\n',
  '\r\n',
  ',',
  ', ',
  '- ',
  '\n- ',
  '[',
  ']',
  '"',
  "'",
  ':',
);
const other = fc.constantFrom(
  'true',
  'False',
  '7',
  '-1',
  '007',
  '0x10',
  'ONLINE',
  '*',
  '|',
  ';',
  '\u200b',
  '\u00a0',
  '{',
  '&a',
);
const text = fc.array(fc.oneof(word, glue, glue, other), { minLength: 1, maxLength: 8 }).map(pieces => pieces.join(''));
/** Valid more often than by chance, so that the rest of the text matters. */
const list = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', ', ', ' # ', '\n# ', '#', '\n- ')), { maxLength: 4 });
const value = fc.oneof(
  text,
  list.map(pairs => pairs.flat().join('')),
  list.map(pairs => `- ${pairs.flat().join('')}`),
);
const inputs = fc.dictionary(fc.constantFrom(...FIELDS.map(({ input }) => input)), value, { maxKeys: 3 });

test('no text in any input makes the program send something that its author did not write', async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(inputs, async given => {
      const named = { name: 'x', ...given };
      const request = await requestOf(named);
      if (request === undefined) return;
      sent++;
      for (const { name, input, ...field } of FIELDS) {
        const source = (named as Record<string, string>)[input]?.trim() ?? '';
        const items = [request[name] ?? []].flat();
        if (source === '') {
          if (name !== 'description') expect(request[name]).toEqual('default' in field ? field.default : undefined);
        } else if (Array.isArray(request[name])) {
          for (const item of items) expect(written(source)).toContain(String(item).toUpperCase());
        } else {
          expect(String(request[name]).toUpperCase()).toBe(source.toUpperCase());
        }
      }
    }),
    { numRuns: 3000 },
  );
  expect(sent).toBeGreaterThan(100);
});

const USUAL = [
  'DATE',
  'BASE',
  'TIME',
  'CODE',
  'TENANTS',
  'TENANT_NAME',
  'NAMES',
  'TYPES',
  'ID',
  'REF',
  'ENV',
  'MODE',
  'USER',
];

test('variables of the job that begin with INPUT_ never change the request, and common ones never make it fail', async () => {
  const given = { name: 'x', scope: 'a:b' };
  const expected = await requestOf(given);
  const name = fc.oneof(fc.constantFrom(...USUAL), fc.stringMatching(/^[A-Z_]{1,12}$/));
  await fc.assert(
    fc.asyncProperty(name, fc.oneof(text, fc.string()), async (variable, content) => {
      const isInput = FIELDS.some(({ input }) => input.toUpperCase() === variable);
      fc.pre(!isInput && !/^(EPHEMERAL|VERIFY|SUMMARY|TENANT)$/.test(variable));
      const request = await requestOf(given, { [`INPUT_${variable}`]: content });
      if (request !== undefined || USUAL.includes(variable)) expect(request).toEqual(expected);
    }),
  );
});

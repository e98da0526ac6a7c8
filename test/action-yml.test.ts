import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { CONNECTION_INPUTS, CREATE_INPUTS, type InputRows, PRUNE_INPUTS, UNSEAL_INPUTS } from '../src/inputs/rows.ts';
import { FIELDS } from '../src/tenant/fields.ts';
import { connectionTo, scenario } from './helpers/scenario.ts';

interface ActionYml {
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { using: string; main: string; post: string };
}

const action = load(readFileSync('action.yml', 'utf8')) as ActionYml;
const prune = load(readFileSync('prune/action.yml', 'utf8')) as ActionYml;
const unseal = load(readFileSync('unseal/action.yml', 'utf8')) as ActionYml;
const readme = readFileSync('README.md', 'utf8');

/** The rows of the README's table under a heading: name in code font, then text. */
function readmeTable(heading: string): Map<string, string> {
  const section = readme.split(`\n### ${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  return new Map([...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name = '', text = '']) => [name, text]));
}

test('every field of the request is an input with its description, and none has a default in action.yml', () => {
  for (const { input, description } of FIELDS) {
    expect(action.inputs[input], input).toEqual({ description });
  }
});

const DECLARED: readonly [string, ActionYml, InputRows][] = [
  ['create', action, { ...CONNECTION_INPUTS, ...CREATE_INPUTS }],
  ['prune', prune, { ...CONNECTION_INPUTS, ...PRUNE_INPUTS }],
  ['unseal', unseal, UNSEAL_INPUTS],
];

test.each(DECLARED)('%s declares its other inputs as their rows do, and no more', (_, { inputs }, rows) => {
  const fields = new Set<string>(FIELDS.map(({ input }) => input));
  const isField = (name: string) => inputs === action.inputs && fields.has(name);
  expect(
    Object.keys(inputs)
      .filter(name => !isField(name))
      .toSorted(),
  ).toEqual(Object.keys(rows).toSorted());
  for (const [name, { description, expression }] of Object.entries(rows)) {
    expect(inputs[name], name).toMatchObject({ description });
    expect(inputs[name]?.default, name).toBe(expression);
  }
});

test('unseal has the outputs of create but for created and sealed, and the README lists its inputs', () => {
  const { created: _created, sealed: _sealed, ...outputs } = action.outputs;
  expect(Object.keys(unseal.outputs).toSorted()).toEqual(Object.keys(outputs).toSorted());
  expect([...readmeTable('Inputs of unseal').keys()].toSorted()).toEqual(Object.keys(unseal.inputs).toSorted());
});

const CONNECTION = ['tenant', 'base-url', 'api-version', 'pat-client-id', 'pat-client-secret', 'access-token'];

test('prune signs in with the same inputs, and the README lists the others and the outputs', () => {
  for (const input of CONNECTION) expect(prune.inputs[input]).toEqual(action.inputs[input]);
  const own = Object.keys(prune.inputs).filter(input => !CONNECTION.includes(input));
  expect([...readmeTable('Inputs of prune').keys()].toSorted()).toEqual(own.toSorted());
  expect([...readmeTable('Outputs of prune').keys()].toSorted()).toEqual(Object.keys(prune.outputs).toSorted());
});

test('the README lists each input and each output of action.yml, and no others', () => {
  expect([...readmeTable('Inputs').keys()].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  expect([...readmeTable('Outputs').keys()].toSorted()).toEqual(Object.keys(action.outputs).toSorted());
});

test('the README says the default of each field', () => {
  for (const field of FIELDS) {
    if (!('default' in field)) continue;
    expect(readmeTable('Inputs').get(field.input), field.input).toContain(`\`${[field.default].flat().join(' ')}\``);
  }
});

test('a step sets every output that action.yml promises, and no other', async () => {
  await using s = await scenario();
  const { main } = await s.create();

  expect(Object.keys(main.outputs).toSorted()).toEqual(Object.keys(action.outputs).toSorted());
});

test('prune sets every output that it promises, and no other', async () => {
  await using s = await scenario();
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'x' }, { action: 'prune' });

  expect(Object.keys(main.outputs).toSorted()).toEqual(Object.keys(prune.outputs).toSorted());
});

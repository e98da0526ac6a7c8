import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCreateSettings, readJobStatus } from '../../src/inputs/create-inputs.ts';
import { readPruneSettings } from '../../src/inputs/prune-inputs.ts';
import {
  CONNECTION_INPUTS,
  CREATE_INPUTS,
  type InputRows,
  PRUNE_INPUTS,
  UNSEAL_INPUTS,
} from '../../src/inputs/rows.ts';
import { readUnsealSettings } from '../../src/inputs/unseal-inputs.ts';
import { FIELDS } from '../../src/tenant/fields.ts';
import { PRODUCT } from '../../src/version.ts';
import { readActionYml, readmeTable } from '../helpers/action-yml.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { connectionTo, scenario } from '../helpers/scenario.ts';

const FIELD_INPUTS: InputRows = Object.fromEntries(
  FIELDS.map(field => [field.input, { kind: 'text', ...('default' in field && { default: [field.default].join() }) }]),
);

interface Action {
  readonly folder: string;
  readonly rows: InputRows;
  /** Whether action.yml marks an input of it as required. */
  readonly requires: readonly string[];
  /** Headings of the README's tables. */
  readonly inputs: string;
  readonly outputs: string;
  /** Reads every input of the action. */
  readonly read: (env: NodeJS.ProcessEnv) => Promise<unknown>;
}

const ACTIONS: readonly Action[] = [
  {
    folder: '.',
    rows: { ...CONNECTION_INPUTS, ...FIELD_INPUTS, ...CREATE_INPUTS },
    requires: [],
    inputs: 'Inputs',
    outputs: 'Outputs',
    read: async env => [await readCreateSettings(env, memoryReport()), readJobStatus(env)],
  },
  {
    folder: 'prune',
    rows: { ...CONNECTION_INPUTS, ...PRUNE_INPUTS },
    requires: [],
    inputs: 'Inputs of prune',
    outputs: 'Outputs of prune',
    read: env => readPruneSettings(env, memoryReport()),
  },
  {
    folder: 'unseal',
    rows: UNSEAL_INPUTS,
    requires: ['sealed', 'seal-key'],
    inputs: 'Inputs of unseal',
    outputs: '',
    read: async env => readUnsealSettings(env, memoryReport()),
  },
];

const names = (object: object) => Object.keys(object).toSorted();

test.each(ACTIONS)('$folder/action.yml declares each input of the code with its default, and no other', action => {
  const { inputs } = readActionYml(action.folder);
  expect(names(inputs)).toEqual(names(action.rows));
  for (const [name, row] of Object.entries(action.rows)) {
    const { description = '', default: expression, required } = inputs[name] ?? {};
    const isRequired = action.requires.includes(name);
    expect([expression, required ?? false], name).toEqual([row.expression, isRequired]);
    expect(description, name).toMatch(/\.$/);
    if (row.kind === 'integer') expect(row.default, name).toBeTypeOf('number');
    if (row.default !== undefined) expect(description, name).toMatch(new RegExp(` Default: ${row.default}\\.$`));
  }
});

test.each(ACTIONS)('the README explains each input and output of $folder, and no others', action => {
  const { inputs, outputs } = readActionYml(action.folder);
  const explained = [...readmeTable(action.inputs).keys()];
  // The README explains them once, for create.
  const connection = action.rows['tenant'] && action.folder !== '.' ? Object.keys(CONNECTION_INPUTS) : [];
  const internal = Object.keys(inputs).filter(name => inputs[name]?.description.startsWith('Internal;'));
  expect([...explained, ...connection, ...internal].toSorted()).toEqual(names(inputs));
  if (action.outputs !== '') expect([...readmeTable(action.outputs).keys()].toSorted()).toEqual(names(outputs));
});

test.each(ACTIONS)('the code reads each input that $folder/action.yml declares, and no other', async action => {
  const folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  try {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const read = new Set<string>();
    const given: NodeJS.ProcessEnv = { GITHUB_OUTPUT: file, GITHUB_STATE: file, GITHUB_WORKSPACE: folder };
    const env = new Proxy(given, {
      get: (target, variable) => {
        const name = /^INPUT_(.*)$/.exec(String(variable))?.[1]?.toLowerCase();
        if (name !== undefined) read.add(name);
        return target[String(variable)];
      },
    });
    // Whether it succeeds does not matter: all inputs are read before the first problem is reported.
    await action.read(env).catch(() => undefined);
    if (action.folder === '.') readJobStatus(env);
    expect([...read].toSorted()).toEqual(names(readActionYml(action.folder).inputs));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(ACTIONS)('the README states the default of each input of $folder', ({ rows, inputs }) => {
  for (const [name, text] of readmeTable(inputs)) {
    const said = /^<br>default `([^`]*)`/.exec(text)?.[1];
    const { default: value } = rows[name] ?? {};
    // The tenant's own default, and those that depend on another input.
    if (value === undefined) expect([undefined, 'sp:scopes:all', 'beta', 'true'], name).toContain(said);
    else expect(said, name).toBe(String(value));
  }
});

test.each(ACTIONS)('src/index.ts exports the program that $folder/action.yml starts', async ({ folder }) => {
  const { main, post } = readActionYml(folder).runs;
  const programs: object = await import('../../src/index.ts');
  for (const file of [main, ...(post === undefined ? [] : [post])]) {
    expect(Object.keys(programs), file).toContain(/([a-z]+)\.js$/.exec(file)?.[1]);
  }
});

test('the inputs and outputs that prune and unseal share with create are described in the same words', () => {
  const create = readActionYml('.');
  const prune = readActionYml('prune');
  const unseal = readActionYml('unseal');
  for (const input of Object.keys(CONNECTION_INPUTS)) expect(prune.inputs[input]).toEqual(create.inputs[input]);
  const own = ['created', 'changed', 'plan', 'sealed', 'access-token', 'access-token-expires-at'];
  expect(names(unseal.outputs)).toEqual(names(create.outputs).filter(name => !own.includes(name)));
});

test('a step sets every output that action.yml promises, and no other', async () => {
  await using s = await scenario();
  const { main } = await s.create();
  expect(names(main.outputs)).toEqual(names(readActionYml('.').outputs));
  const pruned = await s.step(
    { ...connectionTo(s.tenant), 'client-id': main.outputs['client-id'] ?? '' },
    { action: 'prune' },
  );
  expect(names(pruned.main.outputs)).toEqual(names(readActionYml('prune').outputs));
});

test('the user agent names the version of package.json', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(PRODUCT).toBe(`${name}/${version}`);
});

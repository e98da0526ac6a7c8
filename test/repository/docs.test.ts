import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { load } from 'js-yaml';
import { expect, test, vi } from 'vitest';
import { withExamples } from '../../build/examples.ts';
import { pictures } from '../../demo/pictures.ts';
import type { Row } from '../../src/tenant/fields.ts';
import { readActionYml } from '../helpers/action-yml.ts';
import { EXAMPLES, PAGES, readExample, yamlIn } from '../helpers/documents.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const OURS = /^org\/idn-oauth-client(?:\/(\w+))?@v1$/;

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly id?: string;
  readonly with?: Record<string, string | boolean | number>;
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Record<string, { readonly steps: readonly Step[]; readonly outputs?: Record<string, string> }>;
}

const readWorkflow = (name: string) => load(readExample(name)) as Workflow;
const workflows = EXAMPLES.map(name => [name, readWorkflow(name)] as const);
const read = (page: string) => readFileSync(page, 'utf8').replaceAll('\r\n', '\n');
const blocks = PAGES.flatMap(page => yamlIn(page));
/** The steps in the pages that are not part of an example. */
const loneSteps = blocks.filter(text => text.startsWith('- uses:')).flatMap(text => load(text) as Step[]);
const stepsOf = ([, { jobs }]: (typeof workflows)[number]) => Object.values(jobs).flatMap(({ steps }) => steps);

/** The value that replaces an expression. */
function evaluate(value: string | boolean | number): string {
  return String(value)
    .replaceAll(/\$\{\{ secrets\.SEAL_KEY \}\}/g, 'ab'.repeat(32))
    .replaceAll(/\$\{\{ github\.repository \}\}/g, 'octo-org/octo-repo')
    .replaceAll(/\$\{\{ github\.repository_owner \}\}/g, 'octo-org')
    .replaceAll(/\$\{\{ github\.run_id \}\}/g, '77')
    .replaceAll(/\$\{\{ matrix\.tenant \}\}/g, 'acme')
    .replaceAll(/\$\{\{ needs\.look\.outputs\.unused \}\}/g, '["0123456789abcdef0123456789abcdef"]')
    .replaceAll(/\$\{\{ (?:secrets|vars)\.\w+ \}\}/g, 'a-secret-of-the-recipe');
}

test('each example is a complete workflow, and a page shows or names it', () => {
  for (const [name, workflow] of workflows) {
    expect(Object.keys(workflow), name).toEqual(expect.arrayContaining(['name', 'on', 'permissions', 'jobs']));
    expect(read('docs/recipes.md') + read('README.md')).toContain(`examples/${name}.yml`);
  }
});

test('the pages show the examples as they are, and no other workflow', () => {
  for (const page of PAGES) expect(withExamples(read(page)), 'npm run examples').toBe(read(page));
  const shown = blocks.filter(text => /^jobs:/m.test(text));
  const examples = EXAMPLES.map(readExample);
  for (const text of shown) expect(examples).toContain(text);
});

test('each step of the documents passes the checks of the action, as a dry run', { timeout: 300_000 }, async () => {
  const all = [...loneSteps, ...workflows.flatMap(stepsOf)];
  const ours = all.filter(({ uses = '' }) => OURS.test(uses));
  expect(ours.length).toBeGreaterThanOrEqual(25);
  await Promise.all(
    ours.map(async ({ uses = '', with: given = {} }, index) => {
      const isFirst = ours.findIndex(each => each.uses === uses) === index;
      await using s = await (isFirst ? scenario : inThisProcess)();
      for (const name of ['client.yml', 'application.yml']) {
        await copyFile(join('examples', 'body-files', name), join(s.job.workspace, name));
      }
      s.tenant.addClient({ id: '0123456789abcdef0123456789abcdef' });
      const folder = OURS.exec(uses)?.[1] ?? '.';
      const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, evaluate(value)]));
      if (folder === 'unseal') {
        expect(Object.keys(readActionYml(folder).inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
        return;
      }
      // The tenant of the recipe does not exist; everything else is as in the example.
      const { tenant: _tenant, ...rest } = inputs;
      const { clientId, clientSecret } = s.tenant.pat;
      const credentials =
        'pat-client-id' in rest ? { 'pat-client-id': clientId, 'pat-client-secret': clientSecret } : {};
      const { main } = await s.step(
        { ...rest, ...credentials, 'base-url': s.tenant.origin, 'dry-run': 'true' },
        { action: folder },
      );
      expect(main.failed, main.log).toBe(false);
      // A plan warns that its client does not exist yet.
      expect(main.annotations.filter(({ message }) => !message.includes('no client has this name'))).toEqual([]);
    }),
  );
});

test('the documents use outputs that exist', () => {
  for (const [name, { jobs }] of workflows) {
    for (const { steps: own, outputs = {} } of Object.values(jobs)) {
      for (const { id, uses = '' } of own) {
        if (id === undefined || !OURS.test(uses)) continue;
        const names = Object.keys(readActionYml(OURS.exec(uses)?.[1] ?? '.').outputs);
        const used = [
          ...JSON.stringify([own, outputs]).matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g')),
        ];
        expect(used.length, `${name}: ${id}`).toBeGreaterThan(0);
        for (const [, output] of used) expect(names).toContain(output);
      }
    }
  }
});

test('the examples that store credentials create the client in the same way, each with its own name', () => {
  const stores = workflows.filter(([name]) => name.startsWith('store-'));
  expect(stores.length).toBeGreaterThanOrEqual(6);
  const creates = stores.flatMap(stepsOf).filter(({ uses = '' }) => OURS.test(uses));
  const names = creates.map(step => step.with?.['name']);
  expect(new Set(names).size).toBe(stores.length);
  for (const step of creates) {
    expect({ ...step, with: { ...step.with, name: '' } }).toEqual({
      ...creates[0],
      with: { ...creates[0]?.with, name: '' },
    });
  }
});

test("the README's scopes match SailPoint's descriptions, including whether they work without a user", () => {
  const rows = [
    ...read('README.md').matchAll(
      /^\| .*<br>`([A-Z]+ \/[^`]*)` \| `([^`]+)`<br>(works without a user|\*\*needs a user\*\*) \|$/gm,
    ),
  ];
  const { operations } = JSON.parse(read('test/operations.json'));
  expect(rows.map(([, name]) => name).toSorted()).toEqual(Object.keys(operations).toSorted());
  for (const [, name = '', scope, alone] of rows) {
    const { userAuth, applicationAuth } = operations[name];
    expect(userAuth, name).toContain(scope);
    expect(applicationAuth !== undefined, name).toBe(alone === 'works without a user');
    if (applicationAuth !== undefined) expect(applicationAuth, name).toContain(scope);
  }
});

test('each text of the troubleshooting tables is one that the actions print', () => {
  const printed = ['messages/messages', 'messages/stories', 'messages/explanations', 'inputs/wrong-inputs'].map(page =>
    read(`test/${page}.snapshot.md`),
  );
  const texts = ['README.md', 'docs/troubleshooting.md'].flatMap(page =>
    read(page)
      .split('| The log says |')
      .slice(1)
      .flatMap(table => [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(.+?)` \| /gm)].map(([, text = '']) => text)),
  );
  expect(texts.length).toBeGreaterThan(30);
  for (const text of texts) expect(printed.join('\n')).toContain(text.replaceAll('\\|', '|'));
});

test('each link leads to an existing file and heading', () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-');
  for (const page of PAGES) {
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : posix.join(posix.dirname(page), path);
      expect(existsSync(file), `${page}: ${target}`).toBe(true);
      if (anchor === undefined) continue;
      const headings = [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading));
      expect(headings, `${page}: ${target}`).toContain(anchor);
    }
  }
});

test('each file that architecture.md names exists', () => {
  const text = read('docs/architecture.md');
  const files = [...readdirSync('src', { recursive: true }), ...readdirSync('test', { recursive: true })].map(String);
  const names = [...text.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => name);
  const isNamed = (name: string) =>
    [...files, ''].some(file => [file, `test/${file}`].some(each => posix.join('/', each).endsWith(`/${name}`)));
  const sources = names.filter(name => /\.(ts|json)$/.test(name) && !name.includes('NAME'));
  const [, invariants = ''] = /## Invariants and the tests(.*?)\n## /s.exec(text) ?? [];
  const tests = invariants.split('\n').flatMap(row => [...(row.split('|')[2] ?? '').matchAll(/`([a-z/-]+[a-z])`/g)]);
  expect(sources.length).toBeGreaterThan(50);
  expect(tests.length).toBeGreaterThan(25);
  expect(sources.filter(name => !isNamed(name) && !existsSync(name))).toEqual([]);
  expect(tests.map(([, name]) => `${name}.test.ts`).filter(name => !isNamed(name))).toEqual([]);
});

// Masked, it would be *** in logs, and the runner would drop each output in which it occurs.
test('the client ID of the token is a variable in all documents, and its secret is a secret', () => {
  const texts = [...PAGES.map(read), ...EXAMPLES.map(readExample)].join('\n');
  const given = [...texts.matchAll(/(?:pat-client-id|SAIL_CLIENT_ID): (\S.*)/g)].map(([, value = '']) => value);
  expect(given.length).toBeGreaterThan(20);
  expect(given.filter(value => value.includes('secrets.'))).toEqual([]);
  const secrets = [...texts.matchAll(/pat-client-secret: (\S.*)/g)].map(([, value = '']) => value);
  expect(secrets.filter(value => !value.includes('secrets.'))).toEqual([]);
});

test('each command that verifies a release says which workflow has signed it, for which tag', () => {
  const text = [...PAGES.map(read), read('build/release-notes.ts')].join('\n').replaceAll(/\\+\n/g, '');
  const commands = [...text.matchAll(/^ *gh attestation verify .*$/gm)].map(([command]) => command);
  expect(commands.length).toBeGreaterThanOrEqual(2);
  for (const command of commands) {
    expect(command).toMatch(/--signer-workflow \S+\/\.github\/workflows\/release\.yml/);
    expect(command).toMatch(/--source-ref refs\/tags\/(?:v\d|\$)/);
  }
});

test('the versions to pin are two tags, a commit and a tag with a workflow lockfile', () => {
  const [, table = ''] = read('README.md').split(/^\| `uses: \S+@…` \| .*\n\| --- \| --- \|\n/m);
  const rows = table.split('\n\n')[0]?.split('\n') ?? [];
  expect(rows.map(row => row.split('|')[1]?.trim().split(/,|\]/)[0])).toEqual([
    '`v1`',
    '`v1.0.0`',
    '`<commit>`',
    '`v1`',
  ]);
  expect(rows[3]).toContain('workflow lockfile');
});

test('each fact has a source and the date of the last check', () => {
  const rows = read('docs/facts.md')
    .split('\n')
    .filter(line => /^\| (?!Statement|---)/.test(line));
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) expect(row).toMatch(/\]\(https:\/\/[^)]+\).* \| 20\d\d-\d\d-\d\d \|$/);
});

test('with a new row in FIELDS, the new input is read, checked and sent', async () => {
  const { readCreateSettings, FIELDS } = await withField({
    ...{ name: 'newField', input: 'new-field', kind: 'boolean' },
    ...{ required: false, nullable: false, patchable: true },
  });
  const file = join(process.cwd(), 'package.json');
  const readField = (value: string) =>
    readCreateSettings(
      {
        ...{ INPUT_NAME: 'x', 'INPUT_DRY-RUN': 'true', 'INPUT_NEW-FIELD': value },
        ...{ GITHUB_OUTPUT: file, GITHUB_STATE: file },
      },
      memoryReport(),
    );
  expect(FIELDS.at(-1)?.name).toBe('newField');
  expect((await readField('true')).request).toMatchObject({ newField: true });
  await expect(readField('maybe')).rejects.toThrow('new-field: must be true or false, not "maybe"');
});

/** The modules with an additional row in FIELDS. */
async function withField(row: Row) {
  vi.resetModules();
  vi.doMock('../../src/tenant/fields.ts', async importOriginal => {
    const fields = await importOriginal<typeof import('../../src/tenant/fields.ts')>();
    const rows: readonly Row[] = [...fields.FIELDS, row];
    return { ...fields, FIELDS: rows, inputOf: (name: string) => rows.find(each => each.name === name)?.input };
  });
  try {
    const { readCreateSettings } = await import('../../src/inputs/create-inputs.ts');
    const { FIELDS }: { FIELDS: readonly Row[] } = await import('../../src/tenant/fields.ts');
    return { readCreateSettings, FIELDS };
  } finally {
    vi.doUnmock('../../src/tenant/fields.ts');
    // The other files of this process import them again, without the row.
    vi.resetModules();
  }
}

test("the README's pictures match what the action prints now", async () => {
  for (const [name, svg] of await pictures()) {
    expect(read(join('docs', 'pictures', name)), 'npm run pictures').toBe(svg);
    expect(read('README.md')).toContain(`docs/pictures/${name}`);
  }
});

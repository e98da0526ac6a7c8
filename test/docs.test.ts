import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { pictures } from '../demo/pictures.ts';
import { readCreateSettings } from '../src/inputs/create-inputs.ts';
import { FIELDS } from '../src/tenant/fields.ts';
import { readActionYml } from './helpers/action-yml.ts';
import { PAGES, workflowsIn, yamlIn } from './helpers/documents.ts';
import { memoryReport } from './helpers/in-process.ts';
import { scenario } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';

const OURS = /^org\/idn-oauth-client(?:\/(\w+))?@v1$/;

interface Step {
  readonly uses?: string;
  readonly id?: string;
  readonly with?: Record<string, string | boolean | number>;
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Record<string, { readonly steps: readonly Step[]; readonly outputs?: Record<string, string> }>;
}

const blocks = PAGES.flatMap(yamlIn);
const workflows = PAGES.flatMap(workflowsIn);
/** The steps of the documents that stand alone. */
const steps = blocks.filter(text => text.startsWith('- uses:')).flatMap(text => load(text) as Step[]);
/** In the order in which the pages have them. */
const bodyFiles = blocks.filter(text => text.includes('grantTypes:'));

/** What the runner would put in the place of an expression. */
function evaluate(value: string | boolean | number): string {
  return String(value)
    .replaceAll(/\$\{\{ secrets\.SEAL_KEY \}\}/g, 'ab'.repeat(32))
    .replaceAll(/\$\{\{ github\.repository \}\}/g, 'octo-org/octo-repo')
    .replaceAll(/\$\{\{ matrix\.tenant \}\}/g, 'acme')
    .replaceAll(/\$\{\{ needs\.create\.outputs\.client-id \}\}/g, '0123456789abcdef0123456789abcdef')
    .replaceAll(/\$\{\{ needs\.look\.outputs\.unused \}\}/g, '["0123456789abcdef0123456789abcdef"]')
    .replaceAll(/\$\{\{ secrets\.\w+ \}\}/g, 'a-secret-of-the-recipe');
}

test('there is a recipe for everything, as a complete workflow', () => {
  expect(workflows.length).toBeGreaterThanOrEqual(14);
  for (const text of workflows) {
    const workflow = load(text) as Workflow;
    expect(Object.keys(workflow), text).toEqual(expect.arrayContaining(['name', 'on', 'permissions', 'jobs']));
  }
});

test('each step of the documents passes the checks of the action, as a dry run', { timeout: 300_000 }, async () => {
  const all = [
    ...steps,
    ...workflows.flatMap(text => Object.values((load(text) as Workflow).jobs).flatMap(job => job.steps)),
  ];
  const ours = all.filter(({ uses = '' }) => OURS.test(uses));
  expect(ours.length).toBeGreaterThanOrEqual(16);
  await Promise.all(
    ours.map(async ({ uses = '', with: given = {} }, index) => {
      const isFirst = ours.findIndex(each => each.uses === uses) === index;
      await using s = await (isFirst ? scenario : inThisProcess)();
      for (const [index, name] of ['client.yml', 'application.yml'].entries()) {
        await writeFile(join(s.job.workspace, name), bodyFiles[index] ?? '');
      }
      s.tenant.addClient({ id: '0123456789abcdef0123456789abcdef' });
      const folder = OURS.exec(uses)?.[1] ?? '.';
      const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, evaluate(value)]));
      if (folder === 'unseal') {
        expect(Object.keys(readActionYml(folder).inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
        return;
      }
      // The tenant of the recipe is not there; everything but the tenant is as it stands.
      const { tenant: _tenant, ...rest } = inputs;
      const { clientId, clientSecret } = s.tenant.pat;
      const credentials =
        'pat-client-id' in rest ? { 'pat-client-id': clientId, 'pat-client-secret': clientSecret } : {};
      const { main } = await s.step(
        { ...rest, ...credentials, 'base-url': s.tenant.origin, 'dry-run': 'true' },
        { action: folder },
      );
      expect(main.failed, main.log).toBe(false);
      // The tenant of the test has no client of the name.
      expect(main.annotations.filter(({ message }) => !message.includes('no client has this name'))).toEqual([]);
    }),
  );
});

test('the documents use outputs that exist', () => {
  for (const text of workflows) {
    for (const [job, { steps: own, outputs = {} }] of Object.entries((load(text) as Workflow).jobs)) {
      for (const { id, uses = '' } of own) {
        if (id === undefined || !OURS.test(uses)) continue;
        const names = Object.keys(readActionYml(OURS.exec(uses)?.[1] ?? '.').outputs);
        const used = [
          ...JSON.stringify([own, outputs]).matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g')),
        ];
        expect(used.length, `${job}: ${id}`).toBeGreaterThan(0);
        for (const [, name] of used) expect(names).toContain(name);
      }
    }
  }
});

test('each text of the troubleshooting tables is one that the actions print', () => {
  const printed = ['messages', 'stories', 'explanations', 'wrong-inputs']
    .map(page => readFileSync(`test/${page}.snapshot.md`, 'utf8'))
    .join('\n');
  const texts = ['README.md', 'docs/troubleshooting.md'].flatMap(page =>
    readFileSync(page, 'utf8')
      .split('| The log says |')
      .slice(1)
      .flatMap(table => [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(.+?)` \| /gm)].map(([, text = '']) => text)),
  );
  expect(texts.length).toBeGreaterThan(30);
  for (const text of texts) expect(printed).toContain(text);
});

test('each link leads to a page and a heading that exist', () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-');
  for (const page of PAGES) {
    const text = readFileSync(page, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : posix.join(posix.dirname(page), path);
      const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading));
      if (anchor !== undefined) expect(headings, `${page}: ${target}`).toContain(anchor);
    }
  }
});

test('a field is one row: with a new one, its input is read, checked and sent', async () => {
  const rows: unknown[] = FIELDS as unknown as unknown[];
  rows.push({
    name: 'newField',
    input: 'new-field',
    kind: 'boolean',
    required: false,
    nullable: false,
    description: 'A field that the vendor has added.',
  });
  const folder = process.cwd();
  const read = (value: string) =>
    readCreateSettings(
      {
        INPUT_NAME: 'x',
        'INPUT_DRY-RUN': 'true',
        'INPUT_NEW-FIELD': value,
        GITHUB_OUTPUT: join(folder, 'package.json'),
        GITHUB_STATE: join(folder, 'package.json'),
      },
      memoryReport(),
    );
  try {
    expect((await read('true')).request).toMatchObject({ newField: true });
    await expect(read('maybe')).rejects.toThrow('new-field: must be true or false, not "maybe"');
  } finally {
    rows.pop();
  }
});

test("the README's pictures show what the action says now", async () => {
  for (const [name, svg] of await pictures()) {
    const drawn = readFileSync(join('docs', 'pictures', name), 'utf8').replaceAll('\r\n', '\n');
    expect(drawn, 'npm run pictures').toBe(svg);
    expect(readFileSync('README.md', 'utf8')).toContain(`docs/pictures/${name}`);
  }
});

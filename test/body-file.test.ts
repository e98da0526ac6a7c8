import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { refusal } from './helpers/in-process.ts';
import { REFERENCE_REQUEST } from './helpers/reference.ts';
import { connectionTo, errorsOf, type Steps, scenario } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';

async function withFile(
  content: string | Buffer,
  inputs: Record<string, string> = {},
  start: () => Promise<Steps> = inThisProcess,
) {
  const s = await start();
  await writeFile(join(s.job.workspace, 'client.yml'), content);
  const { main } = await s.step({ ...connectionTo(s.tenant), 'body-file': 'client.yml', ...inputs });
  const sent: unknown = JSON.parse(s.tenant.requests.find(({ operation }) => operation === 'create')?.body ?? 'null');
  await s[Symbol.asyncDispose]();
  return { main, sent, requests: s.tenant.requests };
}

const YAML = `
# what CI may do
name: "Demo"
scope: [a:b]
businessName: null
accessTokenValiditySeconds: 600
`;

test.each([
  ['JSON', JSON.stringify(REFERENCE_REQUEST)],
  [
    'YAML',
    Object.entries(REFERENCE_REQUEST)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
      .join('\r\n'),
  ],
])('the reference example arrives from %s', async (_, content) => {
  const { main, sent } = await withFile(content);
  expect(main.failed, main.log).toBe(false);
  expect(sent).toEqual(REFERENCE_REQUEST);
});

test.each(['..client.yml', '..folder/client.yml', './..client.yml'])('%s lies inside the workspace', async path => {
  await using s = await inThisProcess();
  const file = join(s.job.workspace, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, YAML);
  const { main } = await s.step({ ...connectionTo(s.tenant), 'body-file': path });
  expect(main.failed, main.log).toBe(false);
});

test('inputs override, defaults fill, an explicit null stays', async () => {
  const { sent } = await withFile(YAML, { scope: 'c:d', name: 'From the input' }, scenario);
  expect(sent).toEqual({
    name: 'From the input',
    scope: ['c:d'],
    businessName: null,
    accessTokenValiditySeconds: 600,
    description: expect.stringContaining('Created by GitHub Actions'),
    grantTypes: ['CLIENT_CREDENTIALS'],
    accessType: 'OFFLINE',
    enabled: true,
  });
});

test('an input stands in for a wrong value in the file', async () => {
  const { main } = await withFile('name: x\nscope: [a:b]\nenabled: maybe', { enabled: 'true' });
  expect(main.failed, main.log).toBe(false);
});

const CANARY = 'CANARY-content-of-the-file';
const HOSTILE: readonly [string, string | Buffer, RegExp][] = [
  [
    'aliases that explode',
    `a: &a [${CANARY}]\nb: &b [*a,*a]\nname: [*b,*b]`,
    /body-file: "client.yml" cannot be read as YAML/,
  ],
  [
    'a tag',
    `name: !!js/function ${CANARY}`,
    /body-file: "client.yml" cannot be read as YAML or JSON: unknown scalar tag \(line 1/,
  ],
  ['a tag of its own', `name: !${CANARY} x`, /body-file: "client.yml" cannot be read/],
  ['an anchor that is not there', `name: *${CANARY}`, /body-file: "client.yml" cannot be read/],
  ['__proto__', `__proto__: { name: ${CANARY} }\nname: x`, /"__proto__" \(body-file\): is no field/],
  ['two documents', `name: ${CANARY}\n---\nname: b`, /body-file: "client.yml" cannot be read/],
  [
    'a key given twice',
    `name: a\nname: ${CANARY}`,
    /body-file: "client.yml" cannot be read as YAML or JSON: duplicated mapping key/,
  ],
  ['text', CANARY, /body-file: "client.yml" must be a mapping/],
  ['a list', `- ${CANARY}`, /body-file: "client.yml" must be a mapping/],
  ['an empty file', '', /body-file: "client.yml" cannot be read/],
  ['deep nesting', `name: ${'['.repeat(5000)}`, /body-file: "client.yml" cannot be read/],
  ['a broken document', `name: "${CANARY}`, /body-file: "client.yml" cannot be read/],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), /body-file: /],
  [
    'values of other types',
    `name: 7\nenabled: "${CANARY}"\nscope: ${CANARY}\ngrantTypes: [1]`,
    /enabled \(body-file\): must be true or false, not this string/,
  ],
  ['null where none may be', 'name: x\nenabled: null', /enabled \(body-file\): must not be null/],
];

test.each(HOSTILE)('%s: a clear error that shows nothing of it', async (_, content, problem) => {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  await writeFile(join(folder, 'client.yml'), content);
  const given = {
    'base-url': 'https://acme.api.identitynow.com',
    'access-token': 'a-token',
    'body-file': 'client.yml',
  };
  const { message, shown } = await refusal(given, { GITHUB_WORKSPACE: folder });
  await rm(folder, { recursive: true });
  expect(message).toMatch(problem);
  expect(shown).not.toContain('CANARY');
});

test('the step that reads one of these is red, sends nothing and shows nothing of it', async () => {
  const { main, requests } = await withFile(`name: "${CANARY}`, {}, scenario);
  expect(main.failed).toBe(true);
  expect(requests).toEqual([]);
  expect(main.stdout + main.stderr).not.toContain('CANARY');
});

test('an unknown key names the nearest known one: a mistyped scopes would grant everything', async () => {
  const { main, requests } = await withFile('name: x\nscopes: [a:b]\nbusiness_name: y\nzebra: z');
  expect(errorsOf(main)).toMatch(/"scopes" \(body-file\): is no field of the request; did you mean scope\?/);
  expect(errorsOf(main)).toMatch(/"business_name" \(body-file\): .*did you mean businessName\?/);
  expect(errorsOf(main)).toMatch(/"zebra" \(body-file\): .*the fields are businessName, homepageUrl/);
  expect(requests).toEqual([]);
});

const PLACES: readonly [string, string, (s: Steps) => Promise<unknown>, RegExp][] = [
  ['a file that is not there', 'none.yml', async () => {}, /does not exist/],
  ['a directory', 'folder', s => mkdir(join(s.job.workspace, 'folder')), /is not a file/],
  [
    'a path outside the workspace',
    '../outside.yml',
    s => writeFile(join(s.job.folder, 'outside.yml'), YAML),
    /lies outside the workspace/,
  ],
  ['an absolute path', '/etc/hostname', async () => {}, /lies outside|does not exist/],
  [
    'a link to the outside',
    'link.yml',
    s => symlink('/etc/hostname', join(s.job.workspace, 'link.yml')),
    /lies outside the workspace/,
  ],
  [
    'a file of gigabytes',
    'huge.yml',
    async s => {
      await writeFile(join(s.job.workspace, 'huge.yml'), YAML);
      await truncate(join(s.job.workspace, 'huge.yml'), 4 * 1024 ** 3);
    },
    /is larger than 65536 bytes/,
  ],
  [
    'a pipe that nobody writes to',
    'pipe.yml',
    async s => execFileSync('mkfifo', [join(s.job.workspace, 'pipe.yml')]),
    /is not a file/,
  ],
];

test.each(PLACES)('%s is refused', async (_, path, prepare, problem) => {
  // A pipe would keep the process.
  await using s = await (path === 'pipe.yml' ? scenario : inThisProcess)();
  await prepare(s);
  const { main } = await s.step({ ...connectionTo(s.tenant), 'body-file': path });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toMatch(problem);
  expect(errorsOf(main)).toMatch(/- body-file: /);
  expect(s.tenant.requests).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { promises } from 'node:fs';
import { mkdir, mkdtemp, readlink, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBodyFile } from '../../src/inputs/body-file.ts';
import { REFERENCE_REQUEST } from '../helpers/reference.ts';
import { refusal } from '../helpers/refusal.ts';
import { connectionTo, errorsOf, type Steps, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import response from '../tenant/openapi/reference-response.json' with { type: 'json' };

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
])('the request of the reference is sent from %s', async (_, content) => {
  const { main, sent } = await withFile(content);
  expect(main.failed, main.log).toBe(false);
  expect(sent).toEqual(REFERENCE_REQUEST);
});

test.each(['..client.yml', '..folder/client.yml', './..client.yml'])('%s is inside the workspace', async path => {
  await using s = await inThisProcess();
  const file = join(s.job.workspace, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, YAML);
  const { main } = await s.step({ ...connectionTo(s.tenant), 'body-file': path });
  expect(main.failed, main.log).toBe(false);
});

test('inputs override the file, defaults fill it in, and an explicit null is kept', async () => {
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

test('a body file may be in the folder for temporary files, where an earlier step created it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'));
  const [workspace, temporary] = [join(folder, 'workspace'), join(folder, 'temporary')];
  for (const each of [workspace, temporary]) await mkdir(each);
  for (const each of [folder, temporary]) await writeFile(join(each, 'client.yml'), YAML);
  await symlink(join(folder, 'client.yml'), join(temporary, 'link.yml'));
  const read = (path: string, RUNNER_TEMP = temporary) =>
    readBodyFile(path, { GITHUB_WORKSPACE: workspace, RUNNER_TEMP }, 60_000);
  for (const path of [join(temporary, 'client.yml'), '../temporary/client.yml']) {
    expect(await read(path)).toMatchObject({ name: 'Demo' });
  }
  const outside = 'is outside the workspace and the folder for temporary files';
  await expect(read('../client.yml')).rejects.toThrow(outside);
  await expect(read(join(temporary, 'link.yml'))).rejects.toThrow(outside);
  for (const other of [join(folder, 'gone'), '']) {
    await expect(read('../temporary/client.yml', other)).rejects.toThrow(outside);
  }
  await rm(folder, { recursive: true });
});

/** Changes the handles of files in a folder, so that they behave as some file systems do. */
const fileSystems = new Map<string, (handle: promises.FileHandle) => void>();
const { open } = promises;
beforeAll(() => {
  promises.open = async (path, ...rest) => {
    const handle = await open(path, ...rest);
    fileSystems.get(dirname(String(path)))?.(handle);
    return handle;
  };
});
afterAll(() => {
  promises.open = open;
});

/** Long enough for a busy machine. */
const TIMEOUT = 60_000;

async function readFrom(
  fileSystem: (handle: promises.FileHandle) => void,
  text: string,
  timeout = TIMEOUT,
): Promise<object> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'workspace-')));
  fileSystems.set(folder, fileSystem);
  await writeFile(join(folder, 'client.yml'), text);
  const env = { GITHUB_WORKSPACE: folder };
  return readBodyFile('client.yml', env, timeout).finally(() => rm(folder, { recursive: true }));
}

test('a file that is never returned is an error after timeout-seconds', async () => {
  const hanging: promises.FileHandle[] = [];
  const never = (handle: promises.FileHandle) => {
    Object.assign(handle, { readFile: () => new Promise(() => {}) });
    hanging.push(handle);
  };
  await expect(readFrom(never, YAML, 100)).rejects.toThrow('could not be read within 0.1 s');
  for (const handle of hanging) await handle.close();
});

test.each(['2147483647', 'soon'])('a body file is read although timeout-seconds is %s', async seconds => {
  const { main } = await withFile(`${YAML}enabled: maybe`, { 'timeout-seconds': seconds });
  expect(errorsOf(main)).toContain('- enabled (body-file): must be true or false');
  expect(errorsOf(main)).not.toContain('could not be read');
});

test('$schema is allowed and is not sent', async () => {
  const { main, sent } = await withFile(`# yaml-language-server: x\n$schema: https://x.example/schema.json\n${YAML}`);
  expect(main.failed, main.log).toBe(false);
  expect(sent).toMatchObject({ name: 'Demo', scope: ['a:b'] });
  expect(sent).not.toHaveProperty('$schema');
});

test('a response of the API as a body file is one problem, which says what to remove', async () => {
  const { main, requests } = await withFile(JSON.stringify({ lastUsed: null, metadata: {}, ...response }));
  expect(errorsOf(main)).toBe(
    '1 problem in the inputs; nothing was sent:\n' +
      '- body-file: is a client as the API returns it; remove these keys: lastUsed, metadata, id, secret, created, modified',
  );
  expect(requests).toEqual([]);
  const { main: mixed } = await withFile('id: 7\nname: x\nscopes: [a:b]\n');
  expect(errorsOf(mixed)).toMatch(
    /^2 problems .*; remove these keys: id\n- "scopes" \(body-file\): .* did you mean scope\?$/s,
  );
});

test.each(['scope: null', 'scope:', 'scope:\n  # - idn:accounts:read\n  # - idn:sources:read\n'])(
  '%j is an error: it would grant every right',
  async scope => {
    const { main, requests } = await withFile(`name: x\n${scope}`);
    expect(errorsOf(main)).toMatch(/- scope \(body-file\): is null .*: write sp:scopes:all if that is meant$/);
    expect(requests).toEqual([]);
    const over = await withFile(`name: x\n${scope}`, { scope: 'a:b' });
    expect(over.sent).toMatchObject({ scope: ['a:b'] });
  },
);

test('of an unknown key, forty characters are shown', async () => {
  const { main } = await withFile(`name: x\n${'some words '.repeat(9)}: 1\n`);
  expect(errorsOf(main)).toContain('- "some words some words some words some wo…" (body-file): is not a field');
});

test('an input replaces a wrong value in the file', async () => {
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
  ['a custom tag', `name: !${CANARY} x`, /body-file: "client.yml" cannot be read/],
  ['an anchor that does not exist', `name: *${CANARY}`, /body-file: "client.yml" cannot be read/],
  ['__proto__', `__proto__: { name: ${CANARY} }\nname: x`, /"__proto__" \(body-file\): is not a field/],
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
  ['25 levels', `name: ${'['.repeat(25)}x${']'.repeat(25)}`, /body-file: "client.yml" cannot be read as YAML/],
  ['a broken document', `name: "${CANARY}`, /body-file: "client.yml" cannot be read/],
  ['bytes that are not text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), /body-file: /],
  [
    'values of the wrong types',
    `name: 7\nenabled: "${CANARY}"\nscope: ${CANARY}\ngrantTypes: [1]`,
    /enabled \(body-file\): must be true or false, not this string/,
  ],
  [
    'a number for a text',
    'name: 7\nscope: [1]\nhomepageUrl: true',
    /^- homepageUrl .*not this boolean: put it in quotes\n- name .*not this number: put it in quotes\n- scope .*this number: put it/m,
  ],
  ['null where none may be', 'name: x\nenabled: null', /enabled \(body-file\): must not be null/],
];

test.each(HOSTILE)('%s is a clear error that shows none of the content', async (_, content, problem) => {
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

test('a step with a broken body file fails, sends nothing and shows none of its content', async () => {
  const { main, requests } = await withFile(`name: "${CANARY}`, {}, scenario);
  expect(main.failed).toBe(true);
  expect(requests).toEqual([]);
  expect(main.stdout + main.stderr).not.toContain('CANARY');
});

test('an unknown key names the nearest known one: a mistyped scopes would grant everything', async () => {
  const { main, requests } = await withFile('name: x\nscopes: [a:b]\nbusiness_name: y\nzebra: z');
  expect(errorsOf(main)).toMatch(/"scopes" \(body-file\): is not a field of the request; did you mean scope\?/);
  expect(errorsOf(main)).toMatch(/"business_name" \(body-file\): .*did you mean businessName\?/);
  expect(errorsOf(main)).toMatch(/"zebra" \(body-file\): .*the fields are businessName, homepageUrl/);
  expect(requests).toEqual([]);
});

const PLACES: readonly [string, string, (s: Steps) => Promise<unknown>, RegExp][] = [
  ['a file that does not exist', 'none.yml', async () => {}, /does not exist/],
  ['a directory', 'folder', s => mkdir(join(s.job.workspace, 'folder')), /is not a file/],
  [
    'a path outside the workspace',
    '../outside.yml',
    s => writeFile(join(s.job.folder, 'outside.yml'), YAML),
    /is outside the workspace/,
  ],
  ['an absolute path', '/etc/hostname', async () => {}, /is outside|does not exist/],
  [
    'a link to the outside',
    'link.yml',
    s => symlink('/etc/hostname', join(s.job.workspace, 'link.yml')),
    /is outside the workspace/,
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
    'a pipe without a writer',
    'pipe.yml',
    async s => execFileSync('mkfifo', [join(s.job.workspace, 'pipe.yml')]),
    /is not a file/,
  ],
];

test.each(PLACES)('%s is refused', async (_, path, prepare, problem) => {
  // A pipe would keep the process running.
  await using s = await (path === 'pipe.yml' ? scenario : inThisProcess)();
  await prepare(s);
  const { main } = await s.step({ ...connectionTo(s.tenant), 'body-file': path });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toMatch(problem);
  expect(errorsOf(main)).toMatch(/- body-file: /);
  expect(s.tenant.requests).toEqual([]);
});

test.runIf(process.platform === 'linux')('a body file is closed again', async () => {
  const opened: number[] = [];
  const text = await readFrom(handle => void opened.push(handle.fd), YAML);
  expect(text).toMatchObject({ name: 'Demo' });
  const paths = await Promise.all(opened.map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => 'closed')));
  expect(paths).toHaveLength(1);
  expect(paths.join()).not.toContain('client.yml');
});

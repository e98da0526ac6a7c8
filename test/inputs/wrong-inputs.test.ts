import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { WrongInputs } from '../../src/inputs/inputs.ts';
import { CONNECTION_INPUTS, CREATE_INPUTS } from '../../src/inputs/rows.ts';
import { FIELDS } from '../../src/tenant/fields.ts';
import { anyText } from '../helpers/any-text.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { connectionTo, errorsOf, filled, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { together } from '../helpers/together.ts';
import { findLeaks } from '../runner/leaks.ts';

/** What is given along with a valid connection and name, and how each problem begins. */
const CASES: readonly [given: Record<string, string>, ...problems: string[]][] = [
  [{ name: '' }, 'name: is missing'],
  [{ 'access-token-validity-seconds': '1e3' }, 'access-token-validity-seconds: must be a whole number'],
  [{ 'access-token-validity-seconds': '0x10' }, 'access-token-validity-seconds: must be a whole number'],
  [{ 'access-token-validity-seconds': '1.5' }, 'access-token-validity-seconds: must be a whole number'],
  [{ 'access-token-validity-seconds': '2147483648' }, 'access-token-validity-seconds: must be a whole number'],
  [{ 'access-token-validity-seconds': '0' }, 'access-token-validity-seconds: must be a whole number'],
  [{ 'access-token-validity-seconds': '-1' }, 'access-token-validity-seconds: must be a whole number'],
  [{ 'refresh-token-validity-seconds': '750s' }, 'refresh-token-validity-seconds: must be a whole number'],
  [{ 'refresh-token-validity-seconds': '1_000' }, 'refresh-token-validity-seconds: must be a whole number'],
  [{ 'refresh-token-validity-seconds': '٣' }, 'refresh-token-validity-seconds: must be a whole number'],
  [{ 'timeout-seconds': '2m' }, 'timeout-seconds: must be a whole number'],
  [{ 'timeout-seconds': '0' }, 'timeout-seconds: must be a whole number'],
  [{ enabled: 'yes' }, 'enabled: must be true or false, not "yes"'],
  [{ internal: '1' }, 'internal: must be true or false, not "1"'],
  [{ 'strong-auth-supported': 'on' }, 'strong-auth-supported: must be true or false'],
  [{ 'claims-supported': 'tRUE' }, 'claims-supported: must be true or false'],
  [{ summary: 'no' }, 'summary: must be true or false'],
  [{ ephemeral: 'y' }, 'ephemeral: must be true or false'],
  [{ 'grant-types': 'PASSWORD' }, 'grant-types: "PASSWORD" is not one of CLIENT_CREDENTIALS'],
  [{ 'grant-types': 'CLIENT_CREDENTIAL' }, 'grant-types: "CLIENT_CREDENTIAL" is not one of'],
  [{ 'grant-types': '[CLIENT_CREDENTIALS' }, 'grant-types: is not a YAML or JSON list'],
  [{ 'grant-types': '[{a: b}]' }, 'grant-types: is not a plain list'],
  [{ 'grant-types': 'AUTHORIZATION_CODE' }, 'redirect-uris: is missing: AUTHORIZATION_CODE needs at least one'],
  [{ 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': '[]' }, 'redirect-uris: AUTHORIZATION_CODE needs at least'],
  [{ 'access-type': 'OFF' }, 'access-type: "OFF" is not one of ONLINE, OFFLINE'],
  [{ type: 'SECRET' }, 'type: "SECRET" is not one of CONFIDENTIAL, PUBLIC'],
  [{ 'homepage-url': '/home' }, 'homepage-url: "/home" is not an absolute URI'],
  [{ 'homepage-url': 'example.com' }, 'homepage-url: "example.com" is not an absolute URI'],
  [{ 'homepage-url': 'http://a b' }, 'homepage-url: "http://a b" is not an absolute URI'],
  [{ 'homepage-url': 'https://' }, 'homepage-url: "https://" has no host'],
  [{ 'homepage-url': 'https:/example.com' }, 'homepage-url: "https:/example.com" has no host'],
  [{ 'homepage-url': 'http://x/%zz' }, 'homepage-url: "http://x/%zz" is not an absolute URI'],
  [{ 'redirect-uris': 'callback' }, 'redirect-uris: "callback" is not an absolute URI'],
  [{ 'redirect-uris': 'localhost:3000/cb' }, 'redirect-uris: "localhost:3000/cb" has no scheme'],
  [{ 'redirect-uris': 'https://x/cb#top' }, 'redirect-uris: "https://x/cb#top" has a fragment'],
  [{ 'redirect-uris': 'https://x/é' }, 'redirect-uris: "https://x/é" is not an absolute URI'],
  [{ 'redirect-uris': ' , ' }, 'redirect-uris: has no items'],
  [{ scope: 'a"b' }, 'scope: "a\\"b" is not a scope'],
  [{ scope: 'sp:ümlaut' }, 'scope: "sp:ümlaut" is not a scope'],
  [{ scope: '["a b"]' }, 'scope: "a b" is not a scope'],
  [{ 'api-version': 'v4' }, 'api-version: "v4" is not one of beta, v3'],
  [{ tenant: 'acme' }, 'base-url: is given along with tenant'],
  [{ tenant: 'acme/beta', 'base-url': '' }, 'tenant: "acme/beta" is not a tenant name'],
  [{ tenant: 'acme.identitynow.com', 'base-url': '' }, 'tenant: "acme.identitynow.com" is not a tenant name'],
  [{ tenant: '-acme', 'base-url': '' }, 'tenant: "-acme" is not a tenant name'],
  [{ 'base-url': '' }, 'tenant: is missing'],
  [{ 'base-url': 'http://127.0.0.1.evil.example' }, 'base-url: "http://127.0.0.1.evil.example" is not https'],
  [{ 'base-url': 'http://acme.api.identitynow.com' }, 'base-url: "http://acme.api.identitynow.com" is not https'],
  [{ 'base-url': 'http://localhost.evil.example' }, 'base-url: "http://localhost.evil.example" is not https'],
  [{ 'base-url': 'https://user:hunter2-secret@x.example' }, 'base-url: has user information'],
  [{ 'base-url': 'https://@x.example' }, 'base-url: has user information'],
  [{ 'base-url': 'https://x.example?tok=hunter2-secret' }, 'base-url: has a query or a fragment'],
  [{ 'base-url': 'https://x.example#' }, 'base-url: has a query or a fragment'],
  [{ 'base-url': 'https://x.example/api' }, 'base-url: "https://x.example/api" has the path'],
  [{ 'base-url': 'https://x.example/oauth-clients' }, 'base-url: "https://x.example/oauth-clients" has the path'],
  [
    { 'base-url': 'https://x.example/v3', 'api-version': 'beta' },
    'api-version: is beta, but the path of base-url says v3',
  ],
  [{ 'base-url': 'ftp://x.example' }, 'base-url: is not a URL'],
  [{ 'base-url': 'acme.api.identitynow.com' }, 'base-url: has no scheme'],
  [{ 'base-url': 'x.example' }, 'base-url: has no scheme; write https://x.example'],
  [{ 'base-url': 'https:\\\\x.example' }, 'base-url: is not a URL'],
  [{ 'base-url': 'https://x.example:99999' }, 'base-url: is not a URL'],
  [{ 'pat-client-id': '' }, 'pat-client-id: is missing: pat-client-secret is given without it'],
  [{ 'pat-client-secret': '' }, 'pat-client-secret: is missing: pat-client-id is given without it'],
  [{ 'pat-client-id': '', 'pat-client-secret': '' }, 'pat-client-id: is missing: set pat-client-id'],
  [{ 'pat-client-secret': 'hunter2\u00a0secret' }, 'pat-client-secret: has a character that no credential has'],
  [{ 'access-token': 'hunter2-secret' }, 'access-token: is given along with pat-client-id'],
  [
    { 'access-token': 'hunter2-secret\nx: y', 'pat-client-id': '', 'pat-client-secret': '' },
    'access-token: has a character that no bearer token has',
  ],
  [
    { name: ' ', enabled: 'no', 'grant-types': 'X Y', 'base-url': 'nowhere', 'homepage-url': 'home', scope: '"' },
    'name: is missing',
    'enabled: must be true',
    'grant-types: "X" is not one of',
    'base-url: is not a URL',
    'homepage-url: "home" is not',
    'scope: "\\"" is not a scope',
  ],
];

const SECRETS = ['hunter2-secret', 'hunter2\u00a0secret', 'hunter2'];

const GROUPS = together(CASES, ([given]) => given).map(cases => ({
  given: Object.assign({}, ...cases.map(([each]) => each)) as Record<string, string>,
  problems: cases.flatMap(([, ...own]) => own),
}));

test.each(GROUPS)('each problem of $given is reported', async ({ given, problems }) => {
  await using s = await (given === GROUPS[0]?.given ? scenario : inThisProcess)();
  const { main } = await s.create(given);

  expect(main.failed).toBe(true);
  expect(s.tenant.requests).toEqual([]);
  expect(s.tenant.connections).toBe(0);
  expect([main.outputs, main.state]).toEqual([{}, {}]);
  const lines = errorsOf(main).split('\n- ');
  expect(lines[0]).toBe(
    `${problems.length} problem${problems.length === 1 ? '' : 's'} in the inputs; nothing was sent:`,
  );
  expect(lines.slice(1).toSorted()).toEqual(problems.toSorted().map(problem => expect.stringContaining(problem)));
  for (const problem of problems) expect(lines.some(line => line.startsWith(problem))).toBe(true);
  expect(main.stdout + main.stderr).not.toMatch(/\n\s+at /);
  for (const secret of SECRETS) expect(main.log).not.toContain(secret);
});

/** A proxy, for a tenant that is not on this machine. */
const proxied = (url: string) => ({
  inputs: { 'base-url': 'https://tenant.example' },
  env: { https_proxy: url },
});
const NO_ID = { 'pat-client-id': '', 'pat-client-secret': '' };
const body = (text: string) => ({ file: text, inputs: { 'body-file': 'client.yml', name: '', scope: '' } });

/** Other things that can be wrong with the inputs of an action. */
interface Wrong {
  readonly action?: 'prune' | 'unseal';
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Content of client.yml in the workspace. */
  readonly file?: string;
}

const MORE: readonly Wrong[] = [
  { inputs: { verify: 'true', 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': 'https://x.example/cb' } },
  { inputs: { 'if-exists': 'overwrite' } },
  { inputs: { 'if-exists': 'skip', ephemeral: 'true' } },
  { inputs: { 'seal-key': 'short' } },
  { inputs: { scope: 'a:b,\u200bc:d' } },
  { inputs: { scope: '- a:b\n*c:d' } },
  { inputs: { scope: 'a:b;c:d' } },
  { inputs: { scope: 'a:(b)' } },
  { inputs: { scope: ['a"1', 'a"2', 'a"3', 'a"4', 'a"5'].join(' ') } },
  { inputs: { 'grant-types': '- A\n- {b: c' } },
  { inputs: { description: '[ephemeral of someone' } },
  { inputs: { 'body-file': '..' } },
  { inputs: { 'body-file': '.' } },
  body('[]'),
  body('name: x\n\nenabled: {'),
  body('name: x\nname: y'),
  body(`name: ${'x'.repeat(65_536)}`),
  body('{ name: 1, homepageUrl: 1, grantTypes: CLIENT_CREDENTIALS, scope: [1], redirectUris: { a: b } }'),
  body('{ name: null, enabled: null, accessTokenValiditySeconds: 1.5, type: [PUBLIC], internal: [] }'),
  body('{ name: " ", a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }'),
  { ...body('name: null'), inputs: { 'body-file': 'client.yml', name: '', 'if-exists': 'skip' } },
  { env: { GITHUB_EVENT_NAME: 'pull_request' }, inputs: NO_ID },
  { env: { GITHUB_EVENT_NAME: 'pull_request_target' }, inputs: NO_ID },
  { env: { INPUT_EPHEMERALS: 'true' } },
  { env: { INPUT_PAT_CLIENT_ID: 'id' }, inputs: { 'pat-client-id': '' } },
  { inputs: { tenant: 'acme, globex', 'base-url': '' } },
  { inputs: { tenant: 'acme.api.example', 'base-url': '' } },
  { inputs: { tenant: '"acme"', 'base-url': '' } },
  { inputs: { 'base-url': 'localhost:4010' } },
  { inputs: { scope: 'idn:accounts:' } },
  { inputs: { scope: '- a:b - c:d' } },
  { inputs: { 'redirect-uris': 'https://x.example/?a=1,2' } },
  { inputs: { 'body-file': 'name: x\nscope: [a:b]' } },
  body('{ name: x, scope: null }'),
  body('{ id: x, name: x, scope: [a:b], secret: x, created: x }'),
  proxied('socks5://proxy.example:1080'),
  proxied('proxy.example/path'),
  { action: 'prune', inputs: { 'client-id': '../x a/b .. ok /' } },
  { action: 'prune', inputs: { ephemeral: 'true' }, env: { GITHUB_REPOSITORY: '' } },
  { action: 'prune', inputs: { name: '*', 'unused-for': '12h' } },
  { action: 'prune', inputs: { name: '*', keep: '-1' } },
  { action: 'prune', inputs: { 'older-than': '1y' } },
  { action: 'unseal', inputs: {} },
  { action: 'unseal', inputs: { sealed: 'a.b.c', 'seal-key': 'short' } },
];

test('the messages for each mistake match the reviewed page', async ({ expect }) => {
  await using s = await inThisProcess();
  const cases: readonly Wrong[] = [...CASES.map(([inputs]) => ({ inputs })), ...MORE];
  const lines: string[] = [];
  for (const { action = '.', inputs = {}, env = {}, file } of cases) {
    if (file !== undefined) await writeFile(join(s.job.workspace, 'client.yml'), file);
    const all =
      action === '.'
        ? filled(s.tenant, inputs)
        : action === 'prune'
          ? { ...connectionTo(s.tenant), ...inputs }
          : inputs;
    const { main } = await s.step(all, { action, env });
    const [, ...problems] = errorsOf(main).split('\n');
    expect(s.tenant.requests, JSON.stringify([inputs, env])).toEqual([]);
    const given = [
      ...Object.entries({ ...inputs, ...env }),
      ...(file === undefined ? [] : [['client.yml', file] as const]),
    ]
      .map(([name, text]) => `${name} ${JSON.stringify(text.length < 100 ? text : `${text.slice(0, 20)}…`)}`)
      .join(', ');
    lines.push([`${action === '.' ? 'create' : action}: ${given}`, ...problems].join('\n'));
  }
  await expect(`${lines.join('\n\n')}\n`).toMatchFileSnapshot('wrong-inputs.snapshot.md');
});

test('after wrong inputs the post step has nothing to do', async () => {
  await using s = await scenario();
  const { main, post } = await s.create({ name: '' });
  const end = await post();
  expect([main.state, end.exitCode, end.log]).toEqual([{}, 0, '']);
});

test('SAIL_* are checked like the inputs, under their own names', async () => {
  await using s = await inThisProcess();
  const env = { SAIL_BASE_URL: 'https://x.example/api', SAIL_CLIENT_ID: 'id' };
  const { main } = await s.step({ name: 'x' }, { env });

  expect(errorsOf(main)).toMatch(/- SAIL_BASE_URL: .*\n- SAIL_CLIENT_SECRET: is missing/);
});

test('half a PAT in the inputs is not completed from the environment', async () => {
  await using s = await inThisProcess();
  const { origin, pat } = s.tenant;
  const env = { SAIL_CLIENT_ID: pat.clientId, SAIL_CLIENT_SECRET: pat.clientSecret };
  const { main } = await s.step({ name: 'x', 'base-url': origin, 'pat-client-id': pat.clientId }, { env });

  expect(errorsOf(main)).toContain(
    '- pat-client-secret: is missing: pat-client-id is given without it. ID and secret must both be inputs, or both SAIL_* variables. Why',
  );
  expect(s.tenant.requests).toEqual([]);
});

test('a problem of one field does not hide those that other fields have with other inputs', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({
    scope: 'bad;scope',
    'grant-types': 'AUTHORIZATION_CODE',
    'redirect-uris': 'https://a.example/cb',
    verify: 'true',
    description: `For ${s.tenant.pat.clientSecret}`,
  });
  expect(errorsOf(main)).toMatch(/^3 problems in the inputs/);
  for (const text of [
    '- scope: "bad;scope" ',
    '- verify: needs a client that can sign in',
    '- description: contains a ',
  ])
    expect(errorsOf(main)).toContain(text);
  expect(s.tenant.requests).toEqual([]);
});

test('a field that is wrong causes no second problem with verify', async () => {
  await using s = await inThisProcess();
  for (const wrong of [{ 'grant-types': 'CLIENT' }, { enabled: 'maybe' }, { type: 'OPEN' }]) {
    const { main } = await s.create({ ...wrong, verify: 'true' });
    expect(errorsOf(main)).toMatch(/^1 problem in the inputs/);
  }
});

test('the stop file is in the folder of the runner for temporary files', async () => {
  const inputs = { tenant: 'acme', 'access-token': 'token', name: 'x', scope: 'a:b' };
  const folder = join('folder', 'of', 'the', 'runner');
  const env = environmentOf(inputs, { RUNNER_TEMP: folder });
  expect(await readCreateSettings(env, memoryReport())).toMatchObject({ stopFile: expect.stringContaining(folder) });
});

test('a mistyped if-exists is one problem, and inputs that need the right value are not reported', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'if-exists': 'relpace', 'keep-older': '1' });
  expect(errorsOf(main)).toMatch(
    /^1 problem in the inputs; nothing was sent:\n- if-exists: "relpace" is not one of .*$/,
  );
});

test('if no name is given, the problem mentions both input and body file', async () => {
  await using s = await inThisProcess();
  await writeFile(join(s.job.workspace, 'client.yml'), 'scope: [idn:accounts:read]\n');
  const { main } = await s.create({ name: '', scope: '', 'body-file': 'client.yml' });
  expect(errorsOf(main)).toContain('- name: is missing, also in body-file: it has no default');
});

test('a mistyped input is refused, because without scope the client would get every right', async () => {
  await using s = await inThisProcess();
  const env = { INPUT_SCOPES: 'a:b', INPUT_GRANT_TYPES: 'x', INPUT_UNRELATED: 'x' };
  const { main } = await s.create({ scope: '' }, { env });

  expect(errorsOf(main)).toBe(
    '2 problems in the inputs; nothing was sent:\n' +
      '- scopes: is not an input; did you mean scope? If INPUT_SCOPES is a variable of your own, rename it\n' +
      '- grant_types: is not an input; did you mean grant-types? If INPUT_GRANT_TYPES is a variable of your own, rename it',
  );
  expect(s.tenant.requests).toEqual([]);
});

test('without the files of the runner nothing is sent, and no secret is written to standard output', async () => {
  await using s = await scenario();
  const { main } = await s.create({}, { env: { GITHUB_OUTPUT: '', GITHUB_STATE: '/does/not/exist' } });

  expect(errorsOf(main)).toContain(
    '\n- GITHUB_OUTPUT: is not set; this program is started by the GitHub Actions runner' +
      "\n- GITHUB_STATE: ENOENT: no such file or directory, access '/does/not/exist'",
  );
  expect(s.tenant.requests).toEqual([]);
});

const inputNames = [
  ...FIELDS.map(({ input }) => input),
  ...Object.keys(CONNECTION_INPUTS),
  ...Object.keys(CREATE_INPUTS),
];

test('no input makes the program throw an error that it does not report', async () => {
  const text = fc.oneof(
    anyText,
    fc.string(),
    fc.constantFrom('true', '[]', '[', '- ', 'https://x.example', 'acme', '1', '../../etc', '\u0000'),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...inputNames), text), async inputs => {
      const env = Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      );
      const result = await readCreateSettings(env, memoryReport()).catch((error: unknown) => error);
      expect(result).toBeInstanceOf(WrongInputs); // The runner's files are missing, so the inputs are never valid.
    }),
    { numRuns: 500 },
  );
});

test('any DNS label is a tenant name, in either case', async () => {
  const label = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/);
  await fc.assert(
    fc.asyncProperty(label, async tenant => {
      const inputs = { INPUT_TENANT: tenant, INPUT_NAME: 'x', 'INPUT_DRY-RUN': 'true' };
      const error = await readCreateSettings(inputs, memoryReport()).catch((reason: unknown) => reason);
      // Only the runner's file is missing.
      expect(String(error)).toMatch(/1 problem in the inputs; nothing was sent:\n- GITHUB_OUTPUT: /);
    }),
  );
});

test('no problem shows a secret, whichever input it was given in', async () => {
  const secret = fc.stringMatching(/^[0-9a-f]{32}$/);
  await fc.assert(
    fc.asyncProperty(secret, fc.constantFrom('pat-client-secret', 'access-token'), async (text, input) => {
      const report = memoryReport();
      const env = { [`INPUT_${input.toUpperCase()}`]: `${text} `, 'INPUT_BASE-URL': `https://u:${text}@x.example` };
      const result = await readCreateSettings(env, report).catch((error: unknown) => error);
      expect(String(result)).not.toContain(text);
      expect(report.masked).toContain(text);
    }),
  );
});

test('a secret in a field of the client is a problem, because everyone can read the client', async () => {
  await using s = await inThisProcess();
  const secret = s.tenant.pat.clientSecret;
  const { main } = await s.create({ description: `made with ${secret}`, scope: `a:b ${secret}` });
  const problem = 'contains a secret, which every user who may list clients could read';
  expect(errorsOf(main)).toContain(`\n- description: ${problem}\n- scope: ${problem}`);
  expect(s.tenant.requests).toEqual([]);
  expect(findLeaks(main, [secret], { outputs: true })).toEqual([]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCreateSettings } from '../src/inputs/create-inputs.ts';
import { WrongInputs } from '../src/inputs/inputs.ts';
import { CONNECTION_INPUTS, CREATE_INPUTS } from '../src/inputs/rows.ts';
import { FIELDS } from '../src/tenant/fields.ts';
import { memoryReport } from './helpers/in-process.ts';
import { errorsOf, scenario } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';
import { together } from './helpers/together.ts';
import { findLeaks } from './runner/leaks.ts';

/** What is given beside a valid connection and name, and how each problem begins. */
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
  [{ 'grant-types': 'AUTHORIZATION_CODE' }, 'redirect-uris: AUTHORIZATION_CODE needs at least one'],
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
  [{ tenant: 'acme' }, 'base-url: is given beside tenant'],
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
  [{ 'base-url': 'https://x.example/beta/oauth-clients' }, 'base-url: "https://x.example/beta/oauth-clients" has the'],
  [{ 'base-url': 'https://x.example/v3', 'api-version': 'beta' }, 'api-version: is beta, but base-url ends with /v3'],
  [{ 'base-url': 'ftp://x.example' }, 'base-url: is not a URL'],
  [{ 'base-url': 'acme.api.identitynow.com' }, 'base-url: has no scheme'],
  [{ 'base-url': 'x.example' }, 'base-url: is not a URL'],
  [{ 'base-url': 'https:\\\\x.example' }, 'base-url: is not a URL'],
  [{ 'base-url': 'https://x.example:99999' }, 'base-url: is not a URL'],
  [{ 'pat-client-id': '' }, 'pat-client-id: is missing: pat-client-secret is given without it'],
  [{ 'pat-client-secret': '' }, 'pat-client-secret: is missing: pat-client-id is given without it'],
  [{ 'pat-client-id': '', 'pat-client-secret': '' }, 'pat-client-id: is missing: set pat-client-id'],
  [{ 'pat-client-secret': 'hunter2 secret' }, 'pat-client-secret: has a character that no credential has'],
  [{ 'access-token': 'hunter2-secret' }, 'access-token: is given beside pat-client-id'],
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

const SECRETS = ['hunter2-secret', 'hunter2 secret', 'hunter2'];

const GROUPS = together(CASES, ([given]) => given).map(cases => ({
  given: Object.assign({}, ...cases.map(([each]) => each)) as Record<string, string>,
  problems: cases.flatMap(([, ...own]) => own),
}));

test.each(GROUPS)('each of $given is refused', async ({ given, problems }) => {
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

test('after inputs that are wrong the post step has nothing to do', async () => {
  await using s = await scenario();
  const { main, post } = await s.create({ name: '' });
  const end = await post();
  expect([main.state, end.exitCode, end.log]).toEqual([{}, 0, '']);
});

test('SAIL_* are checked as the inputs are, under their own names', async () => {
  await using s = await scenario();
  const env = { SAIL_BASE_URL: 'https://x.example/api', SAIL_CLIENT_ID: 'id' };
  const { main } = await s.step({ name: 'x' }, { env });

  expect(errorsOf(main)).toMatch(/- SAIL_BASE_URL: .*\n- SAIL_CLIENT_SECRET: is missing/);
});

test('half a PAT in the inputs is not completed from the environment', async () => {
  await using s = await inThisProcess();
  const { origin, pat } = s.tenant;
  const env = { SAIL_CLIENT_ID: pat.clientId, SAIL_CLIENT_SECRET: pat.clientSecret };
  const { main } = await s.step({ name: 'x', 'base-url': origin, 'pat-client-id': pat.clientId }, { env });

  expect(errorsOf(main)).toContain('- pat-client-secret: is missing: pat-client-id is given without it');
  expect(s.tenant.requests).toEqual([]);
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

test('without the files of the runner nothing is sent, and no secret goes to standard output instead', async () => {
  await using s = await scenario();
  const { main } = await s.create({}, { env: { GITHUB_OUTPUT: '', GITHUB_STATE: '/does/not/exist' } });

  expect(errorsOf(main)).toMatch(/- GITHUB_OUTPUT: is not set.*\n- GITHUB_STATE: is not set/);
  expect(s.tenant.requests).toEqual([]);
});

const inputNames = [
  ...FIELDS.map(({ input }) => input),
  ...Object.keys(CONNECTION_INPUTS),
  ...Object.keys(CREATE_INPUTS),
];

test('no input makes the program throw past its error report', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('true', '[]', '[', '- ', 'https://x.example', 'acme', '1', '../../etc', '\u0000'),
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...inputNames), text), async inputs => {
      const env = Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      );
      const result = await readCreateSettings(env, memoryReport()).catch((error: unknown) => error);
      expect(result).toBeInstanceOf(WrongInputs); // the runner's files are missing, so it is never right
    }),
    { numRuns: 500 },
  );
});

test('a secret is shown by no problem, whichever input it was put into', async () => {
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

test('a secret in a field of the client is a problem: the client is for everybody to read', async () => {
  await using s = await scenario();
  const secret = s.tenant.pat.clientSecret;
  const { main } = await s.create({ description: `made with ${secret}`, scope: `a:b ${secret}` });
  expect(errorsOf(main)).toMatch(/- description: holds a secret.*\n- scope: holds a secret/);
  expect(s.tenant.requests).toEqual([]);
  expect(findLeaks(main, [secret], { outputs: true })).toEqual([]);
});

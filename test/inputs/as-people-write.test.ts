import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { refusal, refusalOf } from '../helpers/refusal.ts';
import { connectionTo, errorsOf, type Scenario, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';

/** What the create request contained. */
function sentBy(s: Pick<Scenario, 'tenant'>): Record<string, unknown> | undefined {
  const body = s.tenant.requests.find(({ operation }) => operation === 'create')?.body;
  return body === undefined ? undefined : JSON.parse(body);
}

const LISTS: readonly [string, Record<string, string>, object][] = [
  ['a comment on a separate line', { scope: 'a:b\n# sp:scopes:all   too much' }, { scope: ['a:b'] }],
  ['a comment first', { scope: '# least rights\na:b c:d' }, { scope: ['a:b', 'c:d'] }],
  ['a comment after an item', { scope: 'a:b # c:d, e:f\ng:h\t#i:j' }, { scope: ['a:b', 'g:h'] }],
  ['a comment after a comma', { scope: 'a:b, # c:d\r\ne:f' }, { scope: ['a:b', 'e:f'] }],
  ['comments in a list of lines', { scope: '# x\n- a:b # y\n# - c:d\n- e:f' }, { scope: ['a:b', 'e:f'] }],
  ['comments in brackets', { scope: '# x\n[ a:b, # y\n c:d ]' }, { scope: ['a:b', 'c:d'] }],
  [
    'comments in redirect-uris',
    { 'grant-types': 'AUTHORIZATION_CODE # code', 'redirect-uris': 'http://x/y # http://z\n# http://w' },
    { redirectUris: ['http://x/y'], grantTypes: ['AUTHORIZATION_CODE'] },
  ],
];

test.each(LISTS)('%s is not an item', async (_, inputs, body) => {
  await using s = await inThisProcess();
  const { main } = await s.create(inputs);
  expect(main.failed, main.log).toBe(false);
  expect(sentBy(s)).toMatchObject(body);
});

const SLIPS: readonly [Record<string, string>, RegExp][] = [
  [{ scope: '# a:b' }, /- scope: has no items/],
  [{ scope: 'a:b,#c:d' }, /- scope: "#c:d" is not a scope/],
  [{ scope: '["a:b", "# c:d"]' }, /- scope: "# c:d" is not a scope/],
  [{ scope: "'idn:accounts:read'" }, /- scope: "'idn:accounts:read'" is not a scope: remove the quotes/],
  [{ scope: '"a:b" "c:d"' }, /- scope: "\\"a:b\\"" is not a scope: remove the quotes/],
  [{ scope: '“a:b”' }, /- scope: "“a:b”" is not a scope: remove the quotes/],
  [{ scope: '* a:b\n* c:d' }, /- scope: "\*" is not a scope: begin each line with "- ", or with the scope itself/],
  [{ scope: '-a:b' }, /- scope: "-a:b" is not a scope: begin each line with "- "/],
  [{ scope: '• a:b' }, /- scope: "•" is not a scope: begin each line/],
  [{ scope: 'a:b\u200b' }, /- scope: "a:b\u200b" is not a scope: it has a character that is not ASCII/],
  [{ scope: 'a:b;c:d' }, /- scope: "a:b;c:d" is not a scope: separate scopes by spaces, commas or line breaks/],
  [{ scope: 'a:b | c:d' }, /- scope: "\|" is not a scope: separate scopes/],
  [
    { 'redirect-uris': 'https://x/?a=1,2' },
    /- redirect-uris: "2" is not an absolute URI .*; a URI that contains a comma must be in a list such as \["https:/,
  ],
  [{ scope: '- a:b - c:d' }, /- scope: has its lines joined: write \| instead of > before them/],
  [{ 'redirect-uris': '- "https://x" - https://y' }, /- redirect-uris: has its lines joined: write \|/],
  [{ scope: '- idn:accounts:' }, /- scope: is not a plain list: .* cannot end with a colon/],
  [{ 'body-file': 'name: x\nscope: [a:b]' }, /- body-file: names a file, but this is JSON or YAML: save it as a file/],
  [{ 'body-file': '{"name": "x"}' }, /- body-file: names a file, but this is JSON or YAML: save it as a file/],
  [{ scope: 'a:b\\' }, /- scope: "a:b\\\\" is not a scope: it is made of letters, digits and : \. _ - \* \//],
  [
    { 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': 'http://x#y' },
    /- redirect-uris: "http:\/\/x#y" has a fragment/,
  ],
  [
    { description: 'See [ephemeral repository=a/b run=1 id=0] ' },
    /- description: contains the marker of an ephemeral client/,
  ],
  [{ name: 'x'.repeat(1001) }, /- name: has 1001 characters; at most 1,000 are allowed/],
];

const GIVEN = {
  'base-url': 'https://acme.api.identitynow.com',
  'pat-client-id': 'id',
  'pat-client-secret': 'secret-of-the-test',
  name: 'Pipeline',
  scope: 'idn:accounts:read',
};

test.each(SLIPS)('%j is an error that says what to write', async (inputs, problem) => {
  const refusal = await refusalOf({ ...GIVEN, ...inputs });
  expect(refusal).toMatch(/^1 problem in the inputs; nothing was sent:/);
  expect(refusal).toMatch(problem);
});

const SUSPICIOUS: readonly [Record<string, string>, RegExp][] = [
  [{ scope: 'read sp:scopes:all' }, /^scope: no colon in read:/],
  [{ 'redirect-uris': 'http://x/y' }, /^redirect-uris: .*AUTHORIZATION_CODE/],
];

test.each(SUSPICIOUS)('%j is sent, with a warning', async (inputs, warning) => {
  await using s = await inThisProcess();
  const { main } = await s.create(inputs);
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).toMatch(warning);
  expect(warningsOf(main).split('\n').length).toBe(1);
});

const OWN_VARIABLES = {
  INPUT_DATE: '2026-01-01',
  INPUT_BASE: 'main',
  INPUT_TIME: '12:00',
  INPUT_CODE: 'x',
  INPUT_TENANTS: 'acme globex',
  INPUT_DRY_RUN: 'false',
  INPUT_EPHEMERALS: 'no',
  INPUT_IF_EXISTS: 'create',
  INPUT_SCOPES: 'given anyway',
  INPUT_GRANT_TYPES: '',
};

test('variables of the job that begin with INPUT_ are not inputs', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({}, { env: OWN_VARIABLES });
  expect(main.failed, main.log).toBe(false);
  expect(main.annotations).toEqual([]);
  expect(sentBy(s)).toMatchObject({ scope: ['idn:accounts:read'], grantTypes: ['CLIENT_CREDENTIALS'] });
});

const LOST: readonly [string, string, string][] = [
  ['INPUT_SCOPES', 'a:b', 'scope'],
  ['INPUT_SOCPE', 'a:b', 'scope'],
  ['INPUT_DRY_RUN', 'true', 'dry-run'],
  ['INPUT_DRYRUN', 'yes', 'dry-run'],
  ['INPUT_EPHEMRAL', 'true', 'ephemeral'],
  ['INPUT_ENABLE', 'false', 'enabled'],
  ['INPUT_IF_EXIST', 'skip', 'if-exists'],
  ['INPUT_BODY_FILE', 'client.yml', 'body-file'],
  ['INPUT_GRANT_TYPE', 'AUTHORIZATION_CODE', 'grant-types'],
  ['INPUT_KEEP_OLDERS', '1', 'keep-older'],
  ['INPUT_ACCES_TYPE', 'ONLINE', 'access-type'],
  ['INPUT_ACCESS_TOKEN_VALIDITY_SECOND', '60', 'access-token-validity-seconds'],
  ['INPUT_REFRESH_TOKEN_VALIDITY_SECOND', '60', 'refresh-token-validity-seconds'],
];

/** How the problem of a lost input ends, after its name. */
const problemOf = ([variable, , meant]: readonly [string, string, string]) =>
  `${variable.replace('INPUT_', '').toLowerCase()}: is not an input; did you mean ${meant}? ` +
  `If ${variable} is a variable of your own, rename it`;
const environment = (lost: readonly (readonly [string, string, string])[]) =>
  Object.fromEntries(lost.map(([variable, value]) => [variable, value]));

test('each variable that would do more than intended is a problem', async () => {
  await using s = await scenario();
  const { main } = await s.create({ scope: '' }, { env: environment(LOST) });
  const [first, ...problems] = errorsOf(main).split('\n- ');
  expect(first).toBe(`${LOST.length} problems in the inputs; nothing was sent:`);
  expect(problems.toSorted()).toEqual(LOST.map(problemOf).toSorted());
  expect(s.tenant.requests).toEqual([]);
});

test('prune: each variable that would delete more than intended is a problem', async () => {
  const lost = [
    ['INPUT_OLDER_THAN', '30d', 'older-than'],
    ['INPUT_UNUSED_FOR', '30d', 'unused-for'],
    ['INPUT_KEEPS', '2', 'keep'],
    ['INPUT_NAMES', 'CI *', 'name'],
    ['INPUT_DRY_RUN', 'true', 'dry-run'],
  ] as const;
  await using s = await inThisProcess();
  s.tenant.addClient({ id: 'c1' });
  const inputs = { ...connectionTo(s.tenant), 'client-id': 'c1' };
  const { main } = await s.step(inputs, { action: 'prune', env: environment(lost) });
  expect(errorsOf(main).split('\n- ').slice(1).toSorted()).toEqual(lost.map(problemOf).toSorted());
  expect(s.tenant.requests).toEqual([]);
});

const latin1 = Buffer.from('name: Geschäft\nscope: [a:b]\n', 'latin1');
const utf16 = Buffer.from('name: x\nscope: [a:b]\n', 'utf16le');
const FILES: readonly [string, string, Buffer | string | undefined, RegExp][] = [
  ['does not exist', 'config/nowhere.yml', undefined, /"config\/nowhere.yml" does not exist .*actions\/checkout/],
  ['is in Latin-1', 'client.yml', latin1, /"client.yml" is not UTF-8, but probably Latin-1/],
  ['is in UTF-16', 'client.yml', utf16, /"client.yml" is encoded as UTF-16/],
  [
    'is in UTF-16 with a byte order mark',
    'client.yml',
    Buffer.concat([Buffer.of(0xff, 0xfe), utf16]),
    /is encoded as UTF-16/,
  ],
  ['is in UTF-16, big end first', 'client.yml', Buffer.from(utf16).swap16(), /is encoded as UTF-16/],
  ['has an expression', 'client.yml', `name: "of \${{ github.repository }}"\n`, /contains an expression \(\$\{\{/],
  ['has an expression without quotes', 'client.yml', `scope: [\${{ inputs.scope }}]\n`, /contains an expression/],
  ['has an expression for a key', 'client.yml', `"\${{ x }}": y\n`, /contains an expression/],
];

test.each(FILES)('a body file that %s is reported as one problem', async (_, path, content, problem) => {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  await mkdir(join(folder, 'config'));
  if (content !== undefined) await writeFile(join(folder, path), content);
  const { scope: _scope, name: _name, ...connection } = GIVEN;
  const inputs = { ...connection, 'body-file': path, 'grant-types': 'AUTHORIZATION_CODE' };
  const message = await refusalOf(inputs, { GITHUB_WORKSPACE: folder });
  await rm(folder, { recursive: true });
  expect(message).toMatch(/^1 problem in the inputs; nothing was sent:\n- body-file: "/);
  expect(message).toMatch(problem);
  expect(message).not.toContain('Gesch');
});

test('a body file may have a byte order mark, and an expression in a comment', async () => {
  await using s = await inThisProcess();
  await writeFile(join(s.job.workspace, 'client.yml'), '\ufeffname: Geschäft # ${{ x }}\nscope: [a:b]\n');
  const { main } = await s.step({ ...connectionTo(s.tenant), 'body-file': 'client.yml' });
  expect(main.failed, main.log).toBe(false);
  expect(sentBy(s)).toMatchObject({ name: 'Geschäft', scope: ['a:b'] });
});

test.each(['Bearer ', 'bearer  ', 'BEARER\n'])('%j before access-token is dropped', async scheme => {
  await using s = await inThisProcess();
  const token = s.tenant.issueToken({});
  const { main } = await s.step({
    'base-url': s.tenant.origin,
    'access-token': `${scheme}${token}\n`,
    name: 'x',
    scope: 'a:b',
  });
  expect(main.failed, main.log).toBe(false);
  expect(findLeaks(main, [token], { outputs: true })).toEqual([]);
});

test('a secret may have white space, line ends and a byte order mark around it', async () => {
  await using s = await inThisProcess();
  const { clientId, clientSecret } = s.tenant.pat;
  const { main } = await s.create({
    'pat-client-id': `\ufeff${clientId}\r\n`,
    'pat-client-secret': ` \ufeff${clientSecret}\t\n`,
  });
  expect(main.failed, main.log).toBe(false);
  expect(findLeaks(main, [clientSecret], { outputs: true })).toEqual([]);
});

test('client ID and secret may have a space inside', async () => {
  await using s = await inThisProcess();
  const pat = s.tenant.addPat({ clientId: 'id of a pat', clientSecret: 'secret of a  pat ~' });
  const inputs = { 'pat-client-id': pat.clientId, 'pat-client-secret': ` \ufeff${pat.clientSecret}\r\n` };
  const { main } = await s.create(inputs);
  expect(main.failed, main.log).toBe(false);
  expect(findLeaks(main, [pat.clientSecret], { outputs: true })).toEqual([]);
});

const SECRET = 'hunter2-secret-of-a-chat';
test.each([
  ['a zero-width space', `${SECRET}\u200b`],
  ['typographic quotes', `“${SECRET}”`],
  ['a line break', SECRET.replace('-', '\n')],
])('for a secret with %s, the error names the input and nothing is sent', async (_, secret) => {
  const place = { 'base-url': GIVEN['base-url'], name: 'x' };
  const asInput = await refusal({ ...GIVEN, 'pat-client-secret': secret });
  expect(asInput.message).toMatch(/- pat-client-secret: has a character that no credential has/);
  const asVariable = await refusal(place, { SAIL_CLIENT_ID: 'id', SAIL_CLIENT_SECRET: secret });
  expect(asVariable.message).toMatch(/- SAIL_CLIENT_SECRET: has a character/);
  const asToken = await refusal({ ...place, 'access-token': secret });
  expect(asToken.message).toMatch(/- access-token: has a character/);
  for (const { shown } of [asInput, asVariable, asToken]) expect(shown).not.toContain('hunter2');
});

test('if the tenant refuses a secret with quotes around it, the error mentions them', async () => {
  await using s = await inThisProcess();
  const { clientSecret } = s.tenant.pat;
  for (const quoted of [
    { 'pat-client-secret': `"${clientSecret}"` },
    { 'pat-client-id': `'${s.tenant.pat.clientId}'` },
  ]) {
    const { main } = await s.create(quoted);
    expect(errorsOf(main)).toMatch(
      /HTTP 401.*The client ID or the client secret has quotes around it: store it without them/,
    );
    expect(findLeaks(main, [clientSecret])).toEqual([]);
  }
  const wrong = await s.create({ 'pat-client-secret': 'wrong-secret' });
  expect(errorsOf(wrong.main)).not.toContain('quotes');
});

test.each([
  ['/beta/oauth-clients', {}, 'beta'],
  ['/v2025/oauth-clients/', {}, 'v2025'],
  ['/oauth-clients/v1', {}, 'v1'],
  ['/OAuth-Clients/V1/', { 'api-version': 'v1' }, 'v1'],
  ['/v3', {}, 'v3'],
  ['/', { 'api-version': 'v3' }, 'v3'],
])('base-url with the path %s of the reference works', async (path, version, expected) => {
  const base = { 'base-url': `https://acme.api.identitynow.com${path}`, ...version, name: 'x', 'dry-run': 'true' };
  const settings = await readCreateSettings(environmentOf(base), memoryReport());
  expect(settings).toMatchObject({ place: { origin: 'https://acme.api.identitynow.com', apiVersion: expected } });
});

test.each(['/v1/oauth-clients', '/oauth-clients', '/oauth-clients/beta', '/beta/oauth-clients/7', '/oauth/token'])(
  'base-url with the path %s is an error',
  async path => {
    const problem = await refusalOf({ ...GIVEN, 'base-url': `https://acme.api.identitynow.com${path}` });
    expect(problem).toMatch(/- base-url: ".*" has the path .*only an api-version or a path such as .* may follow/);
  },
);

const PLACES: [Record<string, string>, RegExp][] = [
  [{ tenant: 'acme.api.identitynowgov.com' }, /write base-url: https:\/\/acme\.api\.identitynowgov\.com instead$/],
  [{ tenant: 'https://acme.identitynowgov.com' }, /write base-url: https:\/\/acme\.api\.identitynowgov\.com instead$/],
  [{ tenant: 'https://acme.api.identitynow.com/beta/oauth-clients' }, /write tenant: acme$/],
  [{ tenant: 'https://u:hunter2@sso.acme.example/x?hunter2' }, /write base-url: https:\/\/sso\.acme\.example instead$/],
  [{ tenant: 'localhost:4010' }, /write base-url: http:\/\/localhost:4010 instead$/],
  [{ tenant: 'foo://acme.example' }, /"acme" means https:/],
  [{ tenant: '"acme"' }, /write it without quotes$/],
  [{ tenant: 'acme, globex' }, /a step has one tenant; for several, run the job as a matrix$/],
  [{ 'base-url': 'localhost:4010' }, /- base-url: has no scheme; write http:\/\/localhost:4010$/],
  [{ 'base-url': '127.0.0.1:4010/beta' }, /- base-url: has no scheme; write http:\/\/127\.0\.0\.1:4010\/beta$/],
  [{ 'base-url': 'mock:4010' }, /- base-url: has no scheme; write https:\/\/mock:4010$/],
  [{ 'base-url': 'api.acme.example' }, /- base-url: has no scheme; write https:\/\/api\.acme\.example$/],
  [{ 'base-url': 'u:hunter2@api.acme.example' }, /- base-url: is not a URL/],
  [{ tenant: 'https://acme.identitynow.com' }, /- tenant: .* write tenant: acme$/],
  [{ tenant: 'acme.identitynow.com/ui/a/admin' }, /- tenant: .* write tenant: acme$/],
  [{ tenant: 'acme.api.identitynow.com' }, /- tenant: .* write tenant: acme$/],
  [{ tenant: 'ACME.login.sailpoint.com' }, /- tenant: .* write tenant: acme$/],
  [
    { tenant: 'acme.identitynow-demo.com' },
    /- tenant: .* write base-url: https:\/\/acme\.api\.identitynow-demo\.com instead$/,
  ],
  [{ tenant: 'https://u:hunter2@acme.identitynow.com?x=hunter2' }, /- tenant: this URL is not a tenant name/],
  [{ 'base-url': 'https://u:hunter2@acme.identitynow.com?x=hunter2' }, /- base-url: is the host of the web pages/],
  [{ 'base-url': 'https://acme。identitynow%2ecom' }, /- base-url: is the host of the web pages/],
  [{ tenant: 'https://sso.acme.example' }, /- tenant: .* is not a tenant name/],
  [{ 'base-url': 'https://acme.identitynow.com' }, /the API's host is https:\/\/acme\.api\.identitynow\.com$/],
  [{ 'base-url': 'HTTP://Acme.login.sailpoint.com/' }, /the API's host is https:\/\/acme\.api\.identitynow\.com$/],
  [
    { 'base-url': 'acme.identitynow-demo.com:443/beta' },
    /the API's host is https:\/\/acme\.api\.identitynow-demo\.com$/,
  ],
  [{ 'base-url': 'acme.api.identitynow.com' }, /- base-url: has no scheme; write https:\/\/acme.api.identitynow.com$/],
];

test.each(PLACES)('the error for %j says what to write', async (place, problem) => {
  const refusal = await refusalOf({ ...GIVEN, 'base-url': '', ...place });
  expect(refusal).toMatch(/^1 problem in the inputs; nothing was sent:/);
  expect(refusal).toMatch(problem);
  expect(refusal).not.toContain('hunter2');
});

test('http://[::1] is accepted as a loopback host', async () => {
  await using s = await inThisProcess();
  const { main } = await s.step({ 'base-url': 'http://[::1]:8080', name: 'x', scope: 'a:b', 'dry-run': 'true' });
  expect(main.failed, main.log).toBe(false);
  expect(main.log).toContain('POST http://[::1]:8080/beta/oauth-clients');
});

test('ephemeral with access-token warns at the start', async () => {
  await using s = await inThisProcess();
  const { main } = await s.step({
    'base-url': s.tenant.origin,
    'access-token': s.tenant.issueToken({}),
    name: 'x',
    scope: 'a:b',
    ephemeral: 'true',
  });
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).toMatch(/^ephemeral: access-token may have expired by the end of the job/);
  expect(main.log.indexOf('ephemeral: access-token')).toBeLessThan(main.log.indexOf('Created the OAuth client'));
});

test.each(['token', 'create', 'list'] as const)('an error after the deadline names timeout-seconds: %s', async on => {
  await using s = await scenario();
  s.tenant.fault({ on, do: { kind: 'hang', work: 'not done', at: 'before headers' }, times: 99 });
  const { main } = await s.create({ 'timeout-seconds': '5', 'if-exists': on === 'list' ? 'fail' : 'create' });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toContain('timeout-seconds');
});

test('prune mentions an id that does not exist, and says that no client matches', async () => {
  await using s = await inThisProcess();
  for (let index = 0; index < 25; index++) s.tenant.addClient({ name: `CI ${index}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), 'client-id': 'gone' }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).toBe('client-id: not in the tenant: gone.');
  expect(main.log).toMatch(/0 of 25 clients/);
  expect(main.summary).toMatch(/0 of 25 clients/);
  expect(main.outputs).toEqual({ selected: '[]', deleted: '[]', count: '0' });
});

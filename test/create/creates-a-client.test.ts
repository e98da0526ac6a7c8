import { expect, test } from 'vitest';
import { PRODUCT } from '../../src/version.ts';
import { REFERENCE_INPUTS, REFERENCE_REQUEST } from '../helpers/reference.ts';
import { connectionTo, errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';

const PATHS = {
  beta: '/beta/oauth-clients',
  v3: '/v3/oauth-clients',
  v2024: '/v2024/oauth-clients',
  v2025: '/v2025/oauth-clients',
  v2026: '/v2026/oauth-clients',
  v1: '/oauth-clients/v1',
};

test.each(Object.entries(PATHS))('the request of the reference is sent unchanged to %s', async (version, path) => {
  await using s = await (version === 'beta' ? scenario : inThisProcess)();
  const { main } = await s.create({ ...REFERENCE_INPUTS, 'api-version': version });

  expect(main.failed, main.log).toBe(false);
  const [token, create] = s.tenant.requests;
  expect(token).toMatchObject({ method: 'POST', path: '/oauth/token', status: 200 });
  expect(create).toMatchObject({ method: 'POST', path, status: 200 });
  expect(JSON.parse(create?.body ?? '')).toEqual(REFERENCE_REQUEST);
});

test('the step sends two requests over one connection, and its outputs are those of the client in the tenant', async () => {
  await using s = await scenario();
  const { main } = await s.create(REFERENCE_INPUTS);

  expect(main.exitCode, main.log).toBe(0);
  expect(operations(s)).toEqual(['token', 'create']);
  expect(s.tenant.connections).toBe(1);
  const [client] = [...s.tenant.clients.values()];
  expect(main.outputs).toEqual({
    changed: '[]',
    'client-id': client?.id,
    'client-secret': client?.secret,
    created: 'true',
    client: expect.any(String),
    'base-url': s.tenant.origin,
    'token-url': `${s.tenant.origin}/oauth/token`,
    sealed: '',
    plan: '',
    'access-token': '',
    'access-token-expires-at': '',
  });
  expect(JSON.parse(main.outputs['client'] ?? '')).toMatchObject({ ...REFERENCE_REQUEST, id: client?.id });
});

test('each request has a user agent and content types, and the token is sent only to the API', async () => {
  await using s = await inThisProcess();
  await s.create(REFERENCE_INPUTS, { env: { ACTIONS_ORCHESTRATION_ID: 'an-id-of-the-runner' } });

  const same = {
    'user-agent': `${PRODUCT} (octo-org/octo-repo; run 1658821493)`,
    'accept-encoding': 'identity',
    accept: 'application/json',
    connection: 'keep-alive',
    host: new URL(s.tenant.origin).host,
    'content-length': expect.stringMatching(/^[1-9]\d*$/),
  };
  expect(s.tenant.requests.map(({ headers }) => headers)).toEqual([
    { ...same, 'content-type': 'application/x-www-form-urlencoded' },
    {
      ...same,
      'content-type': 'application/json',
      'accept-language': 'en',
      authorization: expect.stringMatching(/^Bearer \S+$/),
    },
  ]);
});

test('no secret appears anywhere but in client-secret', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'export-env': 'false' });

  expect(main.failed).toBe(false);
  expect(main.outputs['client-secret']).toMatch(/^[0-9a-f]{64}$/);
  expect(findLeaks(main, s.tenant.secrets(), { outputs: true })).toEqual([]);
});

test('the job summary says what was created and where, and does not contain the secret', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ name: '<img src=x> "Ben & Jerry\'s"\n# heading', scope: 'a:b c:d' });

  expect(main.summary).toContain('&lt;img src=x&gt; &quot;Ben &amp; Jerry&apos;s&quot;&#10;# heading');
  for (const text of [main.outputs['client-id'], s.tenant.origin, 'CLIENT_CREDENTIALS', 'a:b, c:d', '750']) {
    expect(main.summary).toContain(text);
  }
  expect(main.summary).not.toContain(main.outputs['client-secret']);
});

test('summary false leaves the job summary empty', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ summary: 'false' });

  expect(main.failed).toBe(false);
  expect(main.summary).toBe('');
});

test('with a given access token the step sends one request', async () => {
  await using s = await inThisProcess();
  const accessToken = s.tenant.issueToken();
  const { main } = await s.step({ 'base-url': s.tenant.origin, 'access-token': accessToken, name: 'x' });

  expect(main.failed, main.log).toBe(false);
  expect(operations(s)).toEqual(['create']);
  expect(findLeaks(main, [...s.tenant.secrets(), accessToken], { outputs: true })).toEqual([]);
});

test('the connection is read from SAIL_* if no input gives it', async () => {
  await using s = await inThisProcess();
  const { origin, pat } = s.tenant;
  const env = { SAIL_BASE_URL: origin, SAIL_CLIENT_ID: pat.clientId, SAIL_CLIENT_SECRET: pat.clientSecret };
  const { main } = await s.step({ name: 'x' }, { env });

  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.clients.size).toBe(1);
});

test('an input takes precedence over the environment', async () => {
  await using s = await inThisProcess();
  const env = { SAIL_BASE_URL: 'http://127.0.0.1:1', SAIL_CLIENT_ID: 'wrong', SAIL_CLIENT_SECRET: 'wrong-secret' };
  const { main } = await s.create({}, { env });

  expect(main.failed, main.log).toBe(false);
});

test('base-url may contain the api-version', async () => {
  await using s = await inThisProcess();
  for (const [suffix, path] of [
    ['/v2025/', PATHS.v2025],
    ['/v1', PATHS.v1],
    ['/', PATHS.beta],
  ]) {
    const { main } = await s.create({ 'base-url': s.tenant.origin + suffix });
    expect(main.failed, main.log).toBe(false);
    expect(main.outputs['base-url']).toBe(s.tenant.origin);
    expect(s.tenant.requests.at(-1)?.path).toBe(path);
  }
});

test.each([
  '007',
  'true',
  'null',
  '~',
  '"quoted" \'text\'',
  'two\nlines',
  '😀 é ß',
  '- a',
  '[a]',
  '%0A',
  '::error::x',
  '##[error]x',
])('the name %j is sent as text', async name => {
  await using s = await (name === '::error::x' ? scenario : inThisProcess)();
  const { main } = await s.create({ name, description: name, 'business-name': name });

  expect(main.failed, main.log).toBe(false);
  const [client] = [...s.tenant.clients.values()];
  expect(client).toMatchObject({ name, description: name, businessName: name });
  expect(errorsOf(main)).toBe('');
});

test('the defaults are sent, and no other field that was not given', async () => {
  await using s = await inThisProcess();
  await s.step({ ...connectionTo(s.tenant), name: 'x' });

  expect(JSON.parse(s.tenant.requests.at(-1)?.body ?? '')).toEqual({
    name: 'x',
    description: expect.stringMatching(
      /^Created by GitHub Actions, request [0-9a-f]{32}: octo-org\/octo-repo, workflow Bootstrap, https:\/\/github\.com\/octo-org\/octo-repo\/actions\/runs\/1658821493$/,
    ),
    accessTokenValiditySeconds: 750,
    grantTypes: ['CLIENT_CREDENTIALS'],
    accessType: 'OFFLINE',
    enabled: true,
  });
});

test('each of the three questionable requests is sent with a warning', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ scope: '', type: 'public', 'grant-types': 'refresh_token client_credentials' });

  expect(main.failed, main.log).toBe(false);
  const warnings = warningsOf(main).split('\n');
  expect(warnings).toEqual([
    expect.stringMatching(/^scope: .*sp:scopes:all/),
    expect.stringMatching(/^grant-types: REFRESH_TOKEN/),
    expect.stringMatching(/^type: .*PUBLIC/),
  ]);
});

test.each([
  ['null', (body: unknown) => ({ ...Object(body), secret: null })],
  ['one', (body: unknown) => body],
])('a PUBLIC client needs no secret: the response has %s, and the output is empty', async (_, change) => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: { kind: 'edit', change } });
  const { main } = await s.create({ type: 'PUBLIC', 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': 'app:/cb' });

  expect(main.failed, main.log).toBe(false);
  expect(main.outputs).toMatchObject({ 'client-id': [...s.tenant.clients.keys()][0], 'client-secret': '' });
  expect(findLeaks(main, s.tenant.secrets(), { outputs: true })).toEqual([]);
});

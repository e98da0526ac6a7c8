import { expect, test } from 'vitest';
import { atOnce } from '../helpers/at-once.ts';
import { PAGES_IN_BETWEEN, quotesNoPage } from '../helpers/pages-in-between.ts';
import { respond } from '../helpers/respond.ts';
import { errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { HABITS } from '../tenant/known-habits.ts';

const BODIES: readonly [object, string][] = [
  [{ detailMessage: 'Specified offset is invalid.' }, '"Specified offset is invalid."'],
  [{ errorName: 'X', errorMessage: 'RESTEASY003635: no' }, '"RESTEASY003635: no"'],
  [{ formatted_msg: 'In words' }, '"In words"'],
  [{ detailCode: '400.1.3 Limit violation' }, '"400.1.3 Limit violation"'],
  [{ error: 'Experimental Header is missing or invalid.' }, '"Experimental Header is missing or invalid."'],
  [{ error: 'unauthorized', error_description: 'Full authentication' }, '"unauthorized", "Full authentication"'],
  [{ message: ' Rate Limit Exceeded ' }, '"Rate Limit Exceeded"'],
  [
    {
      messages: [
        { locale: 'und', text: 'Same' },
        { locale: 'en-US', text: 'Same' },
      ],
    },
    'HTTP 400, "Same".',
  ],
  [
    {
      messages: [
        { locale: 'de', text: 'Nein' },
        { locale: 'en-US', text: 'No' },
      ],
    },
    'HTTP 400, "No".',
  ],
  [{ detailCode: '400', messages: [{ locale: 'de', text: 'Nur deutsch' }] }, '"Nur deutsch"'],
  [{ messages: [], causes: [{ locale: null, text: 'The cause' }] }, '"The cause"'],
  [{ trackingId: 'abc', message: 'x' }, '(trackingId "abc")'],
  // Validation errors of Rails, FastAPI and others.
  [{ errors: { name: ['is invalid', 'is taken'], scope: 'is unknown' } }, '"name: is invalid", "name: is taken"'],
  [{ errors: [{ field: 'name', message: 'too long' }] }, '"name: too long"'],
  [{ detail: [{ type: 'missing', loc: ['body', 'name'], msg: 'Field required' }] }, '"name: Field required"'],
  [{ errors: [{ path: 'name', rule: 'unique' }] }, '"path: name", "rule: unique"'],
  [{ code: 17 }, 'HTTP 400. Correct the inputs of the client.'],
];

test.each(BODIES)('an error with the body %j is shown in its own words', async (body, words) => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: respond(400, { body }), times: 9 });
  const { main } = await s.create();
  expect(errorsOf(main)).toContain(words);
});

test('the request id is shown if the trackingId is missing', async () => {
  await using s = await inThisProcess();
  const headers = { 'Slpt-Request-Id': 'req-4711' };
  const body = { messages: [{ locale: 'en', text: 'No' }] };
  s.tenant.fault({ on: 'create', do: { kind: 'response', work: 'not done', status: 400, body, headers } });
  const { main } = await s.create();
  expect(errorsOf(main)).toContain('(Slpt-Request-Id "req-4711")');
});

test.each(['token', 'create', 'list'] as const)(
  'the error for a gateway’s page at %s does not blame the token',
  async on => {
    await atOnce(4, [401, 403, 404, 407], async status => {
      await using s = await inThisProcess();
      const page = respond(status, { body: '<html>', contentType: 'text/html' });
      s.tenant.fault({ on, do: page, times: Number.POSITIVE_INFINITY });
      const inputs = { 'if-exists': on === 'list' ? 'skip' : 'create', 'timeout-seconds': '5' };
      const { main } = await s.create(inputs);
      const shown = main.annotations.map(({ message }) => message).join('\n');
      expect(shown).toContain('a gateway, proxy or firewall in between');
      expect(shown).not.toMatch(/make a new one|personal access token is|owner of/);
    });
  },
);

const BOTH = /must be a user's.*its scopes must include sp:oauth-client:manage.*its owner must be allowed to manage/;

test.each([
  [{ user: false }, /The token belongs to an API client, without a user/],
  [{ scopes: ['sp:other:read'] }, BOTH],
  [{ mayManageClients: false }, BOTH],
])(
  'a 403 for the token %j: a token without a user is recognized; otherwise both causes are named',
  async (token, causes) => {
    await using s = await inThisProcess();
    const inputs = { 'base-url': s.tenant.origin, 'access-token': s.tenant.issueToken(token) };
    const { main } = await s.step({ ...inputs, name: 'x', scope: 'a:b' });
    expect(errorsOf(main)).toMatch(causes);
  },
);

test('a 403 for an opaque token names both causes', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: { kind: 'response', work: 'not done', status: 403, body: { messages: [] } } });
  const { main } = await s.step({ 'base-url': s.tenant.origin, 'access-token': 'opaque', name: 'x', scope: 'a:b' });
  expect(errorsOf(main)).toMatch(BOTH);
});

test('the causes for refused credentials include swapped ones and those of an exported client', async () => {
  await using s = await inThisProcess();
  const { clientId, clientSecret } = s.tenant.pat;
  const { main } = await s.create({ 'pat-client-id': clientSecret, 'pat-client-secret': clientId });
  expect(errorsOf(main)).toMatch(/ID and secret are swapped; or .*export-env of an earlier step/);
});

test('the error for a refused access token says what to do next', async () => {
  await using s = await inThisProcess();
  const { main } = await s.step({ 'base-url': s.tenant.origin, 'access-token': 'opaque', name: 'x', scope: 'a:b' });
  expect(errorsOf(main)).toContain('obtain it right before this step, or give a personal access token instead');
});

test('a 401 for a token that was issued a moment ago does not blame the PAT', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: respond(401, { body: { error: 'JWT expired' } }), times: 9 });
  const { main } = await s.create();
  expect(errorsOf(main)).toMatch(/HTTP 401, "JWT expired".*does not accept the access token that it has just issued/);
  expect(errorsOf(main)).not.toContain('personal access token');
});

test('the error for a wrong PAT names the host, and is the same for 400 and 401', async () => {
  for (const habits of [{}, HABITS.errors['a wrong PAT is a 400'] ?? {}]) {
    await using s = await inThisProcess({ habits });
    const { main } = await s.create({ 'pat-client-secret': 'another-secret' });
    expect(errorsOf(main)).toContain(`or of another tenant than ${s.tenant.origin}`);
  }
});

test('no page is ever quoted (2 pages with the built action, all in this process; test/slow has all with the built action)', async () => {
  await quotesNoPage(PAGES_IN_BETWEEN.filter((_, index) => index % 15 === 0));
  await quotesNoPage(PAGES_IN_BETWEEN, inThisProcess);
});

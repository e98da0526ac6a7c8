import { expect, test } from 'vitest';
import { type Scenario, scenario } from './scenario.ts';
import type { Fault } from './tenant/faults.ts';

type Situation = (s: Scenario) => Promise<Record<string, string> | undefined>;

const broken =
  (...faults: Fault[]): Situation =>
  async s => {
    s.tenant.fault(...faults.map(fault => ({ times: Number.POSITIVE_INFINITY, ...fault })));
    return undefined;
  };
const answers = (on: Fault['on'], status: number, body?: unknown, headers: Record<string, string> = {}): Fault => ({
  on,
  do: { kind: 'answer', work: 'not done', status, body, headers },
});
const messages = [
  { locale: 'de-DE', localeOrigin: 'REQUEST', text: 'Der Name ist vergeben.' },
  { locale: 'en-US', localeOrigin: 'DEFAULT', text: 'The name is taken.' },
];
const lost: Fault = { on: 'create', do: { kind: 'reset', work: 'done' }, times: 1 };

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'the PAT is wrong': async () => ({ 'pat-client-secret': 'wrong-secret' }),
  'the token is an API client’s': async s => ({
    'access-token': s.tenant.issueToken({ user: false }),
    'pat-client-id': '',
    'pat-client-secret': '',
  }),
  'the access token has expired': async s => ({
    'access-token': s.tenant.issueToken({ expired: true }),
    'pat-client-id': '',
    'pat-client-secret': '',
  }),
  'the path does not exist': broken(answers('create', 404, { messages: [] })),
  'the tenant refuses the request': broken(answers('create', 400, { trackingId: 'e7eab609', messages })),
  'the tenant asks for an hour': broken(
    answers('token', 429, { message: ' Rate Limit Exceeded ' }, { 'retry-after': '3600' }),
  ),
  'the tenant is down when signing in': broken(answers('token', 503)),
  'a sign-in page stands before the tenant': broken({
    on: 'token',
    do: { kind: 'answer', work: 'not done', status: 200, contentType: 'text/html', body: '<html>Sign in</html>' },
  }),
  'a redirect': broken(answers('token', 302, undefined, { location: 'https://login.example/path?session=1' })),
  'the answer to the create request was lost': broken(lost),
  'it was lost, and the list fails': broken(lost, answers('list', 500, { trackingId: 'b21b1f7c' })),
  'the create request fails each time and leaves nothing': broken(
    answers('create', 500, { trackingId: 'b21b1f7c', messages }),
  ),
  'the answer has no secret': broken({
    on: 'create',
    do: { kind: 'edit', change: given => ({ ...Object(given), secret: null }) },
    times: 1,
  }),
  'the tenant is too slow': broken({ on: 'token', do: { kind: 'hang', work: 'not done', at: 'before headers' } }),
  'an ephemeral client cannot be deleted': async s => {
    s.tenant.fault({ ...answers('delete', 403, { trackingId: 'b21b1f7c', messages: [] }), times: 9 });
    return { ephemeral: 'true' };
  },
  'a client of the name exists': async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return { 'if-exists': 'fail' };
  },
  'the new credentials do not work': async s => {
    s.tenant.fault({ ...answers('token', 401, { error: 'invalid_client' }), after: 1, times: 99 });
    return { verify: 'true' };
  },
  'the endpoint will go': broken({
    on: 'create',
    do: { kind: 'answer', work: 'not done', status: 403, headers: { 'x-deprecated': 'true' }, body: { messages } },
  }),
  'the tenant tries to inject a command': broken(
    answers('create', 400, {
      trackingId: 'x\n::error::a',
      messages: [{ locale: 'en', text: 'x\r\n::add-mask::a\n##[error]b %0A::error::c' }],
    }),
  ),
};

test('what each failure prints, for a person to review', { timeout: 30_000 }, async () => {
  const pages = await Promise.all(
    Object.entries(SITUATIONS).map(async ([title, situation]) => {
      await using s = await scenario();
      const inputs = await situation(s);
      const { main, post } = await s.create({ 'timeout-seconds': '6', ...inputs });
      const end = await post();
      const ids = [...s.tenant.clients.keys(), ...s.tenant.deleted];
      const plain = (text: string) =>
        ids
          .reduce((shown, id) => shown.replaceAll(id, '<id>'), text)
          .replaceAll(new URL(s.tenant.origin).host, '<host>')
          .replaceAll(/^.*trying again in.*\n/gm, '')
          .replaceAll(/\d+(\.\d+)? s\b/g, '<n> s')
          .replaceAll(/\b[0-9a-f]{32}\b/g, '<hex>');
      return `## ${title}\n\n${plain(main.log)}\n${end.log === '' ? '' : `--- post step\n${plain(end.log)}\n`}`;
    }),
  );
  await expect(pages.join('\n')).toMatchFileSnapshot('messages.snapshot.md');
});

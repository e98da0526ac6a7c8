import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import {
  connectionTo,
  type RunStep,
  type Scenario,
  type StepOptions,
  type Steps,
  scenario,
} from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { selfSigned } from '../tenant/certificate.ts';
import type { Fault } from '../tenant/faults.ts';
import type { StoredClient, TenantOptions } from '../tenant/tenant.ts';

/** Runs a situation with its own tenant. @returns its page */
type Situation = (tenant: TenantOptions | undefined) => Promise<string>;

const built =
  (situation: (s: Scenario) => Promise<RunStep>): Situation =>
  async tenant => {
    await using s = await scenario(tenant);
    return await page(s, await situation(s));
  };
const here =
  (situation: (s: Steps) => Promise<RunStep>): Situation =>
  async tenant => {
    await using s = await inThisProcess(tenant);
    return await page(s, await situation(s));
  };

/** Long enough even on a busy machine, because the number of retries is part of the page. */
const create = (s: Steps, inputs: Record<string, string> = {}, options?: Pick<StepOptions, 'env'>) =>
  s.create({ 'timeout-seconds': '25', ...inputs }, options);
const NO_PAT = { 'pat-client-id': '', 'pat-client-secret': '' };
/** For a step that waits until its deadline. */
const SOON = { 'timeout-seconds': '10' };
const broken =
  (...faults: Fault[]) =>
  (s: Steps): Promise<RunStep> => {
    s.tenant.fault(...faults.map(fault => ({ times: Number.POSITIVE_INFINITY, ...fault })));
    return create(s, SOON);
  };
const responds = (on: Fault['on'], status: number, body?: unknown, headers: Record<string, string> = {}): Fault => ({
  on,
  do: respond(status, { body, headers }),
});
const messages = [
  { locale: 'de-DE', localeOrigin: 'REQUEST', text: 'Der Name ist vergeben.' },
  { locale: 'en-US', localeOrigin: 'DEFAULT', text: 'The name is taken.' },
];
const lost: Fault = { on: 'create', do: { kind: 'reset', work: 'done' }, times: 1 };

/** The response to the create request, changed. */
const created = (change: Record<string, unknown>, times = 1): Fault => ({
  on: 'create',
  do: { kind: 'edit', change: given => ({ ...Object(given), ...change }) },
  times,
});
const gone = { ...responds('delete', 404, { detailCode: '404.1', messages: [] }), times: Number.POSITIVE_INFINITY };
const OLD = { name: 'Pipeline', created: '2020-01-01T00:00:00Z' };
const REPLACE = { 'if-exists': 'replace' };
/** The post step of a job that ends in this way, with that state. */
const ending = ({ main, post }: RunStep, options: Parameters<RunStep['post']>[0]): RunStep => ({
  main,
  post: () => post(options),
});
const prune = (s: Steps, inputs: Record<string, string>) =>
  s.step({ ...connectionTo(s.tenant), ...inputs }, { action: 'prune' });
const MARK = `[ephemeral repository=octo-org/octo-repo run=1 id=${'ab'.repeat(16)}]`;
const cutShort = (name: string) => (state: Readonly<Record<string, string>>) => ({
  ...state,
  [name]: (state[name] ?? '').slice(0, -4),
});

const STAYS = { name: 'Pipeline', scope: ['idn:accounts:read'] };

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'nothing is given': built(s => s.step({})),
  'several inputs are wrong': here(s =>
    create(
      s,
      { tenant: 'acme', enabled: 'yes', scope: 'a"b', 'seal-key': 'short' },
      { env: { INPUT_DRY_RUN: 'true' } },
    ),
  ),
  'the body file is wrong': here(async s => {
    await writeFile(join(s.job.workspace, 'client.yml'), 'name: x\nscopes: [a]\nenabled: 1\n');
    return create(s, { 'body-file': 'client.yml' });
  }),
  'the body file does not exist': here(s => s.step({ ...connectionTo(s.tenant), 'body-file': 'config/nowhere.yml' })),
  'the body file is in Latin-1': here(async s => {
    await writeFile(join(s.job.workspace, 'client.yml'), 'name: Gesch\xe4ft', 'latin1');
    return create(s, { 'body-file': 'client.yml' });
  }),
  'the body file is in UTF-16': here(async s => {
    await writeFile(join(s.job.workspace, 'client.yml'), 'name: x', 'utf16le');
    return create(s, { 'body-file': 'client.yml' });
  }),
  'the body file has an expression': here(async s => {
    await writeFile(join(s.job.workspace, 'client.yml'), 'name: ${{ github.repository }}');
    return create(s, { 'body-file': 'client.yml' });
  }),
  'scopes with typing mistakes': here(s => create(s, { scope: "'a:b' * c:d;e:f #g:h" })),
  'the web host as tenant': here(s => create(s, { 'base-url': '', tenant: 'https://acme.identitynow.com' })),
  'the web host as base-url': here(s => create(s, { 'base-url': 'https://acme.login.sailpoint.com' })),
  'a secret from a chat': here(s => create(s, { 'pat-client-secret': '“secret-of-a-chat”' })),
  'a secret with quotes': here(s => create(s, { 'pat-client-secret': '"secret-with-quotes"' })),
  'Dependabot gets no secrets': here(s => create(s, NO_PAT, { env: { GITHUB_ACTOR: 'dependabot[bot]' } })),
  'a description that prune would trust, and a name that is too long': here(s =>
    create(s, { description: '[ephemeral x]', name: 'x'.repeat(5000) }),
  ),
  'inputs that are allowed and probably not intended': here(s =>
    create(s, {
      scope: 'read',
      'redirect-uris': 'app:/cb',
      ephemeral: 'true',
      'access-token': s.tenant.issueToken({}),
      'pat-client-id': '',
      'pat-client-secret': '',
    }),
  ),
  'the proxy cannot be read': here(s =>
    create(s, { 'base-url': 'https://tenant.example' }, { env: { https_proxy: 'not a url' } }),
  ),
  'the host is unknown': built(s => create(s, { 'base-url': 'https://no-such-host.invalid' })),
  'the host refuses connections': built(s => create(s, { 'base-url': 'http://127.0.0.1:1', ...SOON })),
  'the certificate is not trusted': built(s => create(s)),
  'the proxy is down': built(s =>
    create(s, { 'base-url': 'https://tenant.example', ...SOON }, { env: { https_proxy: 'http://127.0.0.1:1' } }),
  ),
  'the PAT is wrong': here(s => create(s, { 'pat-client-secret': 'wrong-secret' })),
  'the token is an API client’s': here(s =>
    create(s, { 'access-token': s.tenant.issueToken({ user: false }), 'pat-client-id': '', 'pat-client-secret': '' }),
  ),
  'the access token has expired': here(s =>
    create(s, { 'access-token': s.tenant.issueToken({ expired: true }), 'pat-client-id': '', 'pat-client-secret': '' }),
  ),
  'the path does not exist': here(broken(responds('create', 404, { messages: [] }))),
  'the tenant refuses the request': here(broken(responds('create', 400, { trackingId: 'e7eab609', messages }))),
  'the tenant requests a wait of an hour': here(
    broken(responds('token', 429, { message: ' Rate Limit Exceeded ' }, { 'retry-after': '3600' })),
  ),
  'the tenant is down when signing in': built(broken(responds('token', 503))),
  'a sign-in page comes before the tenant': here(
    broken({
      on: 'token',
      do: respond(200, { contentType: 'text/html', body: '<html>Sign in</html>' }),
    }),
  ),
  'a redirect': here(broken(responds('token', 302, undefined, { location: 'https://login.example/path?session=1' }))),
  'the response to the create request was lost': here(broken(lost)),
  'the response was lost, and the list fails': here(broken(lost, responds('list', 500, { trackingId: 'b21b1f7c' }))),
  'the create request fails each time and leaves nothing': here(s => {
    s.tenant.fault({ ...responds('create', 500, { trackingId: 'b21b1f7c', messages }), times: 9 });
    return create(s);
  }),
  'the response has no secret': here(
    broken({
      on: 'create',
      do: { kind: 'edit', change: given => ({ ...Object(given), secret: null }) },
      times: 1,
    }),
  ),
  'the tenant is too slow': built(
    broken({ on: 'token', do: { kind: 'hang', work: 'not done', at: 'before headers' } }),
  ),
  'the create request gets no response': built(
    broken({ on: 'create', do: { kind: 'hang', work: 'not done', at: 'before headers' } }),
  ),
  'an ephemeral client cannot be deleted': built(async s => {
    s.tenant.fault({ ...responds('delete', 403, { trackingId: 'b21b1f7c', messages: [] }), times: 9 });
    return create(s, { ephemeral: 'true' });
  }),
  'a client of the name exists': here(async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return create(s, { 'if-exists': 'fail' });
  }),
  'an update with a name that several clients have': here(async s => {
    for (const _ of [1, 2]) s.tenant.addClient(STAYS);
    return create(s, { 'if-exists': 'update' });
  }),
  'an update of fields that the tenant cannot change': here(async s => {
    s.tenant.addClient(STAYS);
    return create(s, { 'if-exists': 'update', scope: 'idn:sources:read', internal: 'true', description: 'New' });
  }),
  'an update after which the rights differ': here(async s => {
    s.tenant.addClient({ ...STAYS, enabled: false });
    s.tenant.fault({ on: 'patch', do: { kind: 'edit', change: given => ({ ...Object(given), enabled: false }) } });
    return create(s, { 'if-exists': 'update', enabled: 'true' });
  }),
  'an update whose response cannot be read, and that was not carried out': here(async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault({ on: 'patch', do: respond(200, { body: {} }) });
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update of a client that someone deletes meanwhile': here(async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault(responds('patch', 404, { trackingId: 'b21b1f7c', messages }));
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update with options that need a secret': here(async s => {
    s.tenant.addClient(STAYS);
    return create(s, { 'if-exists': 'update', verify: 'true', 'export-env': 'true', 'seal-key': 'ab'.repeat(32) });
  }),
  'an update with ephemeral': here(s => create(s, { 'if-exists': 'update', ephemeral: 'true' })),
  'the new credentials do not work': built(async s => {
    s.tenant.fault({ ...responds('token', 401, { error: 'invalid_client' }), after: 1, times: 99 });
    return create(s, { verify: 'true', ...SOON });
  }),
  'the new credentials do not work, and the client was deleted meanwhile': built(s => {
    s.tenant.fault({ ...responds('token', 401, { error: 'invalid_client' }), after: 1, times: 99 }, gone);
    return create(s, { verify: 'true', ...SOON });
  }),
  'the tenant grants other rights': here(broken(created({ scope: ['idn:accounts:read', 'idn:sources:read'] }))),
  'the tenant stores something else': here(broken(created({ description: 'Cut' }))),
  'the id cannot be in a URL': here(broken(created({ id: 'a/b' }))),
  'the id is a secret': here(s => broken(created({ id: s.tenant.pat.clientSecret }))(s)),
  'the secret is not plain text': here(broken(created({ secret: 'two\nlines' }))),
  'the secret is also in another field': here(
    broken({
      on: 'create',
      do: { kind: 'edit', change: given => ({ ...Object(given), description: Object(given).secret }) },
    }),
  ),
  'the response is a list': here(broken({ on: 'create', do: { kind: 'edit', change: given => [given] }, times: 1 })),
  'the response is not JSON': here(broken({ ...responds('create', 200, 'Created'), times: 1 })),
  'the response was cut': here(broken({ on: 'create', do: { kind: 'cut', bytes: 20, contentLength: true }, times: 1 })),
  'the response is too large': here(broken({ on: 'create', do: { kind: 'flood', bytes: 2_000_000 }, times: 1 })),
  'the response names a client that existed before': here(async s => {
    const { id } = s.tenant.addClient({ ...OLD, name: 'Someone else’s' });
    return broken(created({ id, created: OLD.created }))(s);
  }),
  'the token is a list': here(broken(responds('token', 200, []))),
  'there is no token': here(broken(responds('token', 200, { token_type: 'bearer' }))),
  'a list that is not an array': here(async s => {
    s.tenant.fault({ ...responds('list', 200, { items: [] }), times: 9 });
    return create(s, REPLACE);
  }),
  'every warning of a request': here(s =>
    create(s, {
      'grant-types': 'CLIENT_CREDENTIALS REFRESH_TOKEN',
      type: 'PUBLIC',
      scope: '',
      ephemeral: 'true',
      'seal-key': 'ab'.repeat(32),
    }),
  ),
  'a plan of an update without credentials': here(s =>
    create(s, { ...NO_PAT, 'if-exists': 'update', 'dry-run': 'true' }),
  ),
  'a secret shorter than a mask': here(s => create(s, { 'pat-client-secret': 'abc' })),
  'an ephemeral client may be left, and the list fails': here(s => {
    s.tenant.fault(lost, { ...responds('list', 500, { messages }), times: 99 });
    return create(s, { ephemeral: 'true' });
  }),
  'the create request was lost, and the list fails in the main step': here(s => {
    s.tenant.fault(lost, { ...responds('list', 500, { messages }), times: 8 });
    return create(s);
  }),
  'the step was stopped before it output the client': here(async s => {
    const step = await create(s, { ephemeral: 'true' });
    return ending(step, {
      mapState: ({ outcome = '', ...state }) => ({
        ...state,
        outcome: outcome.replace('"state":"handed out"', '"state":"created"'),
      }),
    });
  }),
  'the plan in the state was truncated': here(async s => ending(await create(s), { mapState: cutShort('plan') })),
  'plan and outcome were truncated': here(async s =>
    ending(await create(s), { mapState: state => cutShort('outcome')(cutShort('plan')(state)) }),
  ),
  'a rotation whose own client no longer exists': here(async s => {
    s.tenant.addClient(OLD);
    const step = await create(s, REPLACE);
    await prune(s, { 'client-id': step.main.outputs['client-id'] ?? '' });
    return ending(step, { jobStatus: 'success' });
  }),
  'a rotation at the same time as another one, and an older client that no longer exists': here(async s => {
    const { id } = s.tenant.addClient(OLD);
    const step = await create(s, REPLACE);
    await prune(s, { 'client-id': id });
    s.tenant.addClient({ name: 'Pipeline' });
    s.tenant.addClient({ name: 'Pipeline' });
    return ending(step, { jobStatus: 'success' });
  }),
  'a rotation in a job that was cancelled': here(async s => {
    for (let y = 0; y < 25; y++) s.tenant.addClient(OLD);
    return ending(await create(s, REPLACE), { jobStatus: 'cancelled' });
  }),
  'an update of a client whose id cannot be in a URL': here(async s => {
    s.tenant.addClient({ ...STAYS, id: '..' });
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update whose fixed fields the tenant does not show': here(async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault({ on: 'list', do: { kind: 'edit', change: list => without('scope', list) }, times: 9 });
    return create(s, { 'if-exists': 'update' });
  }),
  'an update whose response was lost, and the client no longer exists': here(async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault(
      { on: 'patch', do: respond(200, { body: {} }) },
      { on: 'list', do: { kind: 'edit', change: () => [] }, after: 1 },
    );
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update whose response was lost, and the list fails': here(async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault(
      { on: 'patch', do: respond(200, { body: 'Done' }) },
      { ...responds('list', 500), after: 1, times: 99 },
    );
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'the endpoint of v1 will be removed': here(async s => {
    s.tenant.fault(responds('create', 403, { messages }, { 'x-deprecated': 'true' }));
    return create(s, { 'api-version': 'v1' });
  }),
  'the endpoint will be removed': here(
    broken({
      on: 'create',
      do: respond(403, { headers: { 'x-deprecated': 'true' }, body: { messages } }),
    }),
  ),
  'the tenant tries to inject a command': here(
    broken(
      responds('create', 400, {
        trackingId: 'x\n::error::a',
        messages: [{ locale: 'en', text: 'x\r\n::add-mask::a\n##[error]b %0A::error::c' }],
      }),
    ),
  ),
  'a rotation in a job whose status is unknown': here(async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return create(s, { 'if-exists': 'replace', 'job-status': '' });
  }),
  'export-env with an existing client': here(async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return create(s, { 'if-exists': 'skip', 'export-env': 'true', 'seal-key': 'ab'.repeat(32) });
  }),
  'prune selects nothing': here(s => s.step({ ...connectionTo(s.tenant), 'older-than': '1 day' }, { action: 'prune' })),
  'prune selects its own client, and one that cannot be deleted': here(async s => {
    const { id } = s.tenant.addClient({ created: '2020-01-01T00:00:00Z' });
    s.tenant.fault({ ...responds('delete', 500), times: 9 });
    const clientIds = `${id} ${s.tenant.pat.clientId}`;
    s.tenant.addClient({ id: s.tenant.pat.clientId, created: '2021-01-01T00:00:00Z' });
    return s.step({ ...connectionTo(s.tenant), 'client-id': clientIds, 'timeout-seconds': '8' }, { action: 'prune' });
  }),
  'prune in the middle of jobs': here(s => prune(s, { ephemeral: 'true' })),
  'prune with every reason': here(s => {
    const lastUsed = '2020-02-01T00:00:00Z';
    const add = (more: Partial<StoredClient>) => s.tenant.addClient({ name: 'Pipeline', lastUsed, ...more });
    add({ created: '2020-01-01T00:00:00Z' });
    add({ created: '2020-01-02T00:00:00Z', lastUsed: null });
    add({ created: '2020-01-03T00:00:00Z', lastUsed: 'some day' });
    add({ created: 'some day' });
    return prune(s, { name: 'Pipe*', 'older-than': '1d', 'unused-for': '1d', keep: '1', 'dry-run': 'true' });
  }),
  'prune deletes a client that a job left': here(s => {
    s.tenant.addClient({ ...OLD, description: MARK });
    return prune(s, { ephemeral: 'true', 'older-than': '1d' });
  }),
  'prune finds an id that cannot be in a URL': here(s => {
    s.tenant.addClient({ ...OLD, id: '..' });
    return prune(s, { name: '*' });
  }),
  'prune gets an error with HTTP 200': here(s => {
    s.tenant.addClient(OLD);
    s.tenant.fault({ ...responds('delete', 200, { error: 'no' }), times: 9 });
    return prune(s, { name: '*' });
  }),
  'prune finds nothing': here(s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return s.step({ ...connectionTo(s.tenant), 'client-id': 'gone' }, { action: 'prune' });
  }),
  'a description of the user’s own, and a lost response': here(async s => {
    s.tenant.fault(lost);
    return create(s, { description: 'My own' });
  }),
  'a response that names another client without a secret': here(async s => {
    const existing = s.tenant.addClient({ name: 'Pipeline', description: 'x' });
    s.tenant.fault(responds('create', 200, { ...existing, secret: null }));
    return create(s);
  }),
  'such a response, and the list fails': here(async s => {
    const existing = s.tenant.addClient({ name: 'Pipeline', description: 'x' });
    s.tenant.fault(responds('create', 200, { ...existing, secret: null }));
    s.tenant.fault({ ...responds('list', 403, { messages }), times: Number.POSITIVE_INFINITY });
    return create(s);
  }),
  'a page with 403 instead of a response': here(async s => {
    s.tenant.fault({ on: 'create', do: respond(403, { body: '<html>', contentType: 'text/html' }) });
    return create(s);
  }),
  'wider rights for a client that a list showed': here(async s => {
    const { id } = s.tenant.addClient({ name: 'Pipeline' });
    s.tenant.fault(created({ id, scope: ['sp:scopes:all'] }));
    return create(s, REPLACE);
  }),
  'one lost request, then a client': here(async s => {
    s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'not done' } });
    return create(s);
  }),
  'the step was killed while it output the client': here(async s => {
    const step = await create(s);
    const client = { id: step.main.outputs['client-id'], requestId: '0'.repeat(32), isIdKept: true };
    const outcome = JSON.stringify({ state: 'handing out', client, unknown: [] });
    const plan = JSON.parse(step.main.state['plan'] ?? '');
    return ending(step, {
      jobStatus: 'cancelled',
      mapState: state => ({ ...state, plan: JSON.stringify(plan), outcome }),
    });
  }),
  'replace alongside a client of the same run': here(async s => {
    await create(s, REPLACE);
    return create(s, REPLACE);
  }),
  'replace in a job that failed, its client deleted meanwhile': here(async s => {
    const step = await create(s, REPLACE);
    await prune(s, { 'client-id': step.main.outputs['client-id'] ?? '' });
    return ending(step, { jobStatus: 'failure' });
  }),
  'replace with keep-older in a job that failed, and the list fails': here(async s => {
    s.tenant.addClient(OLD);
    const step = await create(s, { ...REPLACE, 'keep-older': '1' });
    s.tenant.fault({ ...responds('list', 403, { messages }), times: Number.POSITIVE_INFINITY });
    return ending(step, { jobStatus: 'failure' });
  }),
  'an update with two clients of the name': here(async s => {
    s.tenant.addClient({ ...STAYS, ...OLD });
    s.tenant.addClient({
      ...STAYS,
      name: 'Pipeline',
      created: '2019-01-01T00:00:00Z',
      lastUsed: '2021-02-03T04:05:06Z',
    });
    return create(s, { 'if-exists': 'update' });
  }),
  'an update whose response is lost, and that was not carried out': here(async s => {
    s.tenant.addClient({ ...STAYS, description: 'Old' });
    s.tenant.fault({ on: 'patch', do: respond(504), times: Number.POSITIVE_INFINITY });
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update that gives wider rights': here(async s => {
    s.tenant.addClient({ ...STAYS, description: 'Old' });
    s.tenant.fault({ on: 'patch', do: { kind: 'edit', change: given => ({ ...Object(given), type: 'PUBLIC' }) } });
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update of a client that is deleted meanwhile': here(async s => {
    s.tenant.addClient({ ...STAYS, description: 'Old' });
    s.tenant.fault({ on: 'patch', do: respond(204) });
    s.tenant.fault({ on: 'list', do: respond(200, { body: [] }), after: 1 });
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'an update that the tenant stores in a third form': here(async s => {
    s.tenant.addClient({ ...STAYS, description: 'Old' });
    const third: Fault['do'] = { kind: 'edit', change: given => ({ ...Object(given), description: 'Third' }) };
    const both = (given: unknown) =>
      Array.isArray(given) ? given.map(each => ({ ...each, description: 'Third' })) : given;
    s.tenant.fault({ on: 'patch', do: third }, { on: 'list', do: { kind: 'edit', change: both }, after: 1 });
    return create(s, { 'if-exists': 'update', description: 'New' });
  }),
  'a plan for a client that does not exist': here(s => create(s, { 'if-exists': 'update', 'dry-run': 'true' })),
  'a token with more scopes': here(async s => {
    const scope = { scope: 'idn:accounts:read idn:roles:read', verify: 'true' };
    const token = (names: string): Fault => ({
      on: 'token',
      do: { kind: 'edit', change: given => ({ ...Object(given), scope: names }) },
      after: 1,
    });
    s.tenant.fault(token('idn:accounts:read idn:roles:read idn:sources:read'));
    return create(s, scope);
  }),
  'a token with fewer scopes': here(async s => {
    s.tenant.fault({
      on: 'token',
      do: { kind: 'edit', change: given => ({ ...Object(given), scope: 'a:b' }) },
      after: 1,
    });
    return create(s, { scope: 'a:b c:d', verify: 'true' });
  }),
  'inputs of create that cannot be combined': here(s =>
    s.step(
      {
        ...connectionTo(s.tenant),
        name: 'x',
        scope: 'a:b',
        'request-token': 'true',
        verify: 'false',
        'keep-older': '1',
      },
      {},
    ),
  ),
  "replace on Gitea's runner": here(s => s.create(REPLACE, { env: { GITEA_ACTIONS: 'true' } })),
  'unseal gets nothing': here(s => s.step({}, { action: 'unseal' })),
  'unseal has a different key': here(async s => {
    const { main } = await s.create({ 'seal-key': 'ab'.repeat(32) });
    const sealed = main.outputs['sealed'] ?? '';
    return s.step({ sealed, 'seal-key': 'cd'.repeat(32) }, { action: 'unseal' });
  }),
};

function without(field: string, list: unknown): unknown {
  return Array.isArray(list) ? list.map(({ [field]: _, ...rest }) => rest) : list;
}

const TENANTS: Readonly<Record<string, TenantOptions>> = {
  'the certificate is not trusted': { tls: selfSigned() },
};

test('what each failure prints matches the reviewed page', { timeout: 300_000 }, async () => {
  const pages = await Promise.all(
    Object.entries(SITUATIONS).map(async ([title, situation]) => `## ${title}\n\n${await situation(TENANTS[title])}`),
  );
  await expect(pages.join('\n')).toMatchFileSnapshot('messages.snapshot.md');
});

async function page({ tenant }: Steps, { main, post }: RunStep): Promise<string> {
  // If the main step left no state, the post step has nothing to do: wrong-inputs.test.ts checks that.
  const end = Object.keys(main.state).length === 0 ? { log: '' } : await post();
  const whole = main.log + end.log;
  // In the order in which a user sees them.
  const ids = [...tenant.clients.keys(), ...tenant.deleted].sort((a, b) => whole.indexOf(a) - whole.indexOf(b));
  const shown = ids.filter(id => whole.includes(id));
  const plain = (text: string) =>
    shown
      .reduce((rest, id, index) => rest.replaceAll(id, `<id ${index + 1}>`), text)
      .replaceAll(new URL(tenant.origin).host, '<host>')
      .replaceAll(/^.*trying again in.*\n/gm, '')
      // Only while the half minute is not over.
      .replaceAll(/^Checking for .*\n/gm, '')
      // Progress, every few seconds.
      .replaceAll(/\n\d+ of \d+ clients? deleted\.(?=\n|$)/g, '')
      .replaceAll(/\d+(\.\d+)? s\b/g, '<n> s')
      .replaceAll(/\b[0-9a-f]{32}\b/g, '<hex>')
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '<time>')
      // Depends on how the machine resolves names.
      .replaceAll(/getaddrinfo (ENOTFOUND|EAI_AGAIN)/g, 'getaddrinfo <code>');
  return `${plain(main.log)}\n${end.log === '' ? '' : `--- post step\n${plain(end.log)}\n`}`;
}

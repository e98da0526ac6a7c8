import { expect, test } from 'vitest';
import { proofOf } from '../../src/tenant/transport/response.ts';
import { respond } from '../helpers/respond.ts';
import { errorsOf, operations, type RunStep, type Steps, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { Fault } from '../tenant/faults.ts';
import { GATEWAY_RESPONSES } from '../tenant/gateway.ts';
import reference from '../tenant/openapi/reference-response.json' with { type: 'json' };

const creates = (s: Steps) => operations(s).filter(operation => operation === 'create').length;
const responds = (changes: object): Fault => ({
  on: 'create',
  do: { kind: 'edit', change: client => ({ ...Object(client), ...changes }) },
});

/** The post step sends nothing and says nothing. */
async function expectSilentEnd(s: Steps, { post }: RunStep, jobStatus = 'failure'): Promise<void> {
  const sent = s.tenant.requests.length;
  const end = await post({ jobStatus });
  expect([end.failed, end.log, s.tenant.requests.length - sent]).toEqual([false, '', 0]);
}

const REQUEST = {
  'business-name': 'Acme-Solar',
  'homepage-url': 'http://localhost:12345',
  name: 'Demo API Client',
  description: reference.description,
  'refresh-token-validity-seconds': '86400',
  'redirect-uris': 'http://localhost:12345 http://localhost:67890',
  'grant-types': 'AUTHORIZATION_CODE CLIENT_CREDENTIALS REFRESH_TOKEN',
  scope: reference.scope.join(' '),
};

test("the reference's own example succeeds without an annotation, with two requests", async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: respond(200, { body: reference }) });
  const step = await s.create(REQUEST);
  expect([step.main.failed, step.main.annotations], step.main.log).toEqual([false, []]);
  expect(step.main.outputs).toMatchObject({ 'client-id': reference.id, 'client-secret': reference.secret });
  expect(operations(s)).toEqual(['token', 'create']);
  await expectSilentEnd(s, step, 'success');
});

test.each<[string, object]>([
  ['1970', { created: '1970-01-01T00:00:00Z' }],
  ['the year 0001', { created: '0001-01-01T00:00:00Z' }],
  ['no time at all', { created: undefined }],
  ['a time that is none', { created: 'yesterday' }],
])('a client with %s as `created` is handed out', async (_, changes) => {
  await using s = await inThisProcess();
  s.tenant.fault(responds(changes));
  const step = await s.create();
  expect([step.main.failed, step.main.annotations], step.main.log).toEqual([false, []]);
  expect(creates(s)).toBe(1);
});

test.each([2, -2])('a client of a tenant whose clock is %i days off is handed out', async days => {
  await using s = await inThisProcess({ now: () => Date.now() + days * 86_400_000 });
  const step = await s.create();
  expect([step.main.failed, step.main.annotations], step.main.log).toEqual([false, []]);
  await expectSilentEnd(s, step, 'success');
});

test.each(['an id that a list showed', "the PAT's id"])(
  'a client is handed out although the response has %s',
  async which => {
    await using s = await inThisProcess();
    const listed = s.tenant.addClient({ name: 'Pipeline' });
    const id = which === "the PAT's id" ? s.tenant.pat.clientId : listed.id;
    s.tenant.fault(responds({ id }));
    const { main } = await s.create({ 'if-exists': 'replace', verify: 'false' });
    expect(main.outputs['client-id'], main.log).toBe(id);
    expect(creates(s)).toBe(1);
  },
);

test('a client with wider rights is not deleted if a list already showed its id', async () => {
  await using s = await inThisProcess();
  const { id } = s.tenant.addClient({ name: 'Pipeline' });
  s.tenant.fault(responds({ id, scope: ['sp:scopes:all'] }));
  const { main } = await s.create({ 'if-exists': 'replace' });
  expect(errorsOf(main)).toMatch(new RegExp(`wider rights.*The client ${id} existed before, so it is not deleted`));
  expect(s.tenant.deleted).toEqual([]);
});

const WORDS: readonly [body: unknown, words: string][] = [
  [{ title: 'Bad Request', detail: 'name is taken' }, 'Bad Request, name is taken'],
  [{ detail: [{ msg: 'field required', loc: ['body', 'name'] }] }, 'field required'],
  [{ errors: [{ message: 'name must be unique' }, { message: 'b' }] }, 'name must be unique, b'],
  [{ errors: ['name must be unique'] }, 'name must be unique'],
  [{ errorMessage: 'RESTEASY003635', errorName: 'x' }, 'RESTEASY003635'],
  [[{ message: 'in a list' }], 'in a list'],
  [{ message: 'no Route matched' }, 'no Route matched'],
  [{ error: { message: 'nested' } }, 'nested'],
  [
    { detailCode: '409', trackingId: 't', messages: [{ locale: 'en-US', text: 'Exists' }], causes: [] },
    'Exists \\(trackingId',
  ],
  [{ trackingId: 'abc' }, 'HTTP \\d+ \\(trackingId "abc"\\)'],
  [{}, 'HTTP \\d+'],
];

test.each(WORDS.flatMap(([body, words], at) => [400, 402, 409, 422].map(status => [status, body, words, at] as const)))(
  '%i with the JSON %j: one create request, the error shows its words, nothing is looked for',
  async (status, body, words) => {
    await using s = await inThisProcess();
    s.tenant.fault({ on: 'create', do: respond(status, { body }), times: 3 });
    const step = await s.create();
    expect(errorsOf(step.main).replaceAll('"', ''), step.main.log).toMatch(new RegExp(words.replaceAll('"', '')));
    expect(operations(s)).toEqual(['token', 'create']);
    await expectSilentEnd(s, step);
  },
);

const IN_BETWEEN = Object.entries(GATEWAY_RESPONSES).filter(
  ([name]) => /^(30[127]|40[1345]|415|451|499)/.test(name) && !name.includes('JSON of another'),
);

test.each(IN_BETWEEN)('%s: the step sends one create request and looks once, without a wait', async (name, fault) => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: fault, times: 3 });
  const step = await s.create();
  expect(step.main.failed).toBe(true);
  expect([creates(s), operations(s).filter(each => each === 'list').length]).toEqual([1, 1]);
  expect(errorsOf(step.main)).not.toContain('PAGE-TEXT');
  // A client that was created has the id of the request in its description.
  expect(s.tenant.clients.size).toBe(0);
  if (name.includes('not done')) expect(errorsOf(step.main)).toMatch(/If one appears later, look for a client named/);
  else expect(errorsOf(step.main)).toContain('was deleted');
  await expectSilentEnd(s, step);
});

test('after 403 with a page and the work done, a client with the user’s own description is named, and the post step is silent', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: respond(403, { work: 'done', body: '<html>', contentType: 'text/html' }) });
  const step = await s.create({ description: 'mine' });
  expect(errorsOf(step.main)).toContain([...s.tenant.clients.keys()][0]);
  await expectSilentEnd(s, step);
});

test('after a page, a list that fails is requested once, and the error says what to look for', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: respond(403, { body: '<html>', contentType: 'text/html' }) });
  s.tenant.fault({ on: 'list', do: respond(503), times: 9 });
  const step = await s.create();
  expect(operations(s)).toEqual(['token', 'create', 'list']);
  expect(errorsOf(step.main)).toMatch(
    /could not be looked up.*Please look for a client named "Pipeline" whose description/,
  );
  await expectSilentEnd(s, step);
});

test.for([
  [201, '{}', 'carried out'],
  [302, '', 'refused in between'],
  [400, '{"title": "No"}', 'refused'],
  [403, '<html>', 'refused in between'],
  [404, '', 'refused in between'],
  [408, '{}', 'unknown'],
  [408, '<html>', 'unknown'],
  [429, '{}', 'refused for now'],
  [429, '<html>', 'refused for now'],
  [429, '', 'refused for now'],
  [500, '{}', 'unknown'],
  [502, '<html>', 'unknown'],
  [101, '', 'unknown'],
] as const)('HTTP %i with the body %j proves: %s', ([status, body, proof]) => {
  expect(proofOf({ status, headers: {}, body })).toBe(proof);
});

test.each([
  ['of the API', { message: ' Rate Limit Exceeded ' }],
  ['without a body', undefined],
  ['with a page', '<html>'],
])('after 429 %s the step waits, then sends the request again', async (_, body) => {
  await using s = await inThisProcess();
  const headers = { 'Retry-After': '1' };
  s.tenant.fault({ on: 'create', do: respond(429, { body, headers, contentType: 'text/html' }) });
  const step = await s.create();
  expect([step.main.failed, step.main.annotations], step.main.log).toEqual([false, []]);
  expect(operations(s)).toEqual(['token', 'create', 'create']);
  await expectSilentEnd(s, step, 'success');
});

test.each<[string, Fault['do']]>([
  ['500', respond(500, { work: 'not done' })],
  ['502', respond(502, { work: 'not done', body: '<html>', contentType: 'text/html' })],
  ['408', respond(408, { work: 'not done' })],
  ['a reset', { kind: 'reset', work: 'not done' }],
])('after one %s the step succeeds without an annotation, and the post step logs one line', async (_, fault) => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: fault });
  const { main, post } = await s.create();
  expect([main.failed, main.annotations], main.log).toEqual([false, []]);
  expect(operations(s)).toEqual(['token', 'create', 'list', 'create']);
  const end = await post({ jobStatus: 'success' });
  expect([end.failed, end.annotations]).toEqual([false, []]);
  expect(end.log).toMatch(/other than /);
  expect([...s.tenant.clients.keys()]).toEqual([main.outputs['client-id']]);
});

test('if the response is lost after the work, the client it left is deleted, and the second one is handed out', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  const step = await s.create();
  expect([step.main.failed, step.main.annotations], step.main.log).toEqual([false, []]);
  expect([...s.tenant.clients.keys()]).toEqual([step.main.outputs['client-id']]);
  expect(s.tenant.deleted.length).toBe(1);
  await expectSilentEnd(s, step, 'success');
});

test.each<[string, object]>([
  ['no secret', { secret: undefined }],
  ['a secret that is null', { secret: null }],
  ['a secret that is empty', { secret: '' }],
  ['a secret that is a number', { secret: 7 }],
  ['a secret with a line break', { secret: 'first\nsecond' }],
  ['no id', { id: undefined }],
  ['an id that is a number', { id: 7 }],
])('2xx with %s is not sent again: the client with our id is deleted, and the error says why', async (_, changes) => {
  await using s = await inThisProcess();
  s.tenant.fault({ ...responds(changes), times: 3 });
  const step = await s.create();
  expect(creates(s)).toBe(1);
  expect(s.tenant.clients.size).toBe(0);
  const what = Object.keys(changes)[0] === 'id' ? 'a client without an id' : '.*secret';
  expect(errorsOf(step.main)).toMatch(new RegExp(`^Creating the client failed: HTTP 200 with ${what}.*was deleted`));
  await expectSilentEnd(s, step);
});

test('after 2xx without a secret and a late list, the client is deleted, because the response shows our id', async () => {
  await using s = await inThisProcess({ habits: { listLagMs: 60_000 } });
  s.tenant.fault(responds({ secret: null }));
  const step = await s.create();
  expect([creates(s), s.tenant.clients.size]).toEqual([1, 0]);
  await expectSilentEnd(s, step);
});

test('a client of another request that a 2xx without a secret names is reported, not deleted', async () => {
  await using s = await inThisProcess();
  const existing = s.tenant.addClient({ name: 'Pipeline', description: 'x' });
  s.tenant.fault({ on: 'create', do: respond(200, { body: { ...existing, secret: null } }), times: 3 });
  const step = await s.create();
  expect(creates(s)).toBe(1);
  expect(errorsOf(step.main)).toContain(existing.id);
  expect(s.tenant.deleted).toEqual([]);
});

test('after 2xx without a secret, a client with the user’s own description is named, and the post step does nothing', async () => {
  await using s = await inThisProcess();
  s.tenant.fault(responds({ secret: null }));
  const step = await s.create({ description: 'For the nightly job' });
  const [id] = s.tenant.clients.keys();
  expect(errorsOf(step.main)).toContain(
    `1 client may have been created by the request, or by another job at the same time: ${id}`,
  );
  await expectSilentEnd(s, step);
});

test('the error of a retry does not hide the error of the first request', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: respond(500, { body: { messages: [{ locale: 'en', text: 'First' }] } }) });
  s.tenant.fault({ on: 'create', do: respond(400, { body: { messages: [{ locale: 'en', text: 'Second' }] } }) });
  const { main } = await s.create();
  expect(errorsOf(main)).toMatch(/Second.*The previous request failed as well: .*First/);
});

test.each(['status 500', 'reset'])('at most two create requests are sent (%s)', async kind => {
  await using s = await inThisProcess();
  const fault: Fault['do'] = kind === 'reset' ? { kind, work: 'not done' } : respond(500);
  s.tenant.fault({ on: 'create', do: fault, times: 9 });
  const { main, post } = await s.create();
  expect(creates(s)).toBe(2);
  const end = await post();
  expect(main.failed).toBe(true);
  expect(warningsOf(end)).toMatch(/look for a client named "Pipeline" whose description contains [0-9a-f]{32} or /);
});

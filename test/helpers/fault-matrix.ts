import { expect } from 'vitest';
import { findLeaks } from '../runner/leaks.ts';
import type { ProgramRun } from '../runner/runner.ts';
import type { Misbehaviour, Operation } from '../tenant/faults.ts';
import { expectHandedOut, expectNothingLost, NOT_LOOKED_UP } from './invariants.ts';
import { respond } from './respond.ts';
import { errorsOf, type Scenario, scenario } from './scenario.ts';

/** Is in every page and every broken body. No log may show it. */
const PAGE = '<html><body>PAGE-TEXT-of-a-proxy</body></html>';
const HOUR = { 'retry-after': '3600' };

const body = (text: string, contentType = 'application/json'): Misbehaviour =>
  respond(200, { work: 'done', body: text, contentType });
const edit = (changes: Record<string, unknown>): Misbehaviour => ({
  kind: 'edit',
  // In a list, every item is changed.
  change: given =>
    Array.isArray(given) ? given.map(item => ({ ...item, ...changes })) : { ...Object(given), ...changes },
});

export const FAULTS: Readonly<Record<string, Misbehaviour>> = {
  'reset before the work': { kind: 'reset', work: 'not done' },
  'reset after the work': { kind: 'reset', work: 'done' },
  '500 before the work': respond(500, { body: { trackingId: 'abc', messages: [{ locale: 'en', text: 'Oops' }] } }),
  '500 after the work': respond(500, { work: 'done' }),
  '502 with a page': respond(502, { work: 'done', body: PAGE, contentType: 'text/html' }),
  '503 before the work': respond(503),
  '503 with Retry-After': respond(503, { headers: { 'retry-after': '1' } }),
  '504 after the work': respond(504, { work: 'done', body: PAGE, contentType: 'text/html' }),
  '429 without Retry-After': respond(429, { body: { message: ' Rate Limit Exceeded ' } }),
  '429 with Retry-After': respond(429, { headers: { 'retry-after': '1' }, body: { message: ' Rate Limit Exceeded ' } }),
  '429 with an HTTP date': respond(429, { headers: { 'retry-after': new Date(Date.now() + 1000).toUTCString() } }),
  '429 with an hour': respond(429, { headers: HOUR }),
  '200 with a page': respond(200, { work: 'done', body: PAGE, contentType: 'text/html' }),
  '200 with a page before the work': respond(200, { body: PAGE, contentType: 'text/html' }),
  redirect: respond(302, { headers: { location: 'https://login.evil.example/?PAGE-TEXT' } }),
  'redirect that keeps the body': respond(307, { headers: { location: '/elsewhere?PAGE-TEXT' } }),
  'cut early': { kind: 'cut', bytes: 3, contentLength: true },
  'cut early, chunked': { kind: 'cut', bytes: 3, contentLength: false },
  'cut late': { kind: 'cut', bytes: -1, contentLength: true },
  'cut late, chunked': { kind: 'cut', bytes: -1, contentLength: false },
  'hang before the work': { kind: 'hang', work: 'not done', at: 'before headers' },
  'hang before the headers': { kind: 'hang', work: 'done', at: 'before headers' },
  'hang after the headers': { kind: 'hang', work: 'done', at: 'after headers' },
  'hang in the body': { kind: 'hang', work: 'done', at: 'mid body' },
  drip: { kind: 'drip', everyMs: 50 },
  'broken JSON': body('{"id": "PAGE-TEXT'),
  'JSON of a different type': body('"PAGE-TEXT"'),
  'an empty body': body(''),
  'no id, no token': edit({ id: undefined, access_token: undefined }),
  'an id of a different type': edit({ id: 7, access_token: 7 }),
  'an id that is a path': edit({ id: '../x', access_token: 'PAGE-TEXT\nx: y' }),
  'no secret': edit({ secret: undefined }),
  'an empty secret': edit({ secret: '' }),
  'a secret with a line break': edit({ secret: 'PAGE-TEXT\n::error::x' }),
  'half a gigabyte': { kind: 'flood', bytes: 512 * 1024 * 1024 },
  'a slow response': { kind: 'late', ms: 700, work: 'after the wait' },
};

const TIMEOUT = 3;
/** In milliseconds. A busy machine starts and ends programs slowly; a program that hangs takes minutes. */
const LONGEST_RUN = 60_000;

function checkRuns(s: Scenario, ...runs: ProgramRun[]): void {
  for (const run of runs) {
    expect(run.durationMs, 'ends by its deadline').toBeLessThan(LONGEST_RUN);
    expect(findLeaks(run, s.tenant.secrets(), { outputs: true }), 'shows no secret').toEqual([]);
    expect(run.stdout + run.stderr + run.summary, 'shows no page').not.toContain('PAGE-TEXT');
    expect(run.failed, `fails if and only if there is an error\n${run.log}`).toBe(errorsOf(run) !== '');
  }
}

/** Invariants after every run, whatever went wrong. */
function checkInvariants(s: Scenario, older: string, main: ProgramRun, post: ProgramRun, listWorks: boolean): void {
  const everything = `${main.log}\n${post.log}`;
  checkRuns(s, main, post);
  expect(s.tenant.clients.has(older), 'an older client stays').toBe(true);
  if (!main.failed) expectHandedOut(s.tenant, main.outputs, everything);
  const annotations = [...main.annotations, ...post.annotations].map(({ message }) => message).join('\n');
  // With false ids in the list, no better id can be named.
  if (annotations.includes('../x')) return;
  const accountedFor = [older, main.failed ? undefined : main.outputs['client-id']];
  // A busy machine can also be too slow to look it up in time.
  const mayBeUnfound = !listWorks || NOT_LOOKED_UP.test(annotations);
  expectNothingLost(s.tenant, accountedFor, annotations, everything, mayBeUnfound);
}

/** One cell of the matrix: a step and its post step, with one request that goes wrong. */
export async function runWithFault(operation: Operation, fault: Misbehaviour, times: number): Promise<void> {
  if (operation === 'patch') return updateWithFault(fault, times);
  await using s = await scenario();
  const older = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], created: '2020-01-01T00:00:00Z' });
  if (operation === 'list') s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  s.tenant.fault({ on: operation, do: fault, times });
  const inputs = { 'timeout-seconds': String(TIMEOUT), ephemeral: String(operation === 'delete') };
  const step = await s.create(inputs);
  const post = await step.post();
  checkInvariants(s, older.id, step.main, post, operation !== 'list' || times === 1);
}

/** An update: id and secret stay the same, no client is lost, and it succeeds only if the tenant has what was requested. */
async function updateWithFault(fault: Misbehaviour, times: number): Promise<void> {
  await using s = await scenario();
  const requested = { description: 'New', grantTypes: ['CLIENT_CREDENTIALS', 'REFRESH_TOKEN'] };
  const client = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  const before = structuredClone(client);
  s.tenant.fault({ on: 'patch', do: fault, times });
  const step = await s.create({
    ...{ 'if-exists': 'update', 'timeout-seconds': String(TIMEOUT), 'grant-types': requested.grantTypes.join() },
    description: requested.description,
  });
  const post = await step.post();
  checkRuns(s, step.main, post);
  expect(post.log).toBe('');
  const { modified } = client;
  expect([[...s.tenant.clients.values()], s.tenant.deleted]).toEqual([[client], []]);
  expect([
    { ...before, modified },
    { ...before, ...requested, modified },
  ]).toContainEqual(client);
  if (step.main.failed) expect(step.main.outputs).toEqual({});
  else {
    expect(client).toMatchObject(requested);
    const outputs = { 'client-id': before.id, 'client-secret': '', changed: '["description","grantTypes"]' };
    expect(step.main.outputs).toMatchObject(outputs);
  }
}

/** Every fault in each of the requests. The list is requested after a create without a response. */
export const CELLS = (['token', 'create', 'list', 'patch', 'delete'] as const).flatMap(operation =>
  Object.entries(FAULTS).map(([name, fault]) => ({ operation, name, fault })),
);

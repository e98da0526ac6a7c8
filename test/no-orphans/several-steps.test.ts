import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atOnce } from '../helpers/at-once.ts';
import { respond } from '../helpers/respond.ts';
import { operations, reached, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { Fault } from '../tenant/faults.ts';

const FAULTS: readonly [string, Fault['do']][] = [
  ['a reset before the work', { kind: 'reset', work: 'not done' }],
  ['a reset after the work', { kind: 'reset', work: 'done' }],
  ['a 502 before the work', respond(502, { body: '<html>', contentType: 'text/html' })],
  ['a 502 after the work', respond(502, { work: 'done', body: '<html>', contentType: 'text/html' })],
];

const FIRST: readonly [string, Record<string, string>][] = [
  ['with a different name', { name: 'Different' }],
  ['with the same name, ephemeral', { ephemeral: 'true' }],
  ['with the same name', {}],
];

const SECOND: readonly Record<string, string>[] = [
  {},
  { ephemeral: 'true' },
  { 'if-exists': 'replace', name: 'Rotated' },
];

const idOf = ({ main }: { main: { outputs: Record<string, string> } }) => main.outputs['client-id'] ?? '';

test.each(FIRST.flatMap(([title, first]) => FAULTS.map(([fault, what]) => [title, fault, first, what] as const)))(
  'after a step created a client %s, a second step of the run whose create request meets %s succeeds and does not name it',
  async (_, __, first, fault) => {
    await atOnce(SECOND.length, SECOND, async second => {
      await using s = await inThisProcess();
      const one = await s.create(first);
      s.tenant.fault({ on: 'create', do: fault });
      const two = await s.create(second);
      expect(two.main.failed, two.main.log).toBe(false);
      const neighbour = idOf(one);
      expect(two.main.annotations.map(({ message }) => message).join()).not.toContain(neighbour);
      // Like the runner: last in, first out.
      const end = await two.post({ jobStatus: 'success' });
      expect([end.failed, end.log.includes(neighbour)], end.log).toEqual([false, false]);
      expect(s.tenant.deleted).not.toContain(neighbour);
      await one.post({ jobStatus: 'success' });
      const left = [...(first['ephemeral'] ? [] : [neighbour]), ...(second['ephemeral'] ? [] : [idOf(two)])];
      expect([...s.tenant.clients.keys()].toSorted()).toEqual(left.toSorted());
    });
  },
);

test('after two steps replace one name in one job, one client is left, and the post steps report no other', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const one = await s.create({ 'if-exists': 'replace' });
  const two = await s.create({ 'if-exists': 'replace' });
  const endTwo = await two.post({ jobStatus: 'success' });
  const endOne = await one.post({ jobStatus: 'success' });
  expect([...s.tenant.clients.keys()]).toEqual([idOf(two)]);
  expect(endTwo.annotations).toEqual([]);
  expect(endOne.annotations.map(({ message }) => message).join()).not.toMatch(/remain/);
});

/** In milliseconds: long enough for the step to have read the response, even on a busy machine. */
const AFTER_THE_RESPONSE = 2000;

const cancelled = async (on: Fault['on'], fault: Fault['do'], inputs: Record<string, string> = {}, times = 9) => {
  const s = await scenario();
  s.tenant.fault({ on, do: fault, times });
  const step = await s.create(
    { 'timeout-seconds': '20', ...inputs },
    { kill: { signal: 'SIGTERM', when: reached(s, on).then(() => delay(AFTER_THE_RESPONSE)) } },
  );
  const sent = s.tenant.requests.length;
  return { s, step, sent };
};

const HANGS: Fault['do'] = { kind: 'hang', work: 'not done', at: 'before headers' };

test.each<[string, Fault['on'], Fault['do']]>([
  ['signs in at an endpoint that hangs', 'token', HANGS],
  ['signs in at an endpoint that returns 503', 'token', respond(503)],
  ['waits for a 429', 'create', respond(429, { headers: { 'Retry-After': '10' }, body: { message: 'Slow' } })],
])(
  'if the step is cancelled while it %s, no create request is of unknown outcome, so the post step does nothing',
  async (_, on, fault) => {
    const { s, step, sent } = await cancelled(on, fault);
    await using _s = s;
    // The tenant stays down.
    s.tenant.fault({ on: 'token', do: respond(503), times: 99 });
    const end = await step.post({ jobStatus: 'cancelled' });
    expect([end.failed, end.annotations]).toEqual([false, []]);
    expect(s.tenant.requests.length).toBe(sent);
  },
);

test('if the step is cancelled while verify requests a token, the post step deletes the client', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'token', do: HANGS, after: 1 });
  let tokens = 0;
  const verifying = new Promise<void>(done => {
    s.tenant.onRequest = ({ operation }) => void (operation === 'token' && ++tokens === 2 && done());
  });
  const inputs = { verify: 'true', 'timeout-seconds': '60' };
  const step = await s.create(inputs, { kill: { signal: 'SIGTERM', when: verifying } });
  expect(s.tenant.clients.size).toBe(1);
  s.tenant.clearFaults();
  const end = await step.post({ jobStatus: 'cancelled' });
  expect([end.failed, end.annotations, s.tenant.clients.size], end.log).toEqual([false, [], 0]);
  expect(operations(s).filter(each => each === 'list')).toEqual([]);
});

import { expect, test } from 'vitest';
import { answerInBetween, runJob, SPEED, UNSEEN } from './helpers/ambiguous-create.ts';
import { answer } from './helpers/answer.ts';
import { expectNothingLost } from './helpers/invariants.ts';
import { scenario, warningsOf } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';
import type { Fault } from './tenant/faults.ts';
import { combine } from './tenant/habits.ts';
import { HABITS } from './tenant/known-habits.ts';

// test/slow has all of them.
test.each([false, true])(
  'what somebody in between answers after the create was carried out (ephemeral: %s)',
  ephemeral => answerInBetween(7, ephemeral),
);

const LOST: Fault = {
  on: 'create',
  do: { kind: 'answer', work: 'done', status: 502, body: 'x', contentType: 'text/html' },
};

test.each([...Object.entries(HABITS.rights), ...Object.entries(HABITS.forms), ...Object.entries(HABITS.times)])(
  'a lost create that was stored otherwise (%s) is named by its id',
  async (name, habits) => {
    const { tenant, handedOut, annotations } = await runJob({ habits, faults: [LOST] });
    expect(tenant.clients.size, name).toBe(1);
    expectNothingLost(tenant, [handedOut], annotations, name);
    await tenant.close();
  },
);

test.each(
  [...Object.entries(HABITS.forms), ...Object.entries(HABITS.lists)].filter(([name]) => name !== 'no description'),
)('a lost create of an ephemeral client, with %s: nothing is left', async (name, habits) => {
  const lags = { listLagMs: (habits.listLagMs ?? 0) / SPEED, deletionLagMs: (habits.deletionLagMs ?? 0) / SPEED };
  const { tenant } = await runJob({ habits: combine(habits, lags), faults: [LOST], ephemeral: true });
  expect(tenant.clients.size, name).toBe(0);
  await tenant.close();
});

test('no scope at all is stored as all scopes: a lost create is named all the same', async () => {
  const { tenant, handedOut, annotations } = await runJob({ faults: [LOST], scope: [] });
  expect(tenant.clients.size).toBe(1);
  expectNothingLost(tenant, [handedOut], annotations, '');
  await tenant.close();
});

test.each([{ ephemeral: true }, { ephemeral: false }])(
  'a create that is carried out nine seconds after its answer ($ephemeral) is found by the post step',
  async ({ ephemeral }) => {
    const late: Fault = { on: 'create', do: { kind: 'answer', work: { afterMs: 9000 / SPEED }, status: 504 } };
    const { tenant, handedOut, annotations } = await runJob({ faults: [late, UNSEEN], ephemeral });
    if (!ephemeral) expectNothingLost(tenant, [handedOut], annotations, '');
    expect(tenant.clients.size, 'clients in the tenant').toBe(ephemeral ? 0 : 2);
    await tenant.close();
  },
);

const UNMARKED = HABITS.forms['no description'] ?? {};
const REFUSED: Fault = { on: 'delete', do: answer(403, { body: { messages: [] } }), times: Number.POSITIVE_INFINITY };

test('a client without its mark is named, although another one cannot be deleted', async () => {
  const faults = [LOST, UNSEEN, REFUSED];
  const { tenant, post, annotations } = await runJob({ habits: UNMARKED, faults, ephemeral: true });
  expect(tenant.clients.size).toBe(2);
  expectNothingLost(tenant, [], annotations, annotations);
  expect(post.green).toBe(false);
  await tenant.close();
});

test.each([2, 3])(
  'what cannot be looked up is said, although a client cannot be deleted (list %s fails)',
  async list => {
    const late: Fault = { on: 'create', do: { kind: 'answer', work: { afterMs: 3000 / SPEED }, status: 504 } };
    const down: Fault = { on: 'list', do: answer(503), after: list - 1, times: Number.POSITIVE_INFINITY };
    const faults = [late, UNSEEN, REFUSED, down];
    const { tenant, post, annotations } = await runJob({ habits: UNMARKED, faults, ephemeral: true });
    expect(tenant.clients.size).toBe(2);
    expectNothingLost(tenant, [], annotations, annotations, true);
    expect(post.annotations.join('\n')).toMatch(/could not be looked up.*1 client was not deleted/s);
    await tenant.close();
  },
);

test('a create that is listed only seconds after it was made is found by the post step', async () => {
  const habits = { listLagMs: 9000 / SPEED };
  const { tenant, handedOut, annotations } = await runJob({ habits, faults: [LOST] });
  expectNothingLost(tenant, [handedOut], annotations, '');
  await tenant.close();
});

test('a client that never shows is something to look for: a warning says what', async () => {
  const { tenant, annotations } = await runJob({ habits: { listLagMs: 60_000 }, faults: [LOST] });
  expect(annotations).toMatch(
    /Nobody knows whether the create request was carried out.*look for a client named "Pipeline"/,
  );
  await tenant.close();
});

test.each([400, 401, 403, 404, 405, 413, 415, 422])(
  'a refusal of the API itself (%s) is certain: no look-up, no word in the post step',
  async status => {
    await using s = await (status === 400 ? scenario : inThisProcess)();
    const body = { detailCode: `${status}`, messages: [{ locale: 'en', text: 'No.' }] };
    s.tenant.fault({ on: 'create', do: answer(status, { body }), times: 2 });
    const { main, post } = await s.create();
    expect(main.failed).toBe(true);
    const end = await post();
    expect(end).toMatchObject({ log: '', failed: false });
    expect(s.tenant.requests.some(({ operation }) => operation === 'list')).toBe(false);
  },
);

test('a client that another run describes is not taken for ours', async () => {
  const { tenant, annotations } = await runJob({ faults: [LOST] });
  await tenant.close();
  expect(annotations).toContain('probably created');

  await using s = await inThisProcess();
  const others = [
    'https://github.com/octo-org/octo-repo/actions/runs/2',
    'https://github.com/a/b/actions/runs/1658821493',
  ];
  const ids = others.map(url => s.tenant.addClient({ name: 'Pipeline', description: `Created by ${url}` }).id);
  s.tenant.fault({ on: 'create', do: answer(502) });
  const { main, post } = await s.create();
  expect(main.failed, main.log).toBe(false);
  const end = await post();
  for (const id of ids) expect(warningsOf(end)).not.toContain(id);
});

import { expect, test } from 'vitest';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import { findLeftovers } from '../../src/leftovers.ts';
import { fastClock } from '../helpers/fast-clock.ts';
import { expectNothingLost } from '../helpers/invariants.ts';
import { runMain, runPost } from '../helpers/ready-step.ts';
import { respond } from '../helpers/respond.ts';
import { errorsOf } from '../helpers/scenario.ts';
import { settingsFor } from '../helpers/settings.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { descriptionOf, RUN } from '../helpers/workflow-run.ts';
import type { Fault } from '../tenant/faults.ts';
import { combine, type Habits } from '../tenant/habits.ts';
import { HABITS } from '../tenant/known-habits.ts';
import { type StoredClient, startTenant, type Tenant } from '../tenant/tenant.ts';

/** One second of the test is twenty seconds of the deadline and of the tenant's lags. */
const SPEED = 20;
/** A list that shows nothing, so the main step never sees the new client, however busy the machine is. */
const UNSEEN: Fault = { on: 'list', do: { kind: 'edit', change: () => [] } };
const LOST: Fault = { on: 'create', do: respond(502, { work: 'done', body: 'x', contentType: 'text/html' }) };
const NOT_DONE: Fault = { on: 'create', do: { kind: 'reset', work: 'not done' } };
const EVER = Number.POSITIVE_INFINITY;
const lateBy = (ms: number): Fault => ({ on: 'create', do: respond(504, { work: { afterMs: ms / SPEED } }) });
/** The description is the user's own, so it contains no id. */
const OWN = { given: ['description'] } as const;

interface Unclear {
  readonly habits?: Partial<Habits>;
  readonly faults: readonly Fault[];
  readonly ephemeral?: boolean;
  readonly changes?: Partial<CreateSettings>;
}

/** A main step and its post step. @param prepare adds clients to the tenant before */
async function runJob(
  { habits = {}, faults, ephemeral = false, changes = {} }: Unclear,
  prepare: (tenant: Tenant) => void = () => {},
) {
  const clock = fastClock(SPEED, () => 0.5);
  const tenant = await startTenant({ habits, now: clock.now });
  prepare(tenant);
  tenant.fault(...faults);
  const settings = settingsFor(tenant, { timeout: 1_200_000, isEphemeral: ephemeral, ...changes });
  const main = await runMain(settings, clock);
  const post = await runPost(main, 'success', clock);
  const handedOut = main.green ? main.outputFile['client-id'] : undefined;
  const annotations = [...main.annotations, ...post.annotations].join('\n');
  return { tenant, main, post, handedOut, annotations };
}

test.each([...Object.entries(HABITS.forms), ...Object.entries(HABITS.times), ...Object.entries(HABITS.lists)])(
  'after a lost response of a tenant with %s, one client is left, or the others are named',
  async (name, habits) => {
    const lags = { listLagMs: (habits.listLagMs ?? 0) / SPEED, deletionLagMs: (habits.deletionLagMs ?? 0) / SPEED };
    for (const ephemeral of [false, true]) {
      const run = { habits: combine(habits, lags), faults: [LOST], ephemeral };
      const { tenant, main, post, handedOut, annotations } = await runJob(run);
      const shown = [...main.shown, '---', ...post.shown, '---', annotations].join('\n');
      const mayBeUnfound = name === 'no description';
      const accountedFor = [ephemeral ? undefined : handedOut];
      expectNothingLost(tenant, accountedFor, annotations, `${name}\n${shown}`, mayBeUnfound);
      await tenant.close();
    }
  },
);

test.each([false, true])(
  'a client created nine seconds after the request (ephemeral: %s) is deleted by its id',
  async ephemeral => {
    const { tenant, main, post, handedOut } = await runJob({ faults: [lateBy(9000), UNSEEN], ephemeral });
    expect([main.green, main.annotations, post.green, post.annotations]).toEqual([true, [], true, []]);
    expect([...tenant.clients.keys()]).toEqual(ephemeral ? [] : [handedOut]);
    const looked = post.shown.filter(line => line.endsWith('whether a create request of unknown fate left a client.'));
    expect(looked.length).toBeLessThan(2);
    await tenant.close();
  },
);

test.each([false, true])(
  'for a client that never appears (ephemeral: %s), the log says what to look for, "other than" the known client',
  async ephemeral => {
    const { tenant, post, handedOut } = await runJob({ faults: [NOT_DONE], ephemeral });
    expect(post.annotations).toEqual([]);
    expect(post.shown.join('\n')).toContain(`other than ${handedOut}`);
    await tenant.close();
  },
);

test('with a tenant that stores no descriptions, a warning says what to look for', async () => {
  const habits = HABITS.forms['no description'] ?? {};
  const { tenant, post, handedOut } = await runJob({ habits, faults: [NOT_DONE] });
  expect(post.annotations.join('\n')).toMatch(
    new RegExp(`look for a client named "Pipeline".*other than ${handedOut}`),
  );
  await tenant.close();
});

const NEIGHBOURS: Readonly<Record<string, Partial<StoredClient>>> = {
  'with a different name, of the same run': { name: 'Other', description: descriptionOf('plain', RUN, 'a'.repeat(32)) },
  'with the same name, of the same run': { description: descriptionOf('plain', RUN, 'b'.repeat(32)) },
  'ephemeral, with the same name, of the same run': { description: descriptionOf('ephemeral', RUN, 'c'.repeat(32)) },
  'of an older version, with the same name, of the same run': { description: descriptionOf('plain', RUN) },
};

test.each(Object.entries(NEIGHBOURS))('another client (%s) is kept and not mentioned', async (_, fields) => {
  for (const fault of [LOST, NOT_DONE]) {
    for (const ephemeral of [false, true]) {
      let neighbour = '';
      const { tenant, main, post, annotations } = await runJob({ faults: [fault], ephemeral }, tenant => {
        neighbour = tenant.addClient({ name: 'Pipeline', ...fields }).id;
      });
      expect([main.green, tenant.clients.has(neighbour)]).toEqual([true, true]);
      expect(annotations).toBe('');
      expect(annotations).not.toContain(neighbour);
      expect([...main.shown, ...post.shown].join('\n')).not.toContain(neighbour);
      await tenant.close();
    }
  }
});

test('a copy of the client under a different name is named, not deleted', async () => {
  const { tenant, annotations } = await runJob({ faults: [LOST, { ...UNSEEN, times: 1 }] }, tenant => {
    let copied = false;
    tenant.onRequest = ({ operation }) => {
      const [original] = tenant.clients.values();
      if (operation !== 'list' || original === undefined || copied) return;
      copied = true;
      tenant.addClient({ name: 'Copy', description: original.description });
    };
  });
  const copy = [...tenant.clients.values()].find(({ name }) => name === 'Copy');
  expect(copy).toBeDefined();
  expect(annotations).toContain(copy?.id);
  expect(annotations).toContain('Another one may appear later: look for a client named "Pipeline"');
  await tenant.close();
});

test('with the user’s own description, a client that may be ours is named and not deleted, and nothing is sent again', async () => {
  const { tenant, main, annotations } = await runJob({ faults: [LOST], changes: OWN });
  const [id = ''] = tenant.clients.keys();
  expect([main.green, tenant.deleted, tenant.clients.size]).toEqual([false, [], 1]);
  expect(annotations).toMatch(new RegExp(`may have been created by the request, or by another job.*${id}`));
  await tenant.close();
});

test.each(['an hour old', 'with the id of a request', 'with a different name'])(
  'with the user’s own description, a client %s is not named',
  async which => {
    let other = '';
    const { tenant, main, annotations } = await runJob({ faults: [NOT_DONE], changes: OWN }, tenant => {
      const created = new Date(Date.now() - (which === 'an hour old' ? 3_600_000 : 0)).toISOString();
      const description = which.includes('id') ? `Created by GitHub Actions, request ${'a'.repeat(32)}: x` : 'x';
      other = tenant.addClient({ name: which.includes('name') ? 'Other' : 'Pipeline', created, description }).id;
    });
    expect(main.green).toBe(true);
    expect(annotations).not.toContain(other);
    await tenant.close();
  },
);

const AT = Date.parse('2026-11-01T12:00:00Z');
const MINUTE = 60_000;
const client = (created: number | undefined) => ({
  ...{ id: 'x', name: 'Pipeline', description: 'x', lastUsed: null, fields: {} },
  created,
});

test.each<[string, number | undefined, number, number | undefined, boolean]>([
  ['half a minute before the request', undefined, 5, AT - 0.5 * MINUTE, true],
  ['two minutes before', AT + 5 * MINUTE, 5, AT - 2 * MINUTE, false],
  ['half a minute after its outcome became unknown', AT + 5 * MINUTE, 5, AT + 1.5 * MINUTE, true],
  ['two minutes after', AT + 5 * MINUTE, 5, AT + 3.5 * MINUTE, false],
  ['by a tenant whose clock is an hour ahead', AT + 65 * MINUTE, 5, AT + 60 * MINUTE, true],
  ['by the same tenant, an hour ago', AT + 65 * MINUTE, 5, AT, false],
  ['two days ago, and no Date says what time it is', undefined, 5, AT - 2880 * MINUTE, false],
  ['just now, and the clock was set back an hour since', AT + 5 * MINUTE, -60, AT, true],
  ['two days ago, and the clock was set back an hour since', AT + 5 * MINUTE, -60, AT - 2880 * MINUTE, false],
  ['at a time that cannot be read', AT + 5 * MINUTE, 5, undefined, true],
])('whether a client created %s may be ours', (_, tenantTime, minutesLater, created, expected) => {
  const listing = { clients: [client(created)], tenantTime };
  const request = { id: 'a'.repeat(32), at: AT, lostAt: AT + MINUTE };
  const plan = { name: 'Pipeline', hasRequestId: false };
  const { ours, maybeOurs } = findLeftovers(listing, AT + minutesLater * MINUTE, request, plan, new Set());
  expect([ours, maybeOurs.length === 1]).toEqual([[], expected]);
});

test('a client that cannot be deleted is named, and the step fails', async () => {
  const refused: Fault = { on: 'delete', do: respond(403, { body: { messages: [] } }), times: EVER };
  const { tenant, main, annotations } = await runJob({ faults: [LOST, refused] });
  expect(main.green).toBe(false);
  expectNothingLost(tenant, [], annotations, annotations);
  await tenant.close();
});

test('the post step looks for other clients although the deletion of the known one fails', async () => {
  const refused: Fault = { on: 'delete', do: respond(403, { body: { messages: [] } }) };
  const { tenant, post, handedOut, annotations } = await runJob({
    faults: [lateBy(5000), UNSEEN, refused],
    ephemeral: true,
  });
  expect([post.green, [...tenant.clients.keys()]]).toEqual([false, [handedOut]]);
  expectNothingLost(tenant, [], annotations, annotations);
  await tenant.close();
});

const COPIED = 'ab'.repeat(16);

test.each([
  `Created by GitHub Actions, request ${COPIED}: x`,
  `request ${COPIED}`,
  `Copied (Request ${COPIED}) by hand`,
  `Created by GitHub Actions,\nrequest ${COPIED}: x`,
  `For CI, id=${COPIED}] as before`,
])('an id that was copied into the description is not sent: %j', async description => {
  await using s = await inThisProcess();
  const { main } = await s.create({ description, 'dry-run': 'true' });
  expect(main.log).toContain('"description": ');
  expect(main.log).not.toContain(COPIED);
});

test('a client with a description into which an id was copied is named', async () => {
  await using s = await inThisProcess();
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  const { main } = await s.create({ description: `request ${COPIED}` });
  expect([s.tenant.clients.size, main.failed]).toEqual([1, true]);
  expect(errorsOf(main)).toContain([...s.tenant.clients.keys()][0]);
});

test('after two requests of unknown outcome, each is looked for by its own id', async () => {
  const faults = [lateBy(5000), lateBy(9000), { ...UNSEEN, times: 2 }];
  const { tenant, main, post } = await runJob({ faults });
  expect([main.green, tenant.clients.size, tenant.deleted.length]).toEqual([false, 0, 2]);
  expect([post.green, post.annotations]).toEqual([true, []]);
  await tenant.close();
});

test('a deletion that fails for a long time does not keep the post step from looking once more', async () => {
  const failing: Fault = { on: 'delete', do: respond(503), times: EVER };
  const faults = [LOST, lateBy(9000), { ...UNSEEN, times: 2 }, failing];
  // The deletion takes longer than the search, which ends at half of timeout-seconds.
  const { tenant, annotations } = await runJob({ faults, changes: { timeout: 40_000 } });
  expect(tenant.clients.size).toBe(2);
  expectNothingLost(tenant, [], annotations, annotations);
  await tenant.close();
});

test('keep-older does not count a client with the user’s own description that the request may have left', async () => {
  const older: StoredClient[] = [];
  const settings = { ifExists: 'replace', keepOlder: 1, ...OWN } as const;
  // The main step's list does not show the first client, but the post step's does.
  const { tenant, annotations, post, handedOut } = await runJob(
    { faults: [LOST, { ...UNSEEN, after: 1 }], changes: settings },
    ({ addClient }) => {
      for (const created of ['2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z']) {
        older.push(addClient({ name: 'Pipeline', description: 'For the nightly job', created }));
      }
    },
  );
  const [inUse, old] = older;
  expect(tenant.deleted).toEqual([old?.id]);
  expect(tenant.clients.has(inUse?.id ?? '')).toBe(true);
  expect([post.green, tenant.clients.size]).toEqual([true, 3]);
  expectNothingLost(tenant, [inUse?.id, handedOut], annotations, annotations);
  await tenant.close();
});

test.each([
  [
    OWN,
    /named "Pipeline" that was created after \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\) .*, and delete it if it is not in use\.$/,
  ],
  [{}, /named "Pipeline" whose description contains [0-9a-f]{32} .*, and delete it\.$/],
])('if no list shows the client, the text to look for is not that of other clients (%j)', async (changes, expected) => {
  const { tenant, post } = await runJob({ faults: [{ ...NOT_DONE, times: 2 }], changes });
  expect(post.annotations.join()).toMatch(expected);
  await tenant.close();
});

test('the refusal of a second request does not settle the outcome of the first', async () => {
  const refused: Fault = { on: 'create', do: respond(403, { body: { messages: [] } }) };
  const { tenant, main, post } = await runJob({ faults: [lateBy(5000), refused, UNSEEN] });
  expect([main.green, tenant.clients.size, tenant.deleted.length]).toEqual([false, 0, 1]);
  expect(post.green).toBe(true);
  await tenant.close();
});

test('the post step of a longer job looks only once', async () => {
  const tenant = await startTenant();
  tenant.fault(NOT_DONE);
  const clock = fastClock(SPEED, () => 0.5);
  const main = await runMain(settingsFor(tenant, { timeout: 1_200_000 }), clock);
  const before = tenant.requests.filter(({ operation }) => operation === 'list').length;
  const post = await runPost(main, 'success', { ...clock, now: () => clock.now() + 6_000_000 });
  expect(tenant.requests.filter(({ operation }) => operation === 'list').length - before).toBe(1);
  expect(post.annotations).toEqual([]);
  await tenant.close();
});

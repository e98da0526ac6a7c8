import { expect, test } from 'vitest';
import { pause } from '../../src/clock.ts';
import { createClient } from '../../src/create.ts';
import { cleanUpLeftovers, findLeftovers } from '../../src/leftovers.ts';
import { openJournal, planOf } from '../../src/state.ts';
import { parseClient } from '../../src/tenant/client.ts';
import { explainUnexpected } from '../../src/tenant/explain.ts';
import { TenantError, UnclearError } from '../../src/tenant/session.ts';
import type { Listing, Tenant } from '../../src/tenant/tenant.ts';
import { virtualTools } from '../helpers/virtual-tools.ts';

const ID = '0123456789abcdef0123456789abcdef';
const why = explainUnexpected(new Error('a test'), 'create');

/** With the times at which the step asks for a list, from the start. */
function listing(timeout: number, list: (count: number) => Partial<Listing> = () => ({}), more: Partial<Tenant> = {}) {
  const looks: number[] = [];
  const step = virtualTools(timeout, elapsed => ({
    list: async () => {
      looks.push(elapsed());
      return { clients: [], tenantTime: undefined, ...list(looks.length) };
    },
    ...more,
  }));
  return { ...step, looks };
}

test.each([
  [200, 120_000, 1000],
  [5000, 120_000, 5000],
  [100, 5100, 1000],
  [100, 3300, 900],
])('after a request of %d ms, with %d ms in all, the first look is after %d ms', async (takes, timeout, expected) => {
  const create: Tenant['create'] = async (_, { onTry }) => {
    onTry();
    await pause(base.tools.clock, takes);
    throw new UnclearError(why, 'unknown');
  };
  const base = listing(timeout, undefined, { create });
  const journal = openJournal(planOf(base.settings, []), base.tools.report);
  const creation = { ...base.tools, settings: base.settings, journal, before: new Set<string>() };
  await base.tools.clock.pass(createClient(creation).catch(() => {}));
  expect(base.looks[0]).toBeCloseTo(expected);
});

async function lookAgain(timeout: number, list?: (count: number) => Partial<Listing>) {
  const { settings, looks, start, tools: all } = listing(timeout, list);
  const journal = { plan: planOf(settings, []), outcome: { state: 'none' }, unknown: [{ id: ID, at: start }] } as const;
  const problem = await all.clock.pass(cleanUpLeftovers(journal, all));
  return { looks, problem, annotations: all.report.annotations };
}

test('the post step looks with growing pauses until half a minute after the request', async () => {
  expect((await lookAgain(120_000)).looks).toEqual([0, 3000, 9000, 21_000, 30_000]);
  expect((await lookAgain(20_000)).looks).toEqual([0, 3000, 9000, 10_000]);
});

test('a look that failed is not mentioned when a later one succeeds', async () => {
  const failing = (most: number) => (count: number) => {
    if (count <= most) throw new TenantError(why);
    return {};
  };
  const { problem, annotations } = await lookAgain(120_000, failing(4));
  expect([problem, annotations.length]).toEqual([undefined, 1]);
  expect(annotations[0]).toMatch(/^It is unknown whether a create request was carried out, /);
  expect((await lookAgain(120_000, failing(5))).problem).toMatch(/^Could not check whether a create request left a /);
});

test('where the clock was set back since the request, the post step does not look past its deadline', async () => {
  const { settings, looks, start, tools: all } = listing(120_000);
  const unknown = [{ id: ID, at: start + 600_000 }];
  const journal = { plan: planOf(settings, []), outcome: { state: 'none' }, unknown } as const;
  const late = { ...all, until: start + 10_000 };
  await all.clock.pass(cleanUpLeftovers(journal, late));
  expect(looks).toEqual([0, 3000, 9000]);
});

const SENT = Date.parse('2026-11-29T12:00:00Z');
/** Whether a client with this age, from when the request was sent, may be from the request. */
function mayBe(created: number, { now = 10_000, lostAt = 5000, clock = 0 }): boolean {
  const client = parseClient({ id: 'x', name: 'Pipeline', created: new Date(SENT + created).toISOString() });
  const listing = { clients: [client], tenantTime: SENT + now + clock };
  const request = { id: ID, at: SENT, lostAt: SENT + lostAt };
  const plan = { name: 'Pipeline', hasRequestId: false };
  return findLeftovers(listing, SENT + now, request, plan, new Set()).maybeOurs.length === 1;
}

test('without an id, a client may be ours if it was created a minute before or after the request, by the clock of the tenant', () => {
  for (const clock of [0, 7000, -7000]) {
    const seen = [-60_001, -60_000, 65_000, 65_001].map(created => mayBe(created + clock, { clock }));
    expect(seen).toEqual([false, true, true, false]);
  }
  expect([-60_000, -60_001].map(created => mayBe(created, { now: 0, lostAt: 0 }))).toEqual([true, false]);
  // The clock of this machine was set back.
  expect([-86_400_000, -86_400_001].map(created => mayBe(created, { now: -1 }))).toEqual([true, false]);
});

const OWN_REQUEST = 'f'.repeat(32);
const withId = { id: 'own', name: 'Pipeline', description: `Created by GitHub Actions, request ${OWN_REQUEST}: x` };

test.each([
  ['shows the client that was handed out, with its id', false, true, [], [withId]],
  ['shows it without its id', false, true, ['unknown'], [{ ...withId, description: '' }]],
  ['does not show it yet', false, true, ['unknown'], []],
  ['no longer shows the ephemeral client', true, true, [], []],
  ['no longer shows it, but the tenant keeps no ids', true, false, ['unknown'], []],
  ['still shows it, because the list is late', true, true, ['unknown'], [withId]],
])(
  'where the list %s (ephemeral: %s, ids kept: %s), %j is warned of',
  async (_, isEphemeral, isIdKept, expected, shown) => {
    const list = () => ({ clients: shown.map(parseClient) });
    const { settings, start, tools: all } = listing(120_000, list);
    const client = { id: 'own', created: undefined, requestId: OWN_REQUEST, isIdKept };
    const plan = planOf({ ...settings, isEphemeral }, []);
    const journal = { plan, outcome: { state: 'handed out', client }, unknown: [{ id: ID, at: start }] } as const;
    expect(await all.clock.pass(cleanUpLeftovers(journal, all))).toBeUndefined();
    expect(all.report.annotations.map(text => /^It is (unknown) whether a create request/.exec(text)?.[1])).toEqual(
      expected,
    );
    expect(all.report.shown.join('\n').includes('If one appears later, look for a client')).toBe(expected.length === 0);
  },
);

import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import { compare } from '../../src/tenant/comparison.ts';
import type { Fault, Misbehaviour } from '../tenant/faults.ts';
import { GATEWAY_RESPONSES } from '../tenant/gateway.ts';
import { combine, type Habits } from '../tenant/habits.ts';
import { HABITS, IDS } from '../tenant/known-habits.ts';
import { generator } from '../tenant/random.ts';
import { type StoredClient, startTenant, type Tenant } from '../tenant/tenant.ts';
import { atOnce } from './at-once.ts';
import { fastClock } from './fast-clock.ts';
import { FAULTS } from './fault-matrix.ts';
import { expectHandedOut, expectNothingLost, NOT_LOOKED_UP } from './invariants.ts';
import { runMain, runPost, type StepSeen } from './ready-step.ts';
import { respond } from './respond.ts';
import { settingsFor } from './settings.ts';

const AT_ONCE = 40;
const SPEED = 10;
const TIMEOUT = 30_000;
/** Later than the post step's look, in real milliseconds. */
const AFTER_THE_LOOK = 3500;
/** How late a busy machine may be, in real milliseconds. */
const PATIENCE = 20_000;

/**
 * Runs steps with random faults against tenants with random habits. They lose no client, show no secret, succeed only
 * with the promised outputs, and hand out no wider rights than requested. FAULT_SEED repeats a failed run.
 */
export async function runWithRandomFaults(runs: number): Promise<void> {
  const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1e9);
  const seeds = Array.from({ length: runs }, (_, index) => seed + index);
  await atOnce(AT_ONCE, seeds, runOnce);
}

async function runOnce(seed: number): Promise<void> {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const habits = randomHabits(random, pick);
  const tenant = await startTenant({ habits: habits.together });
  try {
    for (const id of pick([[], IDS])) tenant.addClient({ id, grantTypes: ['PASSWORD'] });
    const name = pick(NAMES);
    const kind = pick(KINDS);
    const updates = kind.ifExists === 'update';
    const there = { name, scope: ['idn:accounts:read'], created: '2020-01-01T00:00:00Z', enabled: !updates };
    const older = tenant.addClient(there);
    const before = structuredClone(older);
    const on = updates ? UPDATE_REQUESTS : CREATE_REQUESTS;
    const drawn = Array.from({ length: Math.floor(random() * 5) }, () => randomFault(on, pick));
    const faults = drawn.filter(({ text }) => !text.startsWith(FALSE_IDS));
    tenant.fault(...faults.map(({ fault }) => fault));
    const settings = settingsFor(tenant, { timeout: TIMEOUT, ...kind }, { name, ...(updates && UPDATED) });
    const jobStatus = pick(['success', 'failure', 'cancelled', '']);

    const clock = fastClock(SPEED, random);
    const main = await runMain(settings, clock);
    const post = await runPost(main, jobStatus, clock);
    const isLate = faults.some(({ text }) => text.includes(AFTER));
    if (isLate) await delay(AFTER_THE_LOOK);
    const details = [
      `seed ${seed}`,
      habits.names.join(', '),
      settings.isEphemeral ? 'ephemeral' : settings.ifExists,
      jobStatus,
      ...faults.map(({ text }) => text),
      ...[main, post].map(({ shown, annotations }) => JSON.stringify({ shown, annotations }, null, 1)),
    ].join('\n');

    for (const { start, end } of [main, post]) expect(end - start, details).toBeLessThan(TIMEOUT + PATIENCE * SPEED);
    const check = updates ? checkUpdate : checkRun;
    check({ tenant, older: before, main, post, settings, jobStatus, details, faults, isLate, habits: habits.names });
  } finally {
    await tenant.close();
  }
}

/** What tenants trim, fold and normalise. */
const NAMES = ['Pipeline', ' Pipeline  é\u00a0of ﬁve\u0301 '];

const KINDS: readonly Partial<CreateSettings>[] = [
  {},
  { verify: true },
  { isEphemeral: true },
  { ifExists: 'replace', verify: true },
  { ifExists: 'skip' },
  { ifExists: 'fail' },
  { ifExists: 'update', given: ['name', 'accessTokenValiditySeconds', 'redirectUris', 'enabled', 'scope'] },
];

/** What an update requests, in addition to what the client has. */
const UPDATED = { accessTokenValiditySeconds: 900, redirectUris: ['https://a.example/callback'], enabled: true };

const AFTER = 'carried out after the look';

/** In addition to the faults of the matrix and of gateways: those that make an outcome unclear or hinder the clean-up. */
const UNCLEAR: Readonly<Record<string, Misbehaviour>> = {
  'carried out two seconds later': respond(504, { work: { afterMs: 2000 / SPEED } }),
  [AFTER]: respond(504, { work: { afterMs: AFTER_THE_LOOK - 200 } }),
  'refused by the API': respond(403, { body: { messages: [{ locale: 'en', text: 'No' }] } }),
  'every right': {
    kind: 'edit',
    change: given => (Array.isArray(given) ? given : { ...Object(given), scope: ['sp:scopes:all'] }),
  },
};

/** A list with false ids hides the existing client, so no program can keep the invariants. The fault matrix covers it. */
const FALSE_IDS = 'list: an id that is a path';

const CREATE_REQUESTS = ['token', 'create', 'create', 'list', 'delete'] as const;
const UPDATE_REQUESTS = ['token', 'patch', 'patch', 'patch', 'list'] as const;

interface Run {
  readonly tenant: Tenant;
  /** The client that existed before. */
  readonly older: StoredClient;
  readonly main: StepSeen;
  readonly post: StepSeen;
  readonly settings: CreateSettings;
  readonly jobStatus: string;
  readonly details: string;
  readonly faults: readonly { fault: Fault }[];
  /** Whether a client may have been created after the last look. */
  readonly isLate: boolean;
  readonly habits: readonly string[];
}

/** @returns the annotations of both steps */
function checkShown({ tenant, main, post, details }: Run): string {
  const annotations = [...main.annotations, ...post.annotations].join('\n');
  const everything = [...main.shown, ...post.shown, annotations].join('\n');
  for (const secret of tenant.secrets()) expect(everything.includes(secret), details).toBe(false);
  expect(everything, details).not.toContain('PAGE-TEXT');

  for (const { green, annotations: own } of [main, post]) if (!green) expect(own, details).not.toEqual([]);
  return annotations;
}

/** Id and secret stay the same, no client is added or removed, and a step that succeeds stored the update or warned. */
function checkUpdate(run: Run): void {
  const { tenant, older, main, post, details, settings } = run;
  const annotations = checkShown(run);
  const client = tenant.clients.get(older.id);
  expect([client?.secret, tenant.deleted], details).toEqual([older.secret, []]);
  expect(
    [...tenant.clients.keys()].filter(id => id !== older.id && !IDS.includes(id)),
    details,
  ).toEqual([]);
  expect([post.green, post.annotations], details).toEqual([true, []]);
  if (!main.green) {
    expect(main.outputFile, details).toEqual({});
    return;
  }
  const { grantTypes, scope, type } = older;
  expect(client, details).toMatchObject({ grantTypes, scope, type, enabled: true });
  expect(main.outputFile, details).toMatchObject({ 'client-id': older.id, 'client-secret': '', created: 'false' });
  const left = compare(settings.request, { ...client }, { names: settings.given });
  for (const { name } of left)
    expect(annotations, details).toMatch(new RegExp(`differently than requested.*${name}: requested`));
}

function checkRun(run: Run): void {
  const { tenant, older, main, settings, jobStatus, details, faults, isLate, habits } = run;
  const annotations = checkShown(run);
  const id = main.outputFile['client-id'] ?? '';
  if (main.green && main.outputFile['created'] === 'false') {
    expect(settings.ifExists, details).toBe('skip');
    expect(main.outputFile, details).toMatchObject({ 'client-id': older.id, 'client-secret': '' });
  } else if (main.green) {
    expectHandedOut(tenant, main.outputFile, details);
    const client = tenant.clients.get(id);
    // If the tenant shows the client's rights, they are not wider than requested.
    const silent = habits.some(name => /no scope in the response/.test(name));
    const granted = client?.scope.filter(scope => scope !== 'sp:scopes:default') ?? [];
    if (!silent) expect(settings.request.scope, details).toEqual(expect.arrayContaining(granted));
    if (client !== undefined) expect(client, details).toMatchObject({ type: 'CONFIDENTIAL' });
    expect(settings.request.grantTypes, details).toEqual(expect.arrayContaining(client?.grantTypes ?? []));
  }
  const replaced = settings.ifExists === 'replace' && main.green && jobStatus === 'success';
  expect(tenant.clients.has(older.id) || replaced, details).toBe(true);
  if (settings.ifExists === 'replace' && main.green && tenant.clients.has(older.id))
    expect(annotations, details).toContain(older.id);

  const isBroken = faults.some(({ fault: { on } }) => on === 'list' || on === 'token');
  const stays = main.green && !settings.isEphemeral ? id : undefined;
  // Without the description no client can be recognized: the message says what to look for.
  const hidesIds = habits.some(name => name.includes('no description'));
  // A busy machine can also be too slow to look it up in time.
  const mayBeUnfound = isBroken || isLate || hidesIds || NOT_LOOKED_UP.test(annotations);
  expectNothingLost(tenant, [older.id, ...IDS, stays], annotations, details, mayBeUnfound);
}

/** One habit from each of some groups. Lags are in real time, which is SPEED times shorter. */
function randomHabits(
  random: () => number,
  pick: <T>(items: readonly T[]) => T,
): { names: string[]; together: Partial<Habits> } {
  // The example of SailPoint's reference has the same id for every client.
  const { 'the reference’s example': _example, ...responses } = HABITS.responses;
  const { rights, forms, lists, times, tokens, errors, connections } = HABITS;
  const groups = [rights, forms, lists, times, tokens, errors, responses, connections];
  const drawn = groups.flatMap((group, index) =>
    random() < (index === 0 ? 0.15 : 0.4) ? [pick(Object.entries(group))] : [],
  );
  const together = combine(...drawn.map(([, habit]) => habit));
  const { listLagMs = 0, deletionLagMs = 0 } = together;
  const lags = { listLagMs: listLagMs / SPEED, deletionLagMs: deletionLagMs / SPEED };
  return { names: drawn.map(([name]) => name), together: { ...together, ...lags } };
}

function randomFault(
  requests: readonly Fault['on'][],
  pick: <T>(items: readonly T[]) => T,
): { fault: Fault; text: string } {
  const [name, fault] = pick(
    pick([Object.entries(FAULTS), Object.entries(GATEWAY_RESPONSES), Object.entries(UNCLEAR)]),
  );
  const on = pick(requests);
  const times = pick([1, 1, 2, Number.POSITIVE_INFINITY]);
  const after = pick([0, 0, 1]);
  return { fault: { on, do: fault, times, after }, text: `${on}: ${name}, ${times} times after ${after}` };
}

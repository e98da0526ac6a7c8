import { expect } from 'vitest';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import type { Fault } from '../tenant/faults.ts';
import { GATEWAY_ANSWERS } from '../tenant/gateway.ts';
import { combine, type Habits } from '../tenant/habits.ts';
import { HABITS, IDS } from '../tenant/known-habits.ts';
import { generator } from '../tenant/random.ts';
import { startTenant, type Tenant } from '../tenant/tenant.ts';
import { atOnce } from './at-once.ts';
import { FAULTS } from './fault-matrix.ts';
import { fastClock, mainStep, postStep, type Seen, settingsFor } from './in-process.ts';

const AT_ONCE = 40;
const SPEED = 10;
const TIMEOUT = 30_000;
/** In real milliseconds: how late a busy machine may be. */
const PATIENCE = 20_000;

/**
 * Runs with random faults against tenants with random habits: they lose no client, show no secret, are green only with
 * what they promise, and hand out no other rights than were asked for. FAULT_SEED repeats a run that failed.
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
    const older = tenant.addClient({ name, scope: ['idn:accounts:read'], created: '2020-01-01T00:00:00Z' });
    const faults = Array.from({ length: Math.floor(random() * 5) }, () => randomFault(pick));
    tenant.fault(...faults.map(({ fault }) => fault));
    const ordinary = settingsFor(tenant, { timeout: TIMEOUT, ...pick(KINDS) });
    const settings = { ...ordinary, request: { ...ordinary.request, name } };
    const jobStatus = pick(['success', 'failure', 'cancelled', '']);

    const clock = fastClock(SPEED, random);
    const start = clock.now();
    const main = await mainStep(settings, clock);
    const middle = clock.now();
    const post = await postStep(main, main.green ? jobStatus : 'failure', clock);
    const told = [
      `seed ${seed}`,
      habits.names.join(', '),
      settings.mark?.text ?? settings.ifExists,
      jobStatus,
      ...faults.map(({ text }) => text),
      ...[main, post].map(({ shown, annotations }) => JSON.stringify({ shown, annotations }, null, 1)),
    ].join('\n');

    for (const lasted of [middle - start, clock.now() - middle])
      expect(lasted, told).toBeLessThan(TIMEOUT + PATIENCE * SPEED);
    checkRun({ tenant, older: older.id, main, post, settings, jobStatus, told, faults, habits: habits.names });
  } finally {
    await tenant.close();
  }
}

/** What tenants trim, fold and normalise. */
const NAMES = ['Pipeline', ' Pipeline  é\u00a0of ﬁve\u0301 '];

const KINDS: readonly Partial<CreateSettings>[] = [
  {},
  { verify: true },
  { mark: { text: '[ephemeral repository=o/r run=1 id=0123456789abcdef]', id: '0123456789abcdef' } },
  { ifExists: 'replace', verify: true },
  { ifExists: 'skip' },
  { ifExists: 'fail' },
];

interface Run {
  readonly tenant: Tenant;
  readonly older: string;
  readonly main: Seen & { green: boolean };
  readonly post: Seen & { green: boolean };
  readonly settings: CreateSettings;
  readonly jobStatus: string;
  readonly told: string;
  readonly faults: readonly { fault: Fault }[];
  readonly habits: readonly string[];
}

function checkRun({ tenant, older, main, post, settings, jobStatus, told, faults, habits }: Run): void {
  const annotations = [...main.annotations, ...post.annotations].join('\n');
  const everything = [...main.shown, ...post.shown, annotations].join('\n');
  for (const secret of tenant.secrets()) expect(everything.includes(secret), told).toBe(false);
  expect(everything, told).not.toContain('PAGE-TEXT');

  for (const { green, annotations: own } of [main, post]) if (!green) expect(own, told).not.toEqual([]);
  const id = main.outputFile['client-id'] ?? '';
  if (main.green && main.outputFile['created'] === 'false') {
    expect(settings.ifExists, told).toBe('skip');
    expect(main.outputFile, told).toMatchObject({ 'client-id': older, 'client-secret': '' });
  } else if (main.green) {
    const client = tenant.clients.get(id);
    if (client === undefined) expect(tenant.deleted, told).toContain(id);
    else expect(main.outputFile['client-secret'], told).toBe(client.secret);
    // Rights that the tenant admits to are the rights that were asked for.
    const silent = habits.some(name => /scope null|no scope in the answer/.test(name));
    const granted = client?.scope.filter(scope => scope !== 'sp:scopes:default') ?? [];
    if (!silent) expect(settings.request.scope, told).toEqual(expect.arrayContaining(granted));
    if (client !== undefined) expect(client, told).toMatchObject({ enabled: true, type: 'CONFIDENTIAL' });
    expect(client?.grantTypes ?? settings.request.grantTypes, told).toEqual(settings.request.grantTypes);
  }
  const replaced = settings.ifExists === 'replace' && main.green && jobStatus === 'success';
  expect(tenant.clients.has(older) || replaced, told).toBe(true);

  const isBroken = faults.some(({ fault: { on } }) => on === 'list' || on === 'token');
  for (const left of tenant.clients.keys()) {
    if (left === older || IDS.includes(left)) continue;
    const stays = main.green && left === id && settings.mark === undefined;
    if (stays || annotations.includes(left)) continue;
    // What could not be found by its id is named by what to look for.
    expect(isBroken || annotations.includes('Nobody knows whether'), told).toBe(true);
    expect(annotations, told).toMatch(/look for a client (named ".*Pipeline|whose description contains)/);
  }
}

/** One habit of some groups; lags are in real time, which is SPEED times shorter. */
function randomHabits(
  random: () => number,
  pick: <T>(items: readonly T[]) => T,
): { names: string[]; together: Partial<Habits> } {
  const groups = [HABITS.rights, HABITS.forms, HABITS.lists, HABITS.times, HABITS.tokens, HABITS.answers];
  const drawn = groups.flatMap((group, index) =>
    random() < (index === 0 ? 0.15 : 0.4) ? [pick(Object.entries(group))] : [],
  );
  const together = combine(...drawn.map(([, habit]) => habit));
  const { listLagMs = 0, deletionLagMs = 0 } = together;
  const lags = { listLagMs: listLagMs / SPEED, deletionLagMs: deletionLagMs / SPEED };
  return { names: drawn.map(([name]) => name), together: { ...together, ...lags } };
}

function randomFault(pick: <T>(items: readonly T[]) => T): { fault: Fault; text: string } {
  const [name, fault] = pick(pick([Object.entries(FAULTS), Object.entries(GATEWAY_ANSWERS)]));
  const on = pick(['token', 'create', 'create', 'list', 'delete'] as const);
  const times = pick([1, 1, 2, Number.POSITIVE_INFINITY]);
  const after = pick([0, 0, 1]);
  return { fault: { on, do: fault, times, after }, text: `${on}: ${name}, ${times} times after ${after}` };
}

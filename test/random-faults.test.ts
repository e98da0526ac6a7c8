import { expect, test } from 'vitest';
import type { CreateSettings } from '../src/inputs/create-inputs.ts';
import { FAULTS } from './helpers/fault-matrix.ts';
import { fastClock, mainStep, postStep, type Seen, settingsFor } from './helpers/in-process.ts';
import type { Fault } from './tenant/faults.ts';
import { startTenant, type Tenant } from './tenant/tenant.ts';

const RUNS = 1000;
const AT_ONCE = 40;
const SPEED = 10;
const TIMEOUT = 30_000;

test(`${RUNS} runs with random faults lose no client, show no secret and are green only with what they promise`, async () => {
  const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1e9);
  const left = Array.from({ length: RUNS }, (_, index) => seed + index);
  const worker = async () => {
    for (let each = left.pop(); each !== undefined; each = left.pop()) await runOnce(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}, 120_000);

async function runOnce(seed: number): Promise<void> {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const tenant = await startTenant();
  try {
    const older = tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], created: '2020-01-01T00:00:00Z' });
    const faults = Array.from({ length: Math.floor(random() * 5) }, () => randomFault(pick));
    tenant.fault(...faults.map(({ fault }) => fault));
    const settings = settingsFor(tenant, { timeout: TIMEOUT, ...pick(KINDS) });
    const jobStatus = pick(['success', 'failure', 'cancelled', '']);

    const clock = fastClock(SPEED, random);
    const start = clock.now();
    const main = await mainStep(settings, clock);
    const middle = clock.now();
    const post = await postStep(main, main.green ? jobStatus : 'failure', clock);
    const told = [
      `seed ${seed}`,
      JSON.stringify(settings.mark ?? settings.ifExists),
      jobStatus,
      ...faults.map(({ text }) => text),
      ...[main, post].map(({ shown, annotations }) => JSON.stringify({ shown, annotations }, null, 1)),
    ].join('\n');

    // A busy machine is late by some real milliseconds, each of which is SPEED of the clock's.
    for (const lasted of [middle - start, clock.now() - middle])
      expect(lasted, told).toBeLessThan(TIMEOUT + 2000 * SPEED);
    checkRun({ tenant, older: older.id, main, post, settings, jobStatus, told, faults });
  } finally {
    await tenant.close();
  }
}

const KINDS: readonly Partial<CreateSettings>[] = [
  {},
  { verify: true },
  { mark: '[ephemeral repository=o/r run=1 id=0123456789abcdef]' },
  { ifExists: 'replace', verify: true },
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
}

function checkRun({ tenant, older, main, post, settings, jobStatus, told, faults }: Run): void {
  const annotations = [...main.annotations, ...post.annotations].join('\n');
  const everything = [...main.shown, ...post.shown, annotations].join('\n');
  for (const secret of tenant.secrets()) expect(everything.includes(secret), told).toBe(false);
  expect(everything, told).not.toContain('PAGE-TEXT');

  for (const { green, annotations: own } of [main, post]) if (!green) expect(own, told).not.toEqual([]);
  const id = main.outputFile['client-id'] ?? '';
  if (main.green) {
    const client = tenant.clients.get(id);
    if (client === undefined) expect(tenant.deleted, told).toContain(id);
    else expect(main.outputFile['client-secret'], told).toBe(client.secret);
  }
  const replaced = settings.ifExists === 'replace' && main.green && jobStatus === 'success';
  expect(tenant.clients.has(older) || replaced, told).toBe(true);

  const lookUpBroken = faults.some(({ fault: { on } }) => on === 'list' || on === 'token');
  for (const left of tenant.clients.keys()) {
    if (left === older) continue;
    const stays = main.green && left === id && settings.mark === undefined;
    if (stays || annotations.includes(left)) continue;
    expect(lookUpBroken, told).toBe(true);
    expect(annotations, told).toMatch(/named "Pipeline" may.*could not be looked up/s);
  }
}

function randomFault(pick: <T>(items: readonly T[]) => T): { fault: Fault; text: string } {
  const [name, fault] = pick(Object.entries(FAULTS));
  const on = pick(['token', 'create', 'create', 'list', 'delete'] as const);
  const times = pick([1, 1, 2, Number.POSITIVE_INFINITY]);
  const after = pick([0, 0, 1]);
  return { fault: { on, do: fault, times, after }, text: `${on}: ${name}, ${times} times after ${after}` };
}

/** mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

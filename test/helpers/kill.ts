import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Scenario, scenario } from './scenario.ts';

/** How long a run takes, more or less, from either of the two moments on. */
const SPREAD_MS = 200;

export interface KillResult {
  /** Where the kill fell. */
  readonly fell: 'before the create' | 'after the create' | 'after the end';
}

export interface Moment {
  /** Counted from the start of the step, or from when the create request (the patch of an update) has reached the tenant. */
  readonly from: 'start' | 'create';
  readonly afterMs: number;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  readonly ephemeral: boolean;
}

/**
 * Kills the main step at a moment, runs the post step, and checks that no client is lost. The tenant takes its time
 * before and after the work, so that kills fall on both sides of it, and some while it is under way.
 */
export async function killAt({ from, afterMs, signal, ephemeral }: Moment): Promise<KillResult> {
  await using s = await scenario();
  const bystander = s.tenant.addClient({
    name: 'Pipeline',
    description: 'mine',
    scope: ['idn:accounts:read'],
    created: '2020-01-01T00:00:00Z',
  });
  s.tenant.fault({
    on: 'create',
    do: { kind: 'late', ms: 150, work: afterMs % 2 === 0 ? 'before the wait' : 'after the wait' },
  });
  const inputs = { description: 'mine', ephemeral: String(ephemeral), 'timeout-seconds': '6' };
  const createReceived = new Promise<void>(resolve => {
    s.tenant.onRequest = ({ operation }) => {
      if (operation === 'create') resolve();
    };
  });
  const when = from === 'start' ? { afterMs } : createReceived.then(() => delay(afterMs));
  const { main, post } = await s.create(inputs, { kill: { signal, when } });
  const fell =
    main.signal === null ? 'after the end' : s.tenant.clients.size > 1 ? 'after the create' : 'before the create';
  const end = await post();
  await allRequestsDone(s);

  expect(s.tenant.clients.has(bystander.id)).toBe(true);
  const left = [...s.tenant.clients.keys()].filter(id => id !== bystander.id);
  if (ephemeral) {
    expect(left, end.log).toEqual([]);
  } else {
    const told = end.annotations.map(({ message }) => message).join('\n');
    for (const id of left) {
      // The runner keeps the outputs of a step that was killed, too: a kill in its last moment finds them written.
      const handedOut = main.outputs['client-secret'] === s.tenant.clients.get(id)?.secret;
      expect(handedOut || told.includes(id), `${fell}\n${end.log}`).toBe(true);
    }
  }
  return { fell };
}

/** Kills an update at a moment: the post step has nothing to do, and the next run brings the client to what is asked. */
export async function killUpdateAt({ from, afterMs, signal }: Moment): Promise<void> {
  await using s = await scenario();
  const client = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  const before = structuredClone(client);
  s.tenant.fault({
    on: 'patch',
    do: { kind: 'late', ms: 150, work: afterMs % 2 === 0 ? 'before the wait' : 'after the wait' },
  });
  const patchReceived = new Promise<void>(resolve => {
    s.tenant.onRequest = ({ operation }) => {
      if (operation === 'patch') resolve();
    };
  });
  const when = from === 'start' ? { afterMs } : patchReceived.then(() => delay(afterMs));
  const inputs = { 'if-exists': 'update', description: 'New' };
  const { post } = await s.create(inputs, { kill: { signal, when } });
  const end = await post();
  await allRequestsDone(s);

  expect([end.failed, end.log]).toEqual([false, '']);
  const wasChanged = client.description === 'New';
  const { main } = await s.create(inputs);
  expect(main.failed, main.log).toBe(false);
  expect(main.outputs).toMatchObject({ 'client-id': before.id, changed: wasChanged ? '[]' : '["description"]' });
  const { modified } = client;
  expect([...s.tenant.clients.values()]).toEqual([{ ...before, description: 'New', modified }]);
}

/** What the tenant does late, it does for a caller that is gone, too. */
async function allRequestsDone({ tenant }: Scenario): Promise<void> {
  if (tenant.requests.some(({ status }) => status === null)) await delay(100);
}

/** Moments spread over a run, each with one of the three signals, ephemeral and not in turn. */
export function moments(count: number): Moment[] {
  const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
  return Array.from({ length: count }, (_, index) => ({
    from: Math.floor(index / 6) % 2 === 0 ? 'start' : 'create',
    afterMs: Math.round((index * SPREAD_MS) / count),
    signal: signals[index % 3] ?? 'SIGKILL',
    ephemeral: Math.floor(index / 3) % 2 === 0,
  }));
}

import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { findLeaks } from '../runner/leaks.ts';
import type { Kill } from '../runner/runner.ts';
import { expectNothingLost } from './invariants.ts';
import { connectionTo, reached, type Scenario, scenario } from './scenario.ts';
import { stepsHere } from './this-process.ts';

/** Roughly how long a run takes, from either of the two starting points. */
const SPREAD_MS = 200;

export interface KillResult {
  /** When the kill happened. */
  readonly fell: 'before the create' | 'after the create' | 'after the end';
}

export interface Moment {
  /** Counted from the start of the step, or from when the create request (the patch of an update) has reached the tenant. */
  readonly from: 'start' | 'create';
  readonly afterMs: number;
  /** A signal, or the runner's cancellation sequence, with or without a container. */
  readonly how: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'cancel' | 'container';
  readonly ephemeral: boolean;
}

function killOf(how: Moment['how'], when: { afterMs: number } | Promise<unknown>): Kill {
  // The action does not catch the first signal, so the full ten seconds never pass.
  if (how === 'cancel') return { sequence: how, when, scale: 0.05 };
  return how === 'container' ? { sequence: how, when } : { signal: how, when };
}

/**
 * Kills the main step at a given moment, runs the post step, and checks that no client is lost. The tenant waits before
 * or after the work, so kills happen before, during and after it.
 */
export async function killAt({ from, afterMs, how, ephemeral }: Moment): Promise<KillResult> {
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
  const createReceived = reached(s, 'create');
  const when = from === 'start' ? { afterMs } : createReceived.then(() => delay(afterMs));
  const step = await s.start(inputs, { kill: killOf(how, when) });
  const end = await step.post();
  const main = await step.main;
  const fell =
    main.signal === null && !main.cancelled
      ? 'after the end'
      : s.tenant.clients.size > 1
        ? 'after the create'
        : 'before the create';
  await allRequestsDone(s);

  expect(s.tenant.clients.has(bystander.id)).toBe(true);
  const left = [...s.tenant.clients.keys()].filter(id => id !== bystander.id);
  if (ephemeral) {
    expect(left, `clients left in the tenant, killed ${fell}\n${end.log}`).toEqual([]);
  } else {
    const annotations = end.annotations.map(({ message }) => message).join('\n');
    // The runner also keeps the outputs of a killed step, and a late kill may find them written.
    const handedOut = left.find(id => main.outputs['client-secret'] === s.tenant.clients.get(id)?.secret);
    expectNothingLost(s.tenant, [bystander.id, handedOut], annotations, `${fell}\n${end.log}`);
  }
  return { fell };
}

/** Kills an update at a given moment: the post step has nothing to do, and the next run completes the update. */
export async function killUpdateAt({ from, afterMs, how }: Moment): Promise<void> {
  await using s = await scenario();
  const client = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  const before = structuredClone(client);
  s.tenant.fault({
    on: 'patch',
    do: { kind: 'late', ms: 150, work: afterMs % 2 === 0 ? 'before the wait' : 'after the wait' },
  });
  const patchReceived = reached(s, 'patch');
  const when = from === 'start' ? { afterMs } : patchReceived.then(() => delay(afterMs));
  const inputs = { 'if-exists': 'update', description: 'New' };
  const { post } = await s.create(inputs, { kill: killOf(how === 'container' ? 'cancel' : how, when) });
  const end = await post();
  await allRequestsDone(s);

  expect([end.failed, end.log]).toEqual([false, '']);
  const wasChanged = client.description === 'New';
  const { main } = await stepsHere(s).create(inputs);
  expect(main.failed, main.log).toBe(false);
  expect(main.outputs).toMatchObject({ 'client-id': before.id, changed: wasChanged ? '[]' : '["description"]' });
  const { modified } = client;
  expect([...s.tenant.clients.values()]).toEqual([{ ...before, description: 'New', modified }]);
}

/** The tenant also does its late work for a caller that no longer exists. */
async function allRequestsDone({ tenant }: Scenario): Promise<void> {
  if (tenant.requests.some(({ status }) => status === null)) await delay(100);
}

/**
 * Kills the post step at a given moment, like a runner whose timeout for post steps has expired. No client in use is
 * deleted, the step fails if the runner cancelled it, and a client left over has the marker by which prune finds it.
 */
export async function killPostAt(afterMs: number, how: Exclude<Moment['how'], 'container'>): Promise<void> {
  await using s = await scenario();
  const older = s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const { main, post } = await s.create({ ephemeral: 'true' });
  expect(main.failed, main.log).toBe(false);
  s.tenant.fault({ on: 'delete', do: { kind: 'late', ms: 100, work: 'before the wait' } });
  const end = await post({ kill: killOf(how, { afterMs }) });
  await allRequestsDone(s);
  expect(s.tenant.clients.has(older.id)).toBe(true);
  expect(findLeaks(end, s.tenant.secrets())).toEqual([]);
  if (end.cancelled || end.signal !== null) expect(end.failed).toBe(true);
  const prune = await stepsHere(s).step({ ...connectionTo(s.tenant), ephemeral: 'true' }, { action: 'prune' });
  expect(prune.main.failed, prune.main.log).toBe(false);
  expect([...s.tenant.clients.keys()]).toEqual([older.id]);
}

/** Moments spread over a run, each with one of the ways to kill it, alternating between ephemeral and plain. */
export function moments(count: number): Moment[] {
  const ways = ['SIGKILL', 'SIGTERM', 'SIGINT', 'cancel', 'container'] as const;
  return Array.from({ length: count }, (_, index) => ({
    // Until the main step has written its state, a post step that runs alongside cannot know anything.
    from:
      ways[index % ways.length] !== 'container' && Math.floor(index / (2 * ways.length)) % 2 === 0 ? 'start' : 'create',
    afterMs: Math.round((index * SPREAD_MS) / count),
    how: ways[index % ways.length] ?? 'SIGKILL',
    ephemeral: Math.floor(index / ways.length) % 2 === 0,
  }));
}

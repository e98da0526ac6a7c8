import { expect } from 'vitest';
import { type Scenario, scenario } from './scenario.ts';

export interface KillResult {
  /** Where the kill fell. */
  readonly fell: 'before the create' | 'after the create' | 'after the end';
}

/**
 * Kills the main step after so many milliseconds, runs the post step, and checks that no client is lost. The tenant
 * takes its time before and after the work, so that kills fall on both sides of it, and some while it is under way.
 */
export async function killAt(
  afterMs: number,
  signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT',
  ephemeral: boolean,
): Promise<KillResult> {
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
  const inputs = { description: 'mine', ephemeral: String(ephemeral) };
  const { main, post } = await s.create(inputs, { kill: { signal, when: { afterMs } } });
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

/** What the tenant does late, it does for a caller that is gone, too. */
async function allRequestsDone({ tenant }: Scenario): Promise<void> {
  if (tenant.requests.some(({ status }) => status === null)) await new Promise(done => setTimeout(done, 100));
}

/** Moments spread over a run, each with one of the three signals, ephemeral and not in turn. */
export function moments(count: number, spreadMs: number) {
  const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
  return Array.from({ length: count }, (_, index) => ({
    afterMs: Math.round((index * spreadMs) / count),
    signal: signals[index % 3] ?? 'SIGKILL',
    ephemeral: Math.floor(index / 3) % 2 === 0,
  }));
}

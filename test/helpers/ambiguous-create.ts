import { expect } from 'vitest';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import type { Fault } from '../tenant/faults.ts';
import { GATEWAY_ANSWERS } from '../tenant/gateway.ts';
import type { Habits } from '../tenant/habits.ts';
import { startTenant, type Tenant } from '../tenant/tenant.ts';
import { atOnce } from './at-once.ts';
import { fastClock, runMain, runPost, settingsFor } from './in-process.ts';
import { expectNothingLost } from './invariants.ts';

/** Forty seconds of the deadline, and of the tenant's lags, are one of the test. */
export const SPEED = 40;
/** Of an ephemeral client. */
export const MARK = {
  text: '[ephemeral repository=o/r run=1 id=0123456789abcdef0123456789abcdef]',
  id: '0123456789abcdef0123456789abcdef',
};

/** A list that shows nothing: the main step does not see what came, however busy the machine is. */
export const UNSEEN: Fault = { on: 'list', do: { kind: 'edit', change: () => [] } };

export interface AmbiguousRun {
  readonly habits?: Partial<Habits>;
  readonly faults: readonly Fault[];
  readonly ephemeral?: boolean;
  readonly scope?: string[];
  readonly timeout?: number;
  readonly changes?: Partial<CreateSettings>;
  /** How the job ends; without it as the main step does. */
  readonly status?: string;
}

/** A main step and its post step. @param prepare what the tenant holds before */
export async function runJob(
  { habits = {}, faults, ephemeral = false, scope, timeout = 1_200_000, changes = {}, status }: AmbiguousRun,
  prepare: (tenant: Tenant) => void = () => {},
) {
  const tenant = await startTenant({ habits });
  prepare(tenant);
  tenant.fault(...faults);
  const ordinary = settingsFor(tenant, { timeout, isEphemeral: ephemeral, ...changes });
  const settings = scope === undefined ? ordinary : { ...ordinary, request: { ...ordinary.request, scope } };
  const clock = fastClock(SPEED, () => 0.5);
  const main = await runMain(settings, clock);
  const post = await runPost(main, status ?? (main.green ? 'success' : 'failure'), clock);
  const handedOut = main.green ? main.outputFile['client-id'] : undefined;
  const annotations = [...main.annotations, ...post.annotations].join('\n');
  return { tenant, main, post, handedOut, annotations };
}

const CARRIED_OUT = Object.entries(GATEWAY_ANSWERS).filter(([, { work }]) => work === 'done');

/**
 * Somebody in between answers after the create was carried out: the client is named and never made twice, or, when it is
 * ephemeral, deleted and created again.
 *
 * @param every which part of the answers is tried: each second, each third
 */
export async function answerInBetween(every: number, ephemeral: boolean): Promise<void> {
  const answers = CARRIED_OUT.filter((_, index) => index % every === 0);
  expect(answers.length).toBeGreaterThan(10);
  await atOnce(12, answers, async ([name, fault]) => {
    const { tenant, main, handedOut, annotations } = await runJob({ faults: [{ on: 'create', do: fault }], ephemeral });
    expect(main.green, name).toBe(ephemeral);
    expect(tenant.clients.size, name).toBe(ephemeral ? 0 : 1);
    if (ephemeral) expect(tenant.deleted.length, name).toBe(2);
    expectNothingLost(tenant, [handedOut], annotations, name);
    await tenant.close();
  });
}

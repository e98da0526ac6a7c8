import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import type { Fault } from '../tenant/faults.ts';
import type { Habits } from '../tenant/habits.ts';
import { startTenant, type Tenant } from '../tenant/tenant.ts';
import { fastClock } from './fast-clock.ts';
import { runMain, runPost, settingsFor } from './in-process.ts';

/** Twenty seconds of the deadline, and of the tenant's lags, are one of the test. */
export const SPEED = 20;
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
  const clock = fastClock(SPEED, () => 0.5);
  const tenant = await startTenant({ habits, now: clock.now });
  prepare(tenant);
  tenant.fault(...faults);
  const ordinary = settingsFor(tenant, { timeout, isEphemeral: ephemeral, ...changes });
  const settings = scope === undefined ? ordinary : { ...ordinary, request: { ...ordinary.request, scope } };
  const main = await runMain(settings, clock);
  const post = await runPost(main, status ?? (main.green ? 'success' : 'failure'), clock);
  const handedOut = main.green ? main.outputFile['client-id'] : undefined;
  const annotations = [...main.annotations, ...post.annotations].join('\n');
  return { tenant, main, post, handedOut, annotations };
}

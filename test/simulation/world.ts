import { RUN } from '../helpers/workflow-run.ts';
import type { Operation } from '../tenant/faults.ts';
import { virtualClock } from './clock.ts';
import { type Job, runJob } from './job.ts';
import type { Kind } from './kinds.ts';
import { isAlone, MODES, type Mode, type ModeName } from './modes.ts';
import { openNetwork } from './network.ts';
import { type SimulatedTenant, simulatedTenant } from './tenant.ts';

/** The fault of the request with this number (from 1, main and post step together). */
export type FaultOf = (number: number, operation: Operation) => Kind | undefined;

/** A job and its surroundings. */
export interface World {
  readonly tenant: SimulatedTenant;
  readonly job: Job;
  /** Ids of clients of others: no annotation may name them. */
  readonly others: readonly string[];
  /** Ids of clients of others that must be in the tenant at the end. */
  readonly staying: readonly string[];
}

export interface Circumstances {
  readonly faultOf: FaultOf;
  /** What else the job does between main and post step, in milliseconds. */
  readonly lasts?: number | undefined;
  /** The event at which the main step is stopped. */
  readonly stopAt?: number | undefined;
}

const NAME = 'Pipeline';
/** While the first request that changes something is on its way. */
const SECOND_NEIGHBOUR_AFTER = 70;

/**
 * Runs one job of this mode to its end, and on until the tenant has nothing left to do. Other steps of the same run
 * create clients alongside it: before it begins, and while it creates its own.
 */
export async function simulate(modeName: ModeName, { faultOf, lasts = 1000, stopAt }: Circumstances): Promise<World> {
  const mode: Mode = MODES[modeName];
  const clock = virtualClock(() => 0.5);
  const tenant = simulatedTenant(clock);
  const others = [tenant.addNeighbour('Other', 'plain').id];
  if (!isAlone(mode)) others.push(tenant.addOld(NAME, 3).id);
  clock.after(SECOND_NEIGHBOUR_AFTER, () => {
    others.push(tenant.addNeighbour(isAlone(mode) ? 'Another' : NAME, 'ephemeral').id);
  });
  const older = Array.from({ length: mode.older }, (_, index) => tenant.addOld(NAME, index + 1));
  const network = openNetwork(tenant.state, clock, faultOf);
  const options = { mode, name: NAME, run: RUN, network, older, lasts, stopAt };
  const job = await clock.pass(runJob(tenant, clock, options));
  await clock.passAll();
  return { tenant, job, others, staying: others };
}

/** Every annotation of the job, as one text. */
export function annotationsOf({ main, post }: Job): string {
  return [...main.annotations, ...post.annotations].join('\n');
}

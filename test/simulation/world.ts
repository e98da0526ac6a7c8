import type { StoredClient } from '../tenant/clients.ts';
import type { Operation } from '../tenant/faults.ts';
import { virtualClock } from './clock.ts';
import { type Job, runJob } from './job.ts';
import type { Kind } from './kinds.ts';
import { MODES, type Mode, type ModeName } from './modes.ts';
import { openNetwork } from './network.ts';
import { type SimulatedTenant, simulatedTenant } from './tenant.ts';

/** What spoils the request of this number (from 1, main and post step together). */
export type FaultOf = (number: number, operation: Operation) => Kind | undefined;

/** A run and what stands beside it. */
export interface World {
  readonly tenant: SimulatedTenant;
  readonly job: Job;
  /** Clients that other steps of the same run have just created, each with the id of its request. */
  readonly neighbours: readonly StoredClient[];
  /** Of the same name, created by someone long ago. */
  readonly bystanders: readonly StoredClient[];
}

export interface Circumstances {
  readonly faultOf: FaultOf;
  /** What else the job does between main and post step, in milliseconds. */
  readonly lasts?: number;
  /** The event at which the main step is ended. */
  readonly endAt?: number | undefined;
  readonly random?: () => number;
}

const NAME = 'Pipeline';
/** While the first request that changes something is on its way. */
const SECOND_NEIGHBOUR_AFTER = 70;

/** Runs one job of this mode to its end, and on until the tenant has nothing left to do. */
export async function simulate(modeName: ModeName, circumstances: Circumstances): Promise<World> {
  const { faultOf, lasts = 1000, endAt, random = () => 0.5 } = circumstances;
  const mode: Mode = MODES[modeName];
  const clock = virtualClock(random);
  const tenant = simulatedTenant(clock);
  // Where clients of the name are looked for, each step of a run has a name of its own.
  const isAlone = (mode.changes.ifExists ?? 'create') !== 'create';
  const bystanders = isAlone ? [] : [tenant.addOld(NAME, 3)];
  const neighbours = [tenant.addNeighbour('Other', 'plain')];
  clock.after(SECOND_NEIGHBOUR_AFTER, () => {
    neighbours.push(tenant.addNeighbour(isAlone ? 'Another' : NAME, 'ephemeral'));
  });
  const older = Array.from({ length: mode.older }, (_, index) => tenant.addOld(NAME, index + 1));
  const network = openNetwork(tenant.state, clock, faultOf);
  const job = await clock.pass(runJob(tenant, clock, { mode, name: NAME, network, older, lasts, endAt }));
  await clock.passAll();
  return { tenant, job, neighbours, bystanders };
}

/** Every annotation of the job, as one text. */
export function annotationsOf({ main, post }: Job): string {
  return [...main.annotations, ...post.annotations].join('\n');
}

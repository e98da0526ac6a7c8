import { pause } from '../../src/clock.ts';
import { runMain, runPost, type StepSeen } from '../helpers/ready-step.ts';
import { settingsFor } from '../helpers/settings.ts';
import type { StoredClient } from '../tenant/clients.ts';
import type { VirtualClock } from './clock.ts';
import type { Mode } from './modes.ts';
import type { Network, Sent } from './network.ts';
import type { SimulatedTenant } from './tenant.ts';

/** A job with one create step: main, what follows in the job, post. */
export interface Job {
  readonly mode: Mode;
  readonly name: string;
  readonly requests: readonly Sent[];
  /** The clients with the name that existed before, the newest first. */
  readonly older: readonly StoredClient[];
  readonly main: StepSeen;
  readonly post: StepSeen;
}

export interface JobOptions {
  readonly mode: Mode;
  /** Of the client. */
  readonly name: string;
  /** The id of the workflow run. */
  readonly run: string;
  readonly network: Network;
  readonly older: readonly StoredClient[];
  /** What else the job does between main and post step, in milliseconds. */
  readonly lasts: number;
  /** The event at which the main step is stopped. */
  readonly stopAt?: number | undefined;
}

/** Runs the job to its end, on the clock of the tenant. */
export async function runJob(tenant: SimulatedTenant, clock: VirtualClock, options: JobOptions): Promise<Job> {
  const { mode, name, run, network, older, lasts, stopAt } = options;
  const settings = settingsFor(tenant, mode.changes, { name }, run);
  const main = await runMain(settings, clock, { run, network, stopAt });
  await pause(clock, lasts);
  const post = await runPost(main, mode.jobStatus ?? 'success', clock, { run, network });
  return { mode, name, requests: network.requests, older, main, post };
}

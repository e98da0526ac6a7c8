import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import { create } from '../../src/main.ts';
import { cleanUp } from '../../src/post.ts';
import { runUrl } from '../../src/run-url.ts';
import { readJournal } from '../../src/state.ts';
import type { Connection } from '../../src/tenant/connection.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import type { Exchange } from '../../src/tenant/transport/http.ts';
import type { Tools } from '../../src/tools.ts';
import { signInOf } from '../helpers/in-process.ts';
import type { Seen } from '../helpers/memory-report.ts';
import { descriptionOf, runVariables } from '../helpers/workflow-run.ts';
import type { StoredClient } from '../tenant/clients.ts';
import type { VirtualClock } from './clock.ts';
import { type Mortal, mortal } from './life.ts';
import type { Mode } from './modes.ts';
import type { Network, Sent } from './network.ts';
import { ORIGIN, type SimulatedTenant } from './tenant.ts';

/** Milliseconds, as `timeout-seconds` has it when it is not given. */
export const TIMEOUT = 120_000;

/** A step as the runner saw it. */
export interface StepSeen extends Seen {
  readonly green: boolean;
  readonly start: number;
  readonly end: number;
}

/** A job with one create step: main, what follows in the job, post. */
export interface Job {
  readonly mode: Mode;
  readonly name: string;
  readonly requests: readonly Sent[];
  /** The clients of the name that existed before, the newest first. */
  readonly older: readonly StoredClient[];
  readonly main: StepSeen;
  /** Whether the main step was stopped before its time. */
  readonly isStopped: boolean;
  /** How many events the main step had; it could be stopped at each. */
  readonly events: number;
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
  const settings = settingsOf(mode, name, run, tenant.pat);
  const life = mortal(stopAt);
  const start = clock.now();
  const isGreen = await isDone(life, atEnd =>
    create(settings, toolsOf(settings, run, { life, clock, exchange: network.exchange('main', life), atEnd })),
  );
  const main = { ...life.report, green: isGreen, start, end: clock.now() };
  const { isStopped, events } = life;
  await pause(clock, lasts);

  const second = mortal();
  const postStart = clock.now();
  const jobStatus = isStopped ? 'cancelled' : main.green ? (mode.jobStatus ?? 'success') : 'failure';
  const isPostGreen = await isDone(second, async atEnd => {
    const journal = readJournal(main.stateFile, second.report);
    if (journal === undefined) return;
    const exchange = network.exchange('post', second);
    await cleanUp(journal, jobStatus, toolsOf(journal.plan, run, { life: second, clock, exchange, atEnd }));
  });
  const post = { ...second.report, green: isPostGreen, start: postStart, end: clock.now() };
  return { mode, name, requests: network.requests, older, main, isStopped, events, post };
}

/** What a program works with. @param runId of the workflow run */
export function toolsOf(
  { connection, timeout }: Pick<CreateSettings, 'connection' | 'timeout'>,
  runId: string,
  { life, clock, exchange, atEnd }: { life: Mortal; clock: VirtualClock; exchange: Exchange; atEnd: Tools['atEnd'] },
): Tools {
  const { report } = life;
  const until = clock.now() + timeout;
  const env = runVariables(runId);
  const tenant = openTenant(connection, { env: {}, report, clock, until, exchange });
  return { tenant, report, clock, until, env, run: runUrl(env), atEnd };
}

/** Runs a step as the runner of programs does. @returns whether it succeeds, as far as it was not stopped before */
export async function isDone(life: Mortal, work: (atEnd: Tools['atEnd']) => Promise<void>): Promise<boolean> {
  const closers: (() => void)[] = [];
  const whole = async () => {
    let isGreen = true;
    try {
      await work(close => void closers.push(close));
    } catch (error) {
      isGreen = false;
      life.report.error(messageOf(error));
    }
    for (const close of closers) close();
    return isGreen;
  };
  // A step that is stopped in the middle of something ends with an error that no one sees, or never.
  return (await Promise.race([whole().catch(() => false), life.end.then(() => false)])) && !life.isStopped;
}

/** No folder: a step that looks for the file finds none, and one that writes it does not succeed. */
const STOP_FILE = join(tmpdir(), 'no such folder', 'stop');

/** How the steps sign in. */
export function connectionOf(pat: SimulatedTenant['pat']): Connection {
  return { origin: ORIGIN, apiVersion: 'beta', signIn: signInOf({ pat }) };
}

function settingsOf({ changes }: Mode, name: string, run: string, pat: SimulatedTenant['pat']): CreateSettings {
  const isOwn = changes.given?.includes('description') === true;
  return {
    kind: 'create',
    connection: connectionOf(pat),
    request: {
      name,
      description: isOwn ? 'For the nightly job' : descriptionOf(changes.isEphemeral ? 'ephemeral' : 'plain', run),
      accessTokenValiditySeconds: 750,
      grantTypes: ['CLIENT_CREDENTIALS'],
      accessType: 'OFFLINE',
      enabled: true,
      scope: ['idn:accounts:read'],
    },
    given: ['name'],
    warnings: [],
    ifExists: 'create',
    isEphemeral: false,
    keepOlder: undefined,
    verify: false,
    requestToken: false,
    dryRun: false,
    exportEnv: false,
    sealing: undefined,
    timeout: TIMEOUT,
    stopFile: STOP_FILE,
    ...changes,
  };
}

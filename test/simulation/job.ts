import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import { create } from '../../src/main.ts';
import { cleanUp } from '../../src/post.ts';
import type { Report } from '../../src/report.ts';
import { runUrl } from '../../src/run-url.ts';
import { readJournal } from '../../src/state.ts';
import type { Connection } from '../../src/tenant/connection.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import type { Exchange } from '../../src/tenant/transport/http.ts';
import type { Tools } from '../../src/tools.ts';
import { type Seen, signInOf } from '../helpers/in-process.ts';
import type { StoredClient } from '../tenant/clients.ts';
import type { VirtualClock } from './clock.ts';
import { mortal } from './life.ts';
import type { Mode } from './modes.ts';
import type { Network, Sent } from './network.ts';
import { descriptionOf, ORIGIN, REPOSITORY, type SimulatedTenant } from './tenant.ts';

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
  /** Whether the main step was ended before its time. */
  readonly isEnded: boolean;
  /** How many events the main step had; it could be ended at each. */
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
  /** The event at which the main step is ended. */
  readonly endAt?: number | undefined;
}

/** Runs the job to its end, on the clock of the tenant. */
export async function runJob(tenant: SimulatedTenant, clock: VirtualClock, options: JobOptions): Promise<Job> {
  const { mode, name, run, network, older, lasts, endAt } = options;
  const { pat } = tenant;
  const settings = settingsOf(mode, name, run, pat);
  const life = mortal(endAt);
  const start = clock.now();
  const work = () => create(settings, toolsOf(settings, run, life.report, clock, network.exchange('main', life)));
  const isGreen = await Promise.race([isDone(life.report, work), life.end.then(() => false)]);
  const main = { ...life.report, green: isGreen && !life.isEnded, start, end: clock.now() };
  const { isEnded, events } = life;
  await pause(clock, lasts);

  const second = mortal();
  const postStart = clock.now();
  const jobStatus = isEnded ? 'cancelled' : main.green ? (mode.jobStatus ?? 'success') : 'failure';
  const isPostGreen = await isDone(second.report, async () => {
    const journal = readJournal(main.stateFile, second.report);
    if (journal === undefined) return;
    await cleanUp(
      journal,
      jobStatus,
      toolsOf(journal.plan, run, second.report, clock, network.exchange('post', second)),
    );
  });
  const post = { ...second.report, green: isPostGreen, start: postStart, end: clock.now() };
  return { mode, name, requests: network.requests, older, main, isEnded, events, post };
}

/** What a program works with. */
export function toolsOf(
  { connection, timeout }: Pick<CreateSettings, 'connection' | 'timeout'>,
  runId: string,
  report: Report,
  clock: VirtualClock,
  exchange: Exchange,
): Tools {
  const until = clock.now() + timeout;
  const env = { GITHUB_REPOSITORY: REPOSITORY, GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: '1' };
  const tenant = openTenant(connection, { env: {}, report, clock, until, exchange });
  return { tenant, report, clock, until, env, run: runUrl(env) };
}

/** @returns whether it succeeds; else its error is an annotation, as the action makes one of it */
export async function isDone(report: Report, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    report.error(messageOf(error));
    return false;
  }
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

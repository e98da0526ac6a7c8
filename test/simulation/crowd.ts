import { pause } from '../../src/clock.ts';
import { sweep } from '../../src/prune.ts';
import { runStep } from '../helpers/ready-step.ts';
import { connectionOf, TIMEOUT } from '../helpers/settings.ts';
import { descriptionOf, REPOSITORY, RUN } from '../helpers/workflow-run.ts';
import { generator } from '../tenant/random.ts';
import { problemsOf } from './checks.ts';
import { type VirtualClock, virtualClock } from './clock.ts';
import { type Job, runJob } from './job.ts';
import { kindsFor } from './kinds.ts';
import { isAlone, MODE_NAMES, MODES, type Mode } from './modes.ts';
import { type Network, openNetwork } from './network.ts';
import { shown } from './shown.ts';
import { type SimulatedTenant, simulatedTenant } from './tenant.ts';
import type { FaultOf } from './world.ts';

/** The workflow runs that the jobs belong to. */
const RUNS = [RUN, '1658821494'];
/** How likely a request is spoiled. */
const RATES = [0, 0.03, 0.08, 0.2];
/** The first step of each job begins within this many milliseconds. */
const SPREAD = 20_000;
const HOUR = 3_600_000;

/**
 * Two to five concurrent jobs of two runs in one tenant, drawn from a seed: each way to create a client, or `prune`.
 *
 * @returns what went wrong, with the affected jobs
 */
export async function crowd(seed: number): Promise<readonly string[]> {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const clock = virtualClock(random);
  const tenant = simulatedTenant(clock);
  const rate = pick(RATES);
  const faultOf: FaultOf = (_, operation) => (random() < rate ? pick(kindsFor(operation)) : undefined);
  const bystander = tenant.addOld('Pipeline', 3).id;
  // Left behind by a machine that crashed, for prune to delete.
  tenant.addOld('Pipeline', 1, descriptionOf('ephemeral', '1', 'e'.repeat(32)));

  const jobs: Promise<Job>[] = [];
  const sweeps: Promise<readonly string[]>[] = [];
  const number = 2 + Math.floor(random() * 4);
  for (let index = 0; index < number; index++) {
    const [run, start, lasts] = [RUNS[index % RUNS.length] ?? RUN, random() * SPREAD, random() * SPREAD];
    const network = openNetwork(tenant.state, clock, faultOf);
    if (random() < 0.15) {
      sweeps.push(pause(clock, start).then(() => prune(tenant, run, clock, network)));
      continue;
    }
    const mode: Mode = MODES[pick(MODE_NAMES)];
    const name = isAlone(mode) ? `Alone ${index}` : pick(['Pipeline', 'Other']);
    const older = Array.from({ length: mode.older }, (_, years) => tenant.addOld(name, years + 1));
    const options = { mode, name, run, network, older, lasts };
    jobs.push(pause(clock, start).then(() => runJob(tenant, clock, options)));
  }
  const [swept, done] = await clock.pass(Promise.all([Promise.all(sweeps), Promise.all(jobs)]));
  await clock.passAll();
  const problems = swept.flat();
  for (const job of done) {
    const world = { tenant, job, others: [bystander, ...clientsBeside(job, done)], staying: [bystander] };
    const found = problemsOf(world).map(problem => `${JSON.stringify(job.mode)}: ${problem}`);
    if (found.length > 0) problems.push(...found, shown(world));
  }
  return problems.length === 0 ? [] : [`FAULT_SEED=${seed}, faults at ${rate}`, ...problems];
}

/** The clients of the other jobs. A client without an id and with our name may be ours. */
function clientsBeside(job: Job, all: readonly Job[]): readonly string[] {
  const isUnmarked = ({ mode, name }: Job) => mode.changes.given?.includes('description') && name === job.name;
  return all.flatMap(other => {
    if (other === job || (isUnmarked(job) && isUnmarked(other))) return [];
    const created = other.requests.flatMap(request => (request.created === undefined ? [] : [request.created]));
    return [...created, ...other.older.map(({ id }) => id)];
  });
}

/** The prune action, with an age that leaves the clients of running jobs alone. */
async function prune(
  tenant: SimulatedTenant,
  run: string,
  clock: VirtualClock,
  network: Network,
): Promise<readonly string[]> {
  const connection = connectionOf(tenant);
  const selectors = {
    ...{ ids: undefined, name: undefined, ephemeralOf: REPOSITORY, olderThan: HOUR, unusedFor: undefined, keep: 0 },
    ownId: tenant.pat.clientId,
  };
  const settings = { connection, selectors, dryRun: false, timeout: TIMEOUT };
  const { green, annotations } = await runStep('main', clock, { run, network }, open =>
    sweep(settings, open(settings)),
  );
  const isSpoiled = network.requests.some(({ fault }) => fault !== undefined);
  return isSpoiled || (green && annotations.length === 0) ? [] : [`prune: ${annotations.join('; ')}`];
}

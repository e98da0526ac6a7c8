import type { Clock } from '../../src/clock.ts';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import { create } from '../../src/main.ts';
import { cleanUp } from '../../src/post.ts';
import { toItsEnd } from '../../src/runner/program.ts';
import { readJournal } from '../../src/state.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import type { Exchange } from '../../src/tenant/transport/http.ts';
import { openTools, type Tools } from '../../src/tools.ts';
import { type Life, mortal } from './life.ts';
import type { Seen } from './memory-report.ts';
import { runVariables } from './workflow-run.ts';

/** A step as the runner saw it. */
export interface StepSeen extends Seen {
  /** Whether it succeeded. */
  readonly green: boolean;
  /** Whether it was stopped before its end. */
  readonly isStopped: boolean;
  /** How many events it had. It can be stopped at each. */
  readonly events: number;
  readonly start: number;
  readonly end: number;
}

export interface Circumstances {
  /** Id of the workflow run. */
  readonly run?: string;
  /** The event at which the step is stopped. */
  readonly stopAt?: number | undefined;
  /** Replaces the network of this machine. */
  readonly network?: { exchange(step: 'main' | 'post', life: Life): Exchange };
}

type Open = (settings: Pick<CreateSettings, 'connection' | 'timeout'>) => Tools;

/** Runs a step in this process with settings already parsed, until it ends or is stopped. */
export async function runStep(
  step: 'main' | 'post',
  clock: Clock,
  { run, stopAt, network }: Circumstances,
  work: (open: Open, report: Seen) => Promise<void>,
): Promise<StepSeen> {
  const life = mortal(stopAt);
  const { report } = life;
  const start = clock.now();
  const whole = toItsEnd(
    machine => {
      const open: Open = ({ connection, timeout }) => {
        const tools = openTools(machine, connection, timeout, step);
        if (network === undefined) return tools;
        const reached = { ...tools, exchange: network.exchange(step, life), noticesDeprecation: step === 'main' };
        return { ...tools, tenant: openTenant(connection, reached) };
      };
      return work(open, report);
    },
    { env: runVariables(run), report, clock },
  );
  // A stopped step ends with an error that is not recorded, or it never ends.
  const isDone = await Promise.race([whole.catch(() => false), life.end.then(() => false)]);
  const { isStopped, events } = life;
  return { ...report, green: isDone && !isStopped, isStopped, events, start, end: clock.now() };
}

/** The main step of the create action. */
export function runMain(settings: CreateSettings, clock: Clock, circumstances: Circumstances = {}): Promise<StepSeen> {
  return runStep('main', clock, circumstances, open => create(settings, open(settings)));
}

/** The post step of a main step. @param jobStatus how the job ends where the main step succeeds */
export function runPost(
  main: StepSeen,
  jobStatus: string,
  clock: Clock,
  circumstances: Circumstances = {},
): Promise<StepSeen> {
  const status = main.isStopped ? 'cancelled' : main.green ? jobStatus : 'failure';
  return runStep('post', clock, circumstances, async (open, report) => {
    const journal = readJournal(main.stateFile, report);
    if (journal !== undefined) await cleanUp(journal, status, open(journal.plan));
  });
}

import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Os } from './files.ts';
import { Masks } from './masks.ts';
import type { Run } from './run.ts';
import { trim } from './white-space.ts';

export type JobStatus = 'success' | 'failure' | 'cancelled';

/** What the job keeps about a started step that has a post step. */
export interface JobStep {
  post(): Promise<Run>;
}

/** What the steps of a job share. */
export interface Job {
  readonly folder: string;
  readonly workspace: string;
  /** Selects the rules for line ends of command files and the longest variable. The programs run on this machine anyway. */
  readonly os: Os;
  /** What the job was given, and what its steps exported. */
  readonly env: Record<string, string>;
  /** What its steps wrote to GITHUB_PATH, the latest last. */
  readonly path: string[];
  readonly masks: Masks;
  readonly strictCommands: boolean;
  /** Programs that have not ended. */
  readonly running: Set<ChildProcess>;
  status: JobStatus;
  /** Steps with a post step, in their order, until the job ends. */
  readonly steps: JobStep[];
  /**
   * Runs the post steps, last in, first out. Each sees how the job has ended so far, and what was exported after its
   * main step. A test that runs post steps one by one does not call this.
   *
   * @returns the runs in their order
   */
  end(): Promise<Run[]>;
  /** Ends programs that still run, as the runner removes a job's container, and deletes the folder. */
  close(): Promise<void>;
}

export interface JobOptions {
  readonly env?: Record<string, string>;
  /** Like `secrets.*`: masked from the start. */
  readonly secrets?: readonly string[];
  /** When not given: the value of ACTION_OS, or else linux. */
  readonly os?: Os;
  /** A line also counts as a command after zero-width characters, which the runner ignores only by accident (commands.ts). */
  readonly strictCommands?: boolean;
}

export async function startJob(options: JobOptions = {}): Promise<Job> {
  const {
    env = {},
    secrets = [],
    os = process.env['ACTION_OS'] === 'windows' ? 'windows' : 'linux',
    strictCommands = true,
  } = options;
  const folder = await mkdtemp(join(tmpdir(), 'job-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const masks = new Masks();
  for (const secret of secrets) masks.add(trim(secret));
  const running = new Set<ChildProcess>();
  const close = async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const steps: JobStep[] = [];
  const end = async () => {
    const runs: Run[] = [];
    for (const step of steps.splice(0).reverse()) {
      const run = await step.post();
      takeOver(job, run);
      runs.push(run);
    }
    return runs;
  };
  const job: Job = {
    ...{ folder, workspace, os, env: { ...env }, path: [], masks, strictCommands, running, steps, end, close },
    status: 'success',
  };
  return job;
}

/** How the end of a step affects those after it. Source: StepsRunner.cs. */
export function takeOver(job: Job, run: Pick<Run, 'exported' | 'path' | 'failed'> & { cancelled?: boolean }): void {
  Object.assign(job.env, run.exported);
  job.path.push(...run.path);
  if (run.cancelled) job.status = 'cancelled';
  else if (run.failed && job.status === 'success') job.status = 'failure';
}

/**
 * The outputs that other jobs receive: the runner drops those that are empty or that a mask would change.
 * Source: FinalizeJob in JobExtension.cs.
 */
export function jobOutputs({ masks }: Job, outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== '' && !masks.hides(value)));
}

/** The runner's warnings at the end of the job, one for each output that `jobOutputs` drops because of a mask. */
export function skippedJobOutputs({ masks }: Job, outputs: Readonly<Record<string, string>>): string[] {
  return Object.keys(outputs)
    .filter(name => masks.hides(outputs[name] ?? ''))
    .map(name => `Skip output '${name}' since it may contain secret.`);
}

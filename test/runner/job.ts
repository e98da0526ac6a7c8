import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Os } from './files.ts';
import { Masks } from './masks.ts';
import { trim } from './white-space.ts';

export type JobStatus = 'success' | 'failure' | 'cancelled';

/** What the steps of a job share. */
export interface Job {
  readonly folder: string;
  readonly workspace: string;
  /** Whose rules hold: line ends of command files, the longest variable. The programs run on this machine anyway. */
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
  /** Ends what still runs, as the runner removes a job's container, and deletes the folder. */
  close(): Promise<void>;
}

export interface JobOptions {
  readonly env?: Record<string, string>;
  /** As `secrets.*`: masked from the start. */
  readonly secrets?: readonly string[];
  /** Without it what ACTION_OS says, else linux. */
  readonly os?: Os;
  /** A line is a command behind zero-width characters, too, which the runner lets pass by accident (commands.ts). */
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
  return { folder, workspace, os, env: { ...env }, path: [], masks, strictCommands, running, status: 'success', close };
}

/**
 * The outputs that reach another job: the runner drops what is empty or what a mask would change.
 * Source: FinalizeJob in JobExtension.cs.
 */
export function jobOutputs({ masks }: Job, outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== '' && !masks.hides(value)));
}

/** What the runner says of the outputs that `jobOutputs` drops for a mask: a warning for each, at the end of the job. */
export function skippedJobOutputs({ masks }: Job, outputs: Readonly<Record<string, string>>): string[] {
  return Object.keys(outputs)
    .filter(name => masks.hides(outputs[name] ?? ''))
    .map(name => `Skip output '${name}' since it may contain secret.`);
}

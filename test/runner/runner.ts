import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import type { BrokenFiles } from './command-files.ts';
import { type ActionYml, inputVariables, unexpectedInputs, unknownInputs } from './environment.ts';
import { type Job, takeOver } from './job.ts';
import type { Kill } from './kill.ts';
import { startProgram } from './program.ts';
import type { ProgramRun } from './run.ts';

export type { Broken, BrokenFiles } from './command-files.ts';
export { type Job, type JobStatus, type JobStep, jobOutputs, skippedJobOutputs, startJob } from './job.ts';
export type { Kill } from './kill.ts';
export type { Annotation } from './log.ts';
export type { ProgramRun, Run } from './run.ts';

export interface PostOptions {
  readonly jobStatus?: string;
  /** What later steps of the job exported. */
  readonly env?: Readonly<Record<string, string>>;
  readonly kill?: Kill;
  readonly files?: BrokenFiles;
  /** Changes the state on its way to the post step: truncated, in part, or missing. */
  readonly mapState?: (state: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

export interface Step {
  readonly main: ProgramRun;
  /** Runs the post step as the job ends. */
  post(options?: PostOptions): Promise<ProgramRun>;
}

/** A step whose main program may still run. */
export interface StartedStep {
  readonly main: Promise<ProgramRun>;
  /** Runs the post step once the runner is done with main, which after `sequence: 'container'` keeps running alongside it. */
  post(options?: PostOptions): Promise<ProgramRun>;
}

export interface StepOptions {
  readonly job: Job;
  /** The folder of the action.yml, from the project's root. */
  readonly action?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly kill?: Kill;
  /** For main; those of the post step are an option of `post`. */
  readonly files?: BrokenFiles;
  /** What to do with inputs that are not in action.yml: throw (a mistake in a test), or warn and pass them on. */
  readonly unknown?: 'throw' | 'pass';
  /** Path of the Node for main and post. When not given: the one in ACTION_NODE, or else the Node that runs the tests. */
  readonly node?: string;
}

const ROOT = join(import.meta.dirname, '..', '..');
/** Saves a third of the start time of a program. Node compares the source, so the cache is never out of date. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compile') };

/**
 * Runs the main program of an action as the Actions runner does: its inputs with the defaults of action.yml, fresh
 * command files, a clean environment, its output interpreted.
 *
 * @throws Error for an input that is not in action.yml
 */
export async function runStep(options: StepOptions): Promise<Step> {
  const step = await startStep(options);
  return { main: await step.main, post: step.post };
}

/** The same, without waiting for the end of main. */
export async function startStep(options: StepOptions): Promise<StartedStep> {
  const { job } = options;
  const given = options.with ?? {};
  const action = resolve(ROOT, options.action ?? '.');
  const yml = load(await readFile(join(action, 'action.yml'), 'utf8')) as ActionYml;
  const unknown = unknownInputs(yml, given);
  if (unknown.length > 0 && options.unknown !== 'pass') {
    throw new Error(`${action}/action.yml has no input ${unknown.join(', ')}`);
  }
  const start = (
    program: string,
    status: string,
    state: Readonly<Record<string, string>>,
    { env: later = {}, kill, files }: PostOptions,
  ) => {
    const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value] as const);
    return startProgram({
      file: join(action, program),
      job,
      env: {
        ...(action.startsWith(ROOT) && COMPILE_CACHE),
        ...later,
        ...options.env,
        ...Object.fromEntries(states),
        ...inputVariables(yml, given, status),
      },
      warnings: unknown.length > 0 ? [unexpectedInputs(yml, unknown)] : [],
      node: options.node,
      files,
      kill,
    });
  };

  const post = async (given: PostOptions = {}): Promise<ProgramRun> => {
    if (yml.runs.post === undefined) throw new Error(`${action}/action.yml has no post step`);
    const { state } = await released;
    const program = await start(yml.runs.post, given.jobStatus ?? job.status, given.mapState?.(state) ?? state, given);
    return program.ended;
  };
  // Before main runs, because it has a post step however it ends.
  if (yml.runs.post !== undefined) job.steps.push({ post });
  const main = await start(yml.runs.main, job.status, {}, pick(options));
  const released = main.released.then(run => {
    takeOver(job, run);
    return run;
  });
  released.catch(() => {});
  return { main: released.then(() => main.ended), post };
}

/** Options that apply only to main. */
function pick({ kill, files }: StepOptions): PostOptions {
  return { ...(kill && { kill }), ...(files && { files }) };
}

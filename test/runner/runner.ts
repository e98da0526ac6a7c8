import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { parsePairs } from './files.ts';
import { type Annotation, interpret } from './log.ts';
import { Masks } from './masks.ts';

export type { Annotation } from './log.ts';

export type JobStatus = 'success' | 'failure' | 'cancelled';

/** What the steps of a job share. */
export interface Job {
  readonly folder: string;
  readonly workspace: string;
  /** What the job was given, and what its steps exported. */
  readonly env: Record<string, string>;
  readonly masks: Masks;
  status: JobStatus;
  close(): Promise<void>;
}

/** One program that ran to its end: main or post. */
export interface ProgramRun {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** As the program wrote them, nothing masked. */
  readonly stdout: string;
  readonly stderr: string;
  /** What a reader of the job's log sees. */
  readonly log: string;
  /** The same where step debug logging is on. */
  readonly debugLog: string;
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The step is red: by its exit code, or because the runner cannot read a command file. */
  readonly failed: boolean;
  readonly durationMs: number;
}

export interface Step {
  readonly main: ProgramRun;
  /** Runs the post step as the job ends. */
  post(options?: { jobStatus?: string; env?: Record<string, string>; kill?: Kill }): Promise<ProgramRun>;
}

export interface Kill {
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  readonly when: { readonly afterMs: number } | Promise<unknown>;
}

export interface StepOptions {
  readonly job: Job;
  /** The folder of the action.yml, from the project's root. */
  readonly action?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly kill?: Kill;
}

interface ActionYml {
  readonly inputs?: Record<string, { default?: string } | null>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** A program that hangs fails its test, rather than the whole run. */
const LONGEST_RUN = 120_000;

const ROOT = join(import.meta.dirname, '..', '..');

/** @param options.secrets as `secrets.*`: masked from the start */
export async function startJob(options: { env?: Record<string, string>; secrets?: string[] } = {}): Promise<Job> {
  const folder = await mkdtemp(join(tmpdir(), 'job-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const masks = new Masks();
  for (const secret of options.secrets ?? []) masks.add(secret);
  const close = () => rm(folder, { recursive: true, force: true });
  return { folder, workspace, env: { ...options.env }, masks, status: 'success', close };
}

/**
 * Runs the main program of an action as the Actions runner does: its inputs with the defaults of action.yml, fresh
 * command files, a clean environment, its output interpreted.
 *
 * @throws Error for an input that action.yml does not know, which is a mistake in the test
 */
export async function runStep(options: StepOptions): Promise<Step> {
  const { job, env = {} } = options;
  const action = resolve(ROOT, options.action ?? '.');
  const given = options.with ?? {};
  const yml = await readAction(action);
  const declared = yml.inputs ?? {};
  for (const name of Object.keys(given)) {
    if (!(name in declared)) throw new Error(`${action}/action.yml has no input ${name}`);
  }
  const start = (program: string, status: string, extra: Record<string, string>, kill: Kill | undefined) => {
    const inputs = Object.entries(declared).map(([name, input]) => {
      const value = given[name] ?? (input?.default ?? '').replaceAll('${{ job.status }}', status);
      return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const;
    });
    return runProgram(join(action, program), job, { ...env, ...Object.fromEntries(inputs), ...extra }, kill);
  };

  const main = await start(yml.runs.main, job.status, {}, options.kill);
  Object.assign(job.env, main.exported);
  if (main.failed && job.status === 'success') job.status = 'failure';
  return {
    main,
    post: async ({ jobStatus = job.status, env: later = {}, kill } = {}) => {
      if (yml.runs.post === undefined) throw new Error(`${action}/action.yml has no post step`);
      const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value]);
      return start(yml.runs.post, jobStatus, { ...Object.fromEntries(state), ...later }, kill);
    },
  };
}

/** The outputs that reach another job: the runner drops what holds a secret (JobExtension.cs). */
export function jobOutputs({ masks }: Job, outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => !masks.hides(value)));
}

async function readAction(folder: string): Promise<ActionYml> {
  return load(await readFile(resolve(folder, 'action.yml'), 'utf8')) as ActionYml;
}

async function runProgram(
  file: string,
  job: Job,
  env: Record<string, string>,
  kill: Kill | undefined,
): Promise<ProgramRun> {
  const folder = await mkdtemp(join(job.folder, 'step-'));
  const files = Object.fromEntries(
    ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map(name => [`GITHUB_${name}`, join(folder, name)]),
  );
  await Promise.all(Object.values(files).map(path => writeFile(path, '')));
  const started = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: job.workspace,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: job.folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_WORKFLOW: 'Bootstrap',
      GITHUB_JOB: 'bootstrap',
      GITHUB_RUN_ID: '1658821493',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_WORKSPACE: job.workspace,
      RUNNER_TEMP: folder,
      RUNNER_OS: 'Linux',
      ...files,
      ...job.env,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_RUN);
  const killer = kill && arm(kill, () => child.kill(kill.signal));
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code, by) => done([code, by]));
  });
  const durationMs = performance.now() - started;
  clearTimeout(limit);
  killer?.();
  if (durationMs >= LONGEST_RUN) throw new Error(`${file} ran longer than ${LONGEST_RUN} ms`);

  const out = Buffer.concat(stdout).toString();
  const errors = Buffer.concat(stderr).toString();
  const log = interpret(out + errors, job.masks);
  const fileErrors: string[] = [];
  const pairs = async (name: string) => {
    try {
      return parsePairs(await readFile(files[name] ?? '', 'utf8'));
    } catch (error) {
      fileErrors.push(String(error));
      return {};
    }
  };
  const [outputs, state, exported] = [
    await pairs('GITHUB_OUTPUT'),
    await pairs('GITHUB_STATE'),
    await pairs('GITHUB_ENV'),
  ];
  return {
    exitCode,
    signal,
    stdout: out,
    stderr: errors,
    log: [...log.lines, ...fileErrors].join('\n'),
    debugLog: log.debugLines.join('\n'),
    annotations: log.annotations,
    outputs,
    state,
    exported,
    summary: await readFile(files['GITHUB_STEP_SUMMARY'] ?? '', 'utf8'),
    failed: exitCode !== 0 || fileErrors.length > 0,
    durationMs,
  };
}

/** @returns a function that disarms it */
function arm({ when }: Kill, strike: () => void): () => void {
  if ('afterMs' in when) {
    const timer = setTimeout(strike, when.afterMs);
    return () => clearTimeout(timer);
  }
  let armed = true;
  void when.then(() => armed && strike());
  return () => {
    armed = false;
  };
}

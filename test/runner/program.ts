import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrokenFiles, CommandFiles } from './command-files.ts';
import { environmentOf } from './environment.ts';
import { Gate } from './gate.ts';
import type { Job } from './job.ts';
import { type Kill, type Signal, waitFor } from './kill.ts';
import { StepLog } from './log.ts';
import type { ProgramRun } from './run.ts';

export interface ProgramOptions {
  readonly file: string;
  readonly job: Job;
  readonly env: Readonly<Record<string, string>>;
  /** Warnings that the runner prints first. */
  readonly warnings: readonly string[];
  readonly node?: string | undefined;
  readonly files?: BrokenFiles | undefined;
  readonly kill?: Kill | undefined;
}

export interface StartedProgram {
  /** Resolves when the runner goes on: at the end of the program, or earlier in a cancelled container job. */
  readonly released: Promise<ProgramRun>;
  /** Resolves at the end of the program. Log and files are those that the runner read when it went on. */
  readonly ended: Promise<ProgramRun>;
}

/** A program that hangs fails only its test, not the whole run. */
const LONGEST_RUN_MS = 120_000;
/**
 * Limits how many programs of this process start at the same time. Tests start fifty at once; if all of them loaded in
 * parallel, each would be slow and reach its deadline before its first request.
 */
const loading = new Gate(2);

export async function startProgram({ file, job, kill, ...options }: ProgramOptions): Promise<StartedProgram> {
  const folder = await mkdtemp(join(job.folder, 'step-'));
  const files = CommandFiles.create(folder, options.files);
  const log = new StepLog(job.masks, job.strictCommands, job.workspace);
  for (const warning of options.warnings) log.issue('warning', warning);
  const env = environmentOf(job, folder, log, { ...files.env, ...job.env, ...options.env });
  const node = options.node ?? process.env['ACTION_NODE'] ?? process.execPath;
  const loaded = await loading.enter();
  const child = startChild(node, file, env, job, files.fileSizeLimit, loaded);

  const release = async (): Promise<ProgramRun> => {
    const { cancelled } = await waitFor(child, kill);
    // The real runner reads both as they arrive, so the order between them is random.
    log.read(child.stdout());
    log.read(child.stderr());
    const { startError } = child;
    if (startError !== undefined) log.fail(startError);
    const results = files.read(log, job.masks, job.os);
    if (cancelled) log.issue('error', 'The operation was canceled.');
    const end = child.end();
    return {
      ...end,
      ...results,
      stdout: child.stdout(),
      stderr: child.stderr(),
      log: log.lines.join('\n'),
      debugLog: log.debugLines.join('\n'),
      annotations: log.annotations,
      dropped: log.dropped,
      failed: end.exitCode !== 0 || log.failed || cancelled,
      cancelled,
    };
  };
  const released = release();
  const ended = released.then(async run => {
    await child.ended;
    const end = child.end();
    if (end.durationMs >= LONGEST_RUN_MS) throw new Error(`${file} ran longer than ${LONGEST_RUN_MS} ms`);
    return { ...run, ...end, stdout: child.stdout(), stderr: child.stderr() };
  });
  ended.catch(() => {});
  return { released, ended };
}

interface End {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly durationMs: number;
}

interface Child {
  /** In the runner's words, where the program could not be started. */
  readonly startError?: string;
  readonly ended: Promise<void>;
  /** As far as known; while the program runs, neither exit code nor signal. */
  end(): End;
  stdout(): string;
  stderr(): string;
  signal(name: Signal): void;
}

function startChild(
  node: string,
  file: string,
  env: Record<string, string>,
  job: Job,
  fileSizeLimit: number | undefined,
  loaded: () => void,
): Child {
  const [command = node, ...args] =
    fileSizeLimit === undefined ? [node, file] : ['prlimit', `--fsize=${fileSizeLimit}`, node, file];
  const started = performance.now();
  let end: End = { exitCode: null, signal: null, durationMs: 0 };
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  const shared = {
    end: () => end,
    stdout: () => Buffer.concat(output).toString(),
    stderr: () => Buffer.concat(errors).toString(),
  };
  try {
    const child = spawn(command, args, { cwd: job.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] });
    job.running.add(child);
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stdout.once('data', loaded);
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_RUN_MS);
    const ended = new Promise<void>((done, failed) => {
      child.on('error', failed);
      child.on('close', (exitCode, signal) => {
        end = { exitCode, signal, durationMs: performance.now() - started };
        done();
      });
    }).finally(() => {
      loaded();
      clearTimeout(limit);
      job.running.delete(child);
    });
    return { ...shared, ended, signal: name => child.kill(name) };
  } catch (error) {
    loaded();
    // A variable of more than 128 KiB with its name (MAX_ARG_STRLEN), or too much altogether.
    if (!(error instanceof Error && 'code' in error && error.code === 'E2BIG')) throw error;
    const where = `An error occurred trying to start process '${node}' with working directory '${job.workspace}'`;
    return { ...shared, startError: `${where}. Argument list too long`, ended: Promise.resolve(), signal: () => {} };
  }
}

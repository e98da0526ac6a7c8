import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

const ACT = 'github.com/nektos/act@v0.2.89';
const root = join(import.meta.dirname, '..', '..');
const bin = join(root, '.e2e', 'bin');
export const act = join(bin, process.platform === 'win32' ? 'act.exe' : 'act');

/**
 * Builds act with Go if it does not exist yet.
 *
 * @throws Error that says what to install
 */
export function installAct(): void {
  if (existsSync(act)) return;
  mkdirSync(bin, { recursive: true });
  const { status, error } = spawnSync('go', ['install', ACT], {
    env: { ...process.env, GOBIN: bin },
    stdio: 'inherit',
  });
  if (error !== undefined) {
    throw new Error(
      `act is built with Go, and go cannot be started (${error.message}). Install Go, or put act at ${act}.`,
    );
  }
  if (status !== 0) throw new Error(`go install ${ACT} failed`);
}

/**
 * The environment that act runs in: the Node of this project, because act starts the `node` on the path, and an empty
 * actrc, because act prompts for an image to use if there is none.
 *
 * act closes the terminal of a step that fails without having read it to its end (host_environment.go in v0.2.89), and
 * loses lines of the log when the machine is busy. So on Linux `bash` and `node` end a moment later when they fail.
 *
 * @param folder where the actrc may be written
 * @param first folders that come first on the path
 */
export function actEnvironment(folder: string, first: readonly string[] = []): NodeJS.ProcessEnv {
  mkdirSync(join(folder, 'act'), { recursive: true });
  writeFileSync(join(folder, 'act', 'actrc'), '');
  const programs = join(root, 'node_modules', '.bin');
  if (process.platform === 'linux') {
    for (const program of ['/bin/bash', join(programs, 'node')]) {
      const file = join(folder, 'act', basename(program));
      writeFileSync(file, `#!/bin/sh\n'${program}' "$@"\nstatus=$?\n[ $status = 0 ] || sleep 0.3\nexit $status\n`);
      chmodSync(file, 0o755);
    }
  }
  const path = [...first, join(folder, 'act'), programs, process.env['PATH']].join(delimiter);
  return { ...process.env, PATH: path, XDG_CONFIG_HOME: folder };
}

export interface ActRun {
  /** Standard output and error, as they are. */
  readonly log: string;
  readonly succeeded: boolean;
}

/** Runs act without containers, at most ten minutes. */
export function runAct(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<ActRun> {
  return new Promise(resolve => {
    const options = { cwd, env, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 };
    execFile(act, args, options, (error, stdout, stderr) => {
      const stopped = error?.killed ? '\nact was stopped after ten minutes' : '';
      resolve({ log: stdout + stderr + stopped, succeeded: error === null });
    });
  });
}

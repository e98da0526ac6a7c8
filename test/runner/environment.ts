import type { Job } from './job.ts';
import type { StepLog } from './log.ts';

/** The part of an action.yml that the runner needs. */
export interface ActionYml {
  readonly inputs?: Record<string, { default?: string } | null>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** Handler.cs: Windows does not pass on a longer variable. */
const LONGEST_ON_WINDOWS = 32_766;

/**
 * `INPUT_…` for the given inputs and the defaults of action.yml; names are compared regardless of case. Evaluated
 * separately for main and post, so that `${{ job.status }}` is current.
 * Source: RunAsync in ActionRunner.cs, AddInputsToEnvironment in Handler.cs.
 */
export function inputVariables(
  yml: ActionYml,
  given: Readonly<Record<string, string>>,
  status: string,
): Record<string, string> {
  const declared = Object.entries(yml.inputs ?? {});
  const defaults = declared.map(
    ([name, input]) => [name, (input?.default ?? '').replaceAll('${{ job.status }}', status)] as const,
  );
  const pairs = [...defaults, ...Object.entries(given)];
  return Object.fromEntries(
    pairs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const),
  );
}

/** Inputs that are not in action.yml. */
export function unknownInputs(yml: ActionYml, given: Readonly<Record<string, string>>): string[] {
  const declared = new Set(Object.keys(yml.inputs ?? {}).map(name => name.toLowerCase()));
  return Object.keys(given).filter(name => !declared.has(name.toLowerCase()));
}

/** The runner's warning about them; the program gets them nevertheless. Source: ActionRunner.cs. */
export function unexpectedInputs(yml: ActionYml, unknown: readonly string[]): string {
  const valid = Object.keys(yml.inputs ?? {});
  return `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${valid.join("', '")}']`;
}

/**
 * The environment of the program. On Windows a variable that is too long is missing: with a warning if it is an input,
 * silently if it is state or anything else. (On Linux the kernel makes the start fail.)
 * Unlike in the real runner, a job's `GITHUB_*` take precedence over the runner's, so that a test can set them.
 */
export function environmentOf(
  job: Job,
  folder: string,
  log: StepLog,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  const all: Record<string, string> = {
    PATH: [...job.path.toReversed(), process.env['PATH'] ?? ''].join(':'),
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
    RUNNER_OS: job.os === 'windows' ? 'Windows' : 'Linux',
    ...variables,
  };
  if (job.os !== 'windows') return all;
  const tooLong = Object.entries(all).filter(([, value]) => value.length > LONGEST_ON_WINDOWS);
  for (const [name, value] of tooLong) {
    delete all[name];
    const lengths = `Environment variable length: ${value.length} , Maximum supported length: ${LONGEST_ON_WINDOWS}`;
    const what = `Environment variable '${name}' exceeds the maximum supported length. ${lengths}`;
    if (name.startsWith('INPUT_')) log.issue('warning', what);
  }
  return all;
}

import { readFileSync, statSync } from 'node:fs';
import { isObject, parseJson } from '../json.ts';

/**
 * Why a secret that the workflow passes on can arrive empty, as a list for a message. What the runner says of the run
 * decides which cause comes first; it does not say whether the workflow was called by another one.
 */
export function whySecretsAreEmpty(env: NodeJS.ProcessEnv): string {
  const { GITHUB_ACTOR: actor, GITHUB_EVENT_NAME: event = '' } = env;
  const unset = 'it is not set, or the job does not name the environment that it belongs to';
  const called = 'the workflow is called by another one without secrets: inherit';
  const fork = 'the pull request comes from a fork, which gets no secrets';
  const dependabot = 'the run was triggered by Dependabot, which has its own secrets';
  const isPull = mayBeFork(env);
  const likely = actor === DEPENDABOT ? dependabot : isPull ? fork : unset;
  const causes = [likely, unset, called, ...(isPull || event === '' ? [fork] : []), dependabot];
  return `Why a secret can be empty:${[...new Set(causes)].map(cause => `\n  - ${cause}`).join('')}`;
}

/** Whether GitHub gives a run no secrets of the repository: one for a fork, or by Dependabot. */
export function getsNoSecrets(env: NodeJS.ProcessEnv): boolean {
  return env['GITHUB_ACTOR'] === DEPENDABOT || mayBeFork(env);
}

const DEPENDABOT = 'dependabot[bot]';

function mayBeFork({ GITHUB_EVENT_NAME: event = '', GITHUB_EVENT_PATH: file }: NodeJS.ProcessEnv): boolean {
  return /^pull_request(?!_target)/.test(event) && !isWithinRepository(file);
}

/** Whether the event is about a pull request from a branch of the repository itself: GitHub gives that one the secrets. */
function isWithinRepository(eventFile = ''): boolean {
  const event = statSync(eventFile, { throwIfNoEntry: false })?.isFile()
    ? parseJson(readFileSync(eventFile, 'utf8'))
    : undefined;
  const [head, base] = ['head', 'base'].map(side => partOf(event, 'pull_request', side, 'repo', 'full_name'));
  return head !== undefined && head === base;
}

function partOf(json: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((part, key) => (isObject(part) ? part[key] : undefined), json);
}

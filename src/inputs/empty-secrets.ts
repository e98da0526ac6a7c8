import { readFileSync, statSync } from 'node:fs';
import { isObject, parseJson } from '../json.ts';

const DEPENDABOT = 'dependabot[bot]';

/** Why a secret can be empty, as a list for a message; what the runner says of the run decides which cause comes first. */
export function whySecretsAreEmpty(env: NodeJS.ProcessEnv): string {
  const unset = 'it is not set, or the job does not name the environment that it belongs to';
  const called = 'the workflow is called by another one without secrets: inherit';
  const fork = 'the pull request comes from a fork, which gets no secrets';
  const dependabot = 'the run was triggered by Dependabot, which has its own secrets';
  const isPull = mayBeFork(env);
  const likely = env['GITHUB_ACTOR'] === DEPENDABOT ? dependabot : isPull ? fork : unset;
  const causes = [likely, unset, called, ...(isPull || !env['GITHUB_EVENT_NAME'] ? [fork] : []), dependabot];
  return `Why a secret can be empty:${[...new Set(causes)].map(cause => `\n  - ${cause}`).join('')}`;
}

/** Whether GitHub gives a run no secrets of the repository: one for a fork, or by Dependabot. */
export const getsNoSecrets = (env: NodeJS.ProcessEnv): boolean => env['GITHUB_ACTOR'] === DEPENDABOT || mayBeFork(env);

/** Whether the run may be for a fork: not if the event says that the pull request is from the repository itself. */
function mayBeFork({ GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: file = '' }: NodeJS.ProcessEnv): boolean {
  if (!/^pull_request(?!_target)/.test(name)) return false;
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile();
  const event = isFile ? parseJson(readFileSync(file, 'utf8')) : undefined;
  const [head, base] = ['head', 'base'].map(side => partOf(event, 'pull_request', side, 'repo', 'full_name'));
  return head === undefined || head !== base;
}

const partOf = (json: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce((part, key) => (isObject(part) ? part[key] : undefined), json);

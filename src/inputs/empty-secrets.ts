/**
 * Why a secret that the workflow passes on can arrive empty, for a message. What the runner says of the run decides
 * which cause comes first; it does not say whether the workflow was called by another one.
 */
export function whySecretsAreEmpty({ GITHUB_ACTOR: actor, GITHUB_EVENT_NAME: event = '' }: NodeJS.ProcessEnv): string {
  const unset = 'it is not set, or the job does not name the environment that it belongs to';
  const called = 'the workflow is called by another one without secrets: inherit';
  const fork = 'the pull request comes from a fork, which gets no secrets';
  const dependabot = 'the run is by Dependabot, which has secrets of its own';
  const likely = actor === 'dependabot[bot]' ? dependabot : /^pull_request(?!_target)/.test(event) ? fork : unset;
  return `Why a secret can be empty: ${[...new Set([likely, unset, called, fork, dependabot])].join('; ')}`;
}

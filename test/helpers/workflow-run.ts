export const REPOSITORY = 'octo-org/octo-repo';
/** The run that steps belong to where nothing else is said. */
export const RUN = '1658821493';

/** Variables of a step of the run. */
export function runVariables(run: string = RUN): Record<string, string> {
  return { GITHUB_REPOSITORY: REPOSITORY, GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: '1' };
}

/** As the action writes it; without an id, as its settings have it before the request. */
export function descriptionOf(kind: 'plain' | 'ephemeral', run: string, id?: string): string {
  const url = `https://github.com/${REPOSITORY}/actions/runs/${run}`;
  const text = (request = '') => `Created by GitHub Actions${request}: ${REPOSITORY}, workflow Test, ${url}`;
  if (kind === 'plain') return text(id && `, request ${id}`);
  return `[ephemeral repository=${REPOSITORY} run=${run}${id ? ` id=${id}` : ''}] ${text()}`;
}

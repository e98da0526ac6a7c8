export const REPOSITORY = 'octo-org/octo-repo';
/** The run that steps belong to by default. */
export const RUN = '1658821493';

/** Variables of a step of the run. */
export function runVariables(run: string = RUN): Record<string, string> {
  return { GITHUB_REPOSITORY: REPOSITORY, GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: '1' };
}

/** The description that the action writes; without an id, the one in its settings before the request. */
export function descriptionOf(kind: 'plain' | 'ephemeral', run: string, id?: string): string {
  const url = `https://github.com/${REPOSITORY}/actions/runs/${run}`;
  const text = (request = '') => `Created by GitHub Actions${request}: ${REPOSITORY}, workflow Test, ${url}`;
  if (kind === 'plain') return text(id && `, request ${id}`);
  return `[ephemeral repository=${REPOSITORY} run=${run}${id ? ` id=${id}` : ''}] ${text()}`;
}

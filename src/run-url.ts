/** The workflow run, as the description of a client names it; undefined outside of one. */
export function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/** Whether a description names a run, by its URL. */
export function namesRun(text: string, run: string): boolean {
  const [, ...parts] = text.split(run);
  return parts.some(part => !/^\d/.test(part));
}

/** Bounded: a hostile text must not make it slow. */
const RUN_URL = /https?:\/\/[^\s/]{1,100}\/[^\s/]{1,100}\/[^\s/]{1,100}\/actions\/runs\/\d{1,20}/g;

/** The workflow run, as the description of a client names it; undefined outside of one. */
export function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/** Whether a description names a run, by its URL. */
export function namesRun(text: string, run: string): boolean {
  return text
    .split(run)
    .slice(1)
    .some(rest => !/^\d/.test(rest));
}

/**
 * Whether a description names another run than ours. Text that was cut off may end in the middle of our own URL.
 *
 * @param run ours; undefined outside of one
 */
export function namesAnotherRun(text: string, run: string | undefined): boolean {
  const urls = text.match(RUN_URL) ?? [];
  return urls.some(url => !(text.endsWith(url) && run?.startsWith(url)) && url !== run);
}

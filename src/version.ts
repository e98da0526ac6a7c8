/** Name and version of the action: all that a proxy learns. A test compares it with package.json. */
export const PRODUCT = 'idn-oauth-client/1.0.0';

/** The User-Agent (RFC 9110 section 10.1.5), for the tenant's audit log: in a workflow with repository and run. */
export function userAgent({ GITHUB_REPOSITORY = '', GITHUB_RUN_ID = '' }: NodeJS.ProcessEnv): string {
  const [repository, run] = [plain(GITHUB_REPOSITORY), plain(GITHUB_RUN_ID)];
  const comment = [repository, run && `run ${run}`].filter(text => text !== '').join('; ');
  return comment === '' ? PRODUCT : `${PRODUCT} (${comment})`;
}

/** What fits into a comment as it is. GitHub's names do, and are shorter than this. */
const plain = (text: string): string => text.replaceAll(/[^!-~]|[()\\;]/g, '').slice(0, 80);

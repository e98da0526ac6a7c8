import { pause } from './clock.ts';
import type { Plan } from './state.ts';
import { type Client, evenName } from './tenant/client.ts';
import { adminPlace } from './tenant/connection.ts';
import type { Tools } from './tenant/deletion.ts';
import { bearsMark } from './tenant/mark.ts';
import type { Listing, Tenant } from './tenant/tenant.ts';
import { CREATED_TOLERANCE, LOOK_FOR, LOOKS } from './tenant/waits.ts';
import { count, unescapeHtml } from './text.ts';

/** What a create request of unknown fate may have left. */
export interface Leftovers {
  /** Clients that bear our mark: nobody else's. */
  readonly ours: readonly string[];
  /** Clients that may be ours: somebody else may have made the same. */
  readonly suspects: readonly string[];
}

/** The run, as the description of a client names it; undefined outside of one. */
export function runUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/**
 * Sorts a list for what an unclear create may have left. An ephemeral client is known by its mark. Another one may be
 * ours when it has our name or names our run, and was created since the step began, by the tenant's clock. Other fields
 * are not compared: tenants trim, escape, clamp and add. A false alarm costs a warning, a miss a living secret.
 *
 * @param known ids that are certainly not it
 */
export function findLeftovers(
  { clients, tenantTime }: Listing,
  { name, markId, startedAt }: Plan,
  known: ReadonlySet<string>,
  run: string | undefined,
  now: number,
): Leftovers {
  const others = clients.filter(({ id }) => !known.has(id));
  if (markId !== undefined) {
    return { ours: idsOf(others.filter(client => bearsMark(markId, client))), suspects: [] };
  }
  const since = tenantTime === undefined ? undefined : tenantTime - (now - startedAt) - CREATED_TOLERANCE;
  const suspects = others.filter(client => {
    const text = unescapeHtml(client.description ?? '');
    const ofRun = run !== undefined && namesRun(text, run);
    const isNew = since === undefined || client.created === undefined || client.created >= since;
    return isNew && (ofRun || (looseName(client.name) === looseName(name) && !namesAnotherRun(text, run)));
  });
  return { ours: [], suspects: idsOf(suspects) };
}

/** What is said of clients that may be ours and cannot be used, because their secret was shown to nobody. */
export function maybeOurs(ids: readonly string[], { connection }: Tenant): string {
  return (
    `${count(ids.length, 'client')} that the request probably created ${ids.length === 1 ? 'is' : 'are'} in the ` +
    `tenant: ${ids.join(', ')}. Nobody has the secret. Not deleted, because somebody else may have made the same: ` +
    `delete at ${adminPlace(connection.origin)} what is not needed, then run the job again.`
  );
}

/** What to look for where nothing was found: a list may be late. */
export function whatToLookFor({ name, markId }: Plan, { report, tenant }: Tools): string {
  const mark = markId === undefined ? `named ${report.quote(name ?? '')}` : `whose description contains ${markId}`;
  return `look for a client ${mark} at ${adminPlace(tenant.connection.origin)}`;
}

/**
 * Lists again and again: a request that was cut off may still be carried out, and lists are late.
 *
 * @param see returns whether there is nothing more to look for
 */
export async function watch(
  { tenant, clock, until }: Tools,
  see: (listing: Listing) => Promise<boolean>,
): Promise<void> {
  const start = clock.now();
  const lookFor = Math.min(LOOK_FOR, (until - start) / 2);
  for (const part of LOOKS) {
    await pause(clock, Math.max(0, start + part * lookFor - clock.now()));
    if (await see(await tenant.list())) return;
  }
}

function idsOf(clients: readonly Client[]): string[] {
  return clients.map(({ id }) => id);
}

function looseName(name: string | null): string {
  return evenName(unescapeHtml(name ?? '').normalize('NFKC')).toLowerCase();
}

/** Whether a description names a run, by its URL. */
export function namesRun(text: string, run: string): boolean {
  return text
    .split(run)
    .slice(1)
    .some(rest => !/^\d/.test(rest));
}

/** Text that was cut off may end in the middle of our own URL. */
function namesAnotherRun(text: string, run: string | undefined): boolean {
  if (/\[ephemeral repository=/.test(text)) return true;
  const urls = text.match(/https?:\/\/\S+\/actions\/runs\/\d+/g) ?? [];
  return urls.some(url => !(text.endsWith(url) && run?.startsWith(url)));
}

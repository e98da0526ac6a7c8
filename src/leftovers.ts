import { pause } from './clock.ts';
import { namesAnotherRun, namesRun } from './run-url.ts';
import type { Plan } from './state.ts';
import { type Client, evenName } from './tenant/client.ts';
import { adminPlace } from './tenant/connection.ts';
import { bearsMark, holdsWholeMark } from './tenant/mark.ts';
import type { Listing, Tenant } from './tenant/tenant.ts';
import { CREATED_TOLERANCE, DAY, LOOKS, lookFor } from './tenant/transport/waits.ts';
import { count, namedText, unescapeHtml } from './text.ts';
import type { Tools } from './tools.ts';

/**
 * What an unclear create may have left: of an ephemeral client what bears its mark, which is nobody else's and can be
 * deleted; else what may be ours. That is a client that has our name or names our run, and was created since the step
 * began, by the tenant's clock. Other fields are not compared: tenants trim, escape, clamp and add. A false alarm costs a
 * warning, a miss a living secret.
 *
 * @param known ids that are certainly not it
 * @returns ids
 */
export function findLeftovers(
  { clients, tenantTime }: Listing,
  { name, markId, startedAt, namesOthers }: Plan,
  known: ReadonlySet<string>,
  { run, clock }: Tools,
): string[] {
  const elapsed = Math.max(0, clock.now() - startedAt);
  // A clock that is off by a day is none, and says nothing of who is new.
  const isClock = tenantTime !== undefined && Math.abs(tenantTime - clock.now()) < DAY;
  const since = isClock ? tenantTime - elapsed - CREATED_TOLERANCE : undefined;
  const isCandidate = (client: Client) => {
    if (markId !== undefined) return bearsMark(markId, client);
    if (since !== undefined && client.created !== undefined && client.created < since) return false;
    const text = unescapeHtml(client.description ?? '');
    if (run !== undefined && namesRun(text, run)) return true;
    const isOthers = !namesOthers && (holdsWholeMark(text) || namesAnotherRun(text, run));
    return looseName(client.name) === looseName(name) && !isOthers;
  };
  return clients.filter(client => !known.has(client.id) && isCandidate(client)).map(({ id }) => id);
}

/** What is said of clients that may be ours and cannot be used, because their secret was shown to nobody. */
export function maybeOurs(ids: readonly string[], { connection }: Tenant): string {
  return (
    `${count(ids.length, 'client')} that the request probably created ${ids.length === 1 ? 'is' : 'are'} in the ` +
    `tenant: ${ids.join(', ')}. Nobody has the secret. Not deleted, because somebody else may have made the same: ` +
    `delete at ${adminPlace(connection.origin)} what is not needed, then run the job again.`
  );
}

/** What is said when a client that was just made is not there any more: a tenant may know of it late. */
export function goneAlready(id: string, { connection }: Tenant): string {
  const place = adminPlace(connection.origin);
  return `The tenant says that the client ${id}, which it just made, is gone already: check that at ${place}.`;
}

/** What to look for where nothing was found, or not all of it: a list may be late, and a tenant may cut the mark off. */
export function whatToLookFor({ name, markId }: Plan, { report, tenant }: Tools): string {
  const which =
    namedText(name, report.quote) + (markId === undefined ? '' : `, or whose description contains ${markId},`);
  return `look for a client ${which} at ${adminPlace(tenant.connection.origin)}`;
}

/**
 * Lists again and again: a request that was cut off may still be carried out, and lists are late. Throws when the last
 * list failed.
 *
 * @param see returns whether there is nothing more to look for
 */
export async function watch(
  { tenant, clock, until }: Tools,
  see: (listing: Listing) => Promise<boolean>,
): Promise<void> {
  const start = clock.now();
  const time = lookFor(until - start);
  let failure: unknown;
  for (const part of LOOKS) {
    await pause(clock, Math.max(0, start + part * time - clock.now()));
    try {
      if (await see(await tenant.list())) return;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
}

function looseName(name: string | null): string {
  return evenName(unescapeHtml(name ?? '').normalize('NFKC')).toLowerCase();
}

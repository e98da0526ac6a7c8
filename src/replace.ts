import { messageFor, StepError } from './errors.ts';
import { findLeftovers } from './leftovers.ts';
import { summarizeDeleted } from './outputs.ts';
import { namesRun, runUrl } from './run-url.ts';
import type { NewClient, Plan, ReadJournal } from './state.ts';
import { type Client, clientsNamed, idsOf, isInternal, newestFirst } from './tenant/client.ts';
import { ownClientId } from './tenant/connection.ts';
import { couldNotDelete, removeAll } from './tenant/deletion.ts';
import type { Listing } from './tenant/tenant.ts';
import { count, namedText, someIds } from './text.ts';
import type { Tools } from './tools.ts';

/** @returns the error of `if-exists: fail` */
export function alreadyExists(existing: readonly Client[], name: string | null, { report }: Tools): Error {
  const [exists, it] = existing.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
  return new StepError(
    `${count(existing.length, 'client')} ${namedText(name, report.quote)} already ${exists}: ${someIds(idsOf(existing))}. ` +
      `Nothing was created. Choose another name, delete ${it}, or set if-exists to skip, replace or update.`,
  );
}

/** Of two jobs of one run that replace one name at the same time, the later one deletes the other's client. */
export function warnOfSameRun(existing: readonly Client[], { report, env }: Tools): void {
  const run = runUrl(env);
  const same = existing.filter(({ description }) => run !== undefined && namesRun(description ?? '', run));
  if (same.length === 0 || env['GITHUB_RUN_ATTEMPT'] !== '1') return;
  const [was, them] = same.length === 1 ? ['was', 'it'] : ['were', 'them'];
  report.warning(
    `if-exists: ${count(same.length, 'client')} with this name ${was} created by this same run: ${someIds(idsOf(same))}. If ` +
      `another job of the run replaces the same name, the job with the newer client deletes the other's; this job will delete ${them}. ` +
      'Give each job its own name, or a concurrency group.',
  );
}

/** Those that `replace` is about: an internal client is the tenant's own, unless the request is for an internal one. */
export const replaceable = (clients: readonly Client[], plan: Plan): Client[] =>
  clients.filter(client => plan.isInternal || !isInternal(client));

/**
 * The end of `if-exists: replace`: after a job that succeeded, the older clients are deleted. It lists them again, because
 * the state is small, and newer ones are kept. @returns what must be done by hand; undefined if nothing
 */
export async function completeReplacement(journal: ReadJournal, own: NewClient, jobStatus: string, tools: Tools) {
  const { report, tenant } = tools;
  const { plan } = journal;
  const ofName = namedText(plan.name, report.quote);
  if (jobStatus !== 'success') return void report.warning(await whatRemains(journal, own, jobStatus, tools));
  const listing = await tenant.list().catch((error: unknown) => {
    throw new StepError(sentences(messageFor(error, report), existedBefore(plan), NEXT_RUN));
  });
  const others = othersIn(listing, journal, own, tools);
  if (others === undefined) {
    // It may have been deleted: then an older one is the last that works.
    const missing = `The client ${own.id}, which replaces the older ones, is not in the tenant's list, so nothing is deleted.`;
    return void report.warning(sentences(missing, existedBefore(plan), NEXT_RUN));
  }
  const { due, kept } = others;
  if (kept.length > 0) {
    const [is, it] = kept.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
    const why = `because nothing shows that ${it} older than the new one: ${someIds(idsOf(kept))}`;
    report.warning(`${count(kept.length, 'client')} ${ofName} ${is} kept, ${why}.`);
  }
  // The oldest first: the newest ones are the last to go when the time is over.
  const removal = await removeAll(idsOf(due).reverse(), tools);
  await summarizeDeleted(removal.deleted, report);
  if (removal.notTried.length > 0) {
    report.warning(
      `timeout-seconds ran out before ${count(removal.notTried.length, 'older client')} ${ofName} could be deleted: ` +
        `${someIds(removal.notTried)}. ${NEXT_RUN} Raise timeout-seconds for it.`,
    );
  }
  return couldNotDelete({ ...removal, notTried: [] }, tenant);
}

const NEXT_RUN =
  'The next successful run with if-exists replace deletes the older clients, except those that keep-older keeps.';

/**
 * The other clients of the name, without what a request of unknown fate left: `all`, those that are `due`, and those that are
 * `kept` because nothing shows that they are older. @returns undefined when the new client is not in the list
 */
function othersIn(listing: Listing, { plan, unknown }: ReadJournal, own: NewClient, { clock }: Tools) {
  const { clients } = listing;
  const shown = clients.find(({ id }) => id === own.id);
  if (shown === undefined) return undefined;
  const since = shown.created ?? own.created;
  const except = new Set([own.id, ...plan.existing.ids]);
  const found = unknown.map(request => findLeftovers(listing, clock.now(), request, plan, except));
  const leftovers = found.flatMap(({ ours, maybeOurs }) => [...ours, ...maybeOurs]);
  const all = replaceable(clientsNamed(plan.name, clients, ownClientId(plan.connection.signIn)), plan)
    .filter(client => client.id !== own.id && !leftovers.includes(client.id))
    .sort(newestFirst);
  return { all, due: dueOf(all, plan.keepOlder, since), kept: all.filter(({ created }) => !isBefore(created, since)) };
}

const isBefore = (time: number | undefined, limit: number | undefined): boolean =>
  time !== undefined && limit !== undefined && time < limit;

/** Of clients, newest first, those to be deleted: created before `since`, and before each of those that `keepOlder` keeps. */
export function dueOf(clients: readonly Client[], keepOlder: number | undefined, since: number | undefined): Client[] {
  const older = clients.filter(({ created }) => isBefore(created, since));
  const limit = [{ created: since }, ...older][Number(keepOlder)]?.created;
  return older.filter(({ created }) => isBefore(created, limit));
}

/** After a job that did not succeed: only the workflow knows which of the clients is in use. */
async function whatRemains(journal: ReadJournal, own: NewClient, jobStatus: string, tools: Tools): Promise<string> {
  const { plan } = journal;
  const listing = await tools.tenant.list('once').catch(() => undefined);
  const others = listing && othersIn(listing, journal, own, tools);
  const isListed = listing === undefined || listing.clients.some(({ id }) => id === own.id);
  const what = isListed ? 'exists, and its secret may be stored nowhere' : "is not in the tenant's list";
  return sentences(
    `The job's status is ${jobStatus || 'unknown'}, so nothing is deleted. The new client ${own.id} ${what}.`,
    others === undefined ? existedBefore(plan) : remain(idsOf(others.all)),
    plan.keepOlder === 0 ? NEXT_RUN : WOULD_KEEP,
  );
}

const WOULD_KEEP =
  'If the secret of the new client was not stored, delete it: at the next rotation keep-older would keep it in place of a client in use.';

function remain(ids: readonly string[]): string {
  const remains = ids.length === 1 ? 'remains' : 'remain';
  return ids.length === 0 ? '' : `${count(ids.length, 'other client')} of its name ${remains}: ${someIds(ids)}.`;
}

/** What was listed when the step began, for when no current list can be relied on. */
function existedBefore({ existing: { count: number, ids } }: Plan): string {
  if (number === 0) return '';
  const rest = number > ids.length ? ` and ${number - ids.length} more` : '';
  return `When the step began, ${count(number, 'older client')} with this name existed: ${ids.join(', ')}${rest}.`;
}

/** Without those that are empty. */
const sentences = (...texts: readonly string[]): string => texts.filter(text => text !== '').join(' ');

import { pause } from './clock.ts';
import { messageFor } from './errors.ts';
import type { NewClient, Plan, ReadJournal, SentRequest } from './state.ts';
import { type Client, idsOf, isNamed } from './tenant/client.ts';
import { adminPlace } from './tenant/connection.ts';
import { couldNotDelete, removeAll } from './tenant/deletion.ts';
import { isFromAnyRequest, isFromRequest } from './tenant/request-id.ts';
import type { Listing } from './tenant/tenant.ts';
import { CREATED_TOLERANCE, DAY, LOOK_AGAIN_AFTER, SHORTEST_TRY, searchTime } from './tenant/transport/waits.ts';
import { count, namedText, seconds, timeText } from './text.ts';
import type { Tools } from './tools.ts';

type Named = Pick<Plan, 'name' | 'hasRequestId'>;
type Except = ReadonlySet<string>;

/**
 * What a request left. A client with the id of the request is ours if it has our name; else it is a copy. A description of
 * the user's own contains no id: then a client may be ours that has our name, no id of a request, and was created about when
 * the request went out. @param now by this machine's clock @param except ids that the request cannot have left
 * @returns ids. No one has the secret of `ours`, so they can be deleted; only a person can say whose `maybeOurs` are
 */
export function findLeftovers(listing: Listing, now: number, request: SentRequest, plan: Named, except: Except) {
  const { clients, tenantTime } = listing;
  const { id, at, lostAt = now } = request;
  // By the tenant's clock, if it is known. A clock that was set back since the request says nothing.
  const isClockKnown = tenantTime !== undefined && now >= at;
  const since = isClockKnown ? tenantTime - (now - at) - CREATED_TOLERANCE : at - DAY;
  const before = isClockKnown ? tenantTime - (now - lostAt) + CREATED_TOLERANCE : Number.POSITIVE_INFINITY;
  const mayBeNew = ({ created }: Client) => created === undefined || (created >= since && created <= before);
  const isOurName = (client: Client) => isNamed(client, plan.name);
  const isAlike = (client: Client) => isOurName(client) && !isFromAnyRequest(client) && mayBeNew(client);
  const others = clients.filter(client => !except.has(client.id));
  const withId = others.filter(client => isFromRequest(id, client));
  const alike = plan.hasRequestId ? [] : others.filter(isAlike);
  return {
    ours: idsOf(withId.filter(isOurName)),
    maybeOurs: idsOf([...withId.filter(client => !isOurName(client)), ...alike]),
  };
}

/**
 * Looks for what requests of unknown fate left, until half a minute after each: the request or the list may be late. Deletes
 * what is ours; one warning names what may be ours, or says what to look for. @returns what must be done by hand
 */
export async function cleanUpLeftovers(journal: ReadJournal, tools: Tools): Promise<string | undefined> {
  const { plan, outcome, unknown } = journal;
  if (unknown.length === 0) return undefined;
  const client = 'client' in outcome ? outcome.client : undefined;
  const others = [...(client ? [client.id] : []), ...plan.existing.ids];
  const { open, maybeOurs, problems, listing, failure } = await lookUntilEnd(unknown, plan, new Set(others), tools);
  const search = whatToLookFor(plan, open.length > 0 ? open : unknown, [...others, ...maybeOurs], tools);
  if (maybeOurs.length > 0) {
    tools.report.warning(`${maybeOursMessage(maybeOurs, tools)} Another one may appear later: ${search}.`);
  } else if (open.length > 0 && failure !== undefined) {
    const message = messageFor(failure, tools.report);
    problems.push(`Could not check whether a create request left a client: ${message} Please ${search}.`);
  } else if (open.length > 0 && client && listing && wouldShow(listing, client, plan.isEphemeral)) {
    tools.report.info(
      `The tenant lists no client from a create request of unknown fate. If one appears later, ${search}.`,
    );
  } else if (open.length > 0) {
    tools.report.warning(
      'It is unknown whether a create request was carried out, and the tenant lists no client from it now. One may appear later: ' +
        `${search}, and delete it${plan.hasRequestId ? '' : ' if it is not in use'}.`,
    );
  }
  return problems.length > 0 ? problems.join('\n') : undefined;
}

/** @returns `open`: the requests of which no client of ours was found; `failure`: why the last look failed */
async function lookUntilEnd(requests: readonly SentRequest[], plan: Plan, except: Except, tools: Tools) {
  const { tenant, report, clock } = tools;
  const maybeOurs = new Set<string>();
  const problems: string[] = [];
  let open = requests;
  let listing: Listing | undefined;
  let failure: unknown;
  const time = searchTime(plan.timeout);
  // If this machine's clock was set back, the request seems to come from the future.
  const latest = Math.min(clock.now(), tools.until - SHORTEST_TRY - time);
  for (let wait = LOOK_AGAIN_AFTER; open.length > 0; wait *= 2) {
    // Deletions may take long: the last list must be one of the end of the time.
    const lookedAt = clock.now();
    try {
      listing = await tenant.list();
      failure = undefined;
      for (const request of open) {
        const found = findLeftovers(listing, clock.now(), request, plan, except);
        for (const id of found.maybeOurs) maybeOurs.add(id);
        if (found.ours.length === 0) continue;
        open = open.filter(({ id }) => id !== request.id);
        const notDeleted = couldNotDelete(await removeAll(found.ours, tools), tenant);
        if (notDeleted !== undefined) problems.push(notDeleted);
      }
    } catch (error) {
      failure = error;
    }
    const end = Math.max(...open.map(({ at }) => Math.min(at, latest) + time));
    if (lookedAt >= end) break;
    const rest = Math.max(0, end - clock.now());
    if (wait === LOOK_AGAIN_AFTER)
      report.info(`Checking for ${seconds(rest)} whether a create request of unknown fate left a client.`);
    await pause(clock, Math.min(wait, rest));
  }
  return { open, maybeOurs: [...maybeOurs], problems, listing, failure };
}

/** Whether the tenant keeps ids and the list is up to date: it shows what was handed out, or no longer what was deleted. */
function wouldShow({ clients }: Listing, { id, requestId, isIdKept }: NewClient, isDeleted: boolean): boolean {
  const shown = clients.find(client => client.id === id);
  return isDeleted ? shown === undefined && isIdKept : shown !== undefined && isFromRequest(requestId, shown);
}

/** What is said of clients that may be ours. */
export function maybeOursMessage(ids: readonly string[], { tenant }: Pick<Tools, 'tenant'>): string {
  const it = ids.length === 1 ? 'it is' : 'they are';
  return (
    `${count(ids.length, 'client')} may have been created by the request, or by another job at the same time: ` +
    `${ids.join(', ')}. No such client was deleted: check at ${adminPlace(tenant.connection.origin)} whether ${it} needed.`
  );
}

/** What to look for where nothing was found: a list may be late. @param others ids of other clients of the name */
export function whatToLookFor(plan: Plan, requests: readonly SentRequest[], others: readonly string[], tools: Tools) {
  const since = Math.min(...requests.map(({ at }) => at)) - CREATED_TOLERANCE;
  const ids = `whose description contains ${requests.map(({ id }) => id).join(' or ')}`;
  const which = plan.hasRequestId ? ids : `that was created after ${timeText(since)} (UTC)`;
  const other = others.length === 0 ? '' : ` other than ${others.join(', ')}`;
  const place = adminPlace(tools.tenant.connection.origin);
  return `look for a client ${namedText(plan.name, tools.report.quote)} ${which}${other} at ${place}`;
}

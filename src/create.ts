import { pause } from './clock.ts';
import { messageFor, StepError } from './errors.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import { findLeftovers, maybeOursMessage, whatToLookFor } from './leftovers.ts';
import type { Journal, NewClient, SentRequest } from './state.ts';
import { isSameId } from './tenant/client.ts';
import { adminPlace, ownClientId } from './tenant/connection.ts';
import { couldNotDelete, removeAll } from './tenant/deletion.ts';
import type { ClientRequest } from './tenant/fields.ts';
import { isFromRequest, newRequestId, withRequestId } from './tenant/request-id.ts';
import { UnclearError } from './tenant/session.ts';
import type { Created } from './tenant/tenant.ts';
import { firstLookDelay, LOOK_AFTER, MOST_CREATES, reserveOf } from './tenant/transport/waits.ts';
import { stopIfEnded, type Tools } from './tools.ts';

export interface Creation extends Tools {
  readonly settings: CreateSettings;
  readonly journal: Journal;
  /** Ids that a list showed before the request. */
  readonly before: ReadonlySet<string>;
}

type CreatedByRequest = Created & { readonly requestId: string; readonly request: ClientRequest };

/** Sends the create request; again only if the first left nothing (no idempotency key). @throws Error that names what is left */
export async function createClient(creation: Creation): Promise<CreatedByRequest> {
  const { settings, journal, tenant, report, clock } = creation;
  const until = creation.until - reserveOf(settings.timeout);
  const earlier: UnclearError[] = [];
  for (;;) {
    const requestId = newRequestId();
    const request = journal.plan.hasRequestId ? withRequestId(settings.request, requestId) : settings.request;
    try {
      const created = await tenant.create(request, {
        until,
        fresh: earlier.length > 0,
        onTry: () => {
          stopIfEnded(settings.stopFile);
          journal.requestSent({ id: requestId, at: clock.now() });
        },
        onRefusal: () => journal.settle(requestId),
      });
      return { ...created, requestId, request };
    } catch (error) {
      if (!(error instanceof UnclearError)) {
        journal.settle(requestId);
        throw earlier.length > 0 ? withEarlier(messageFor(error, report), earlier) : error;
      }
      journal.requestLost(requestId, clock.now());
      const deleted = await cleanUpAfter(error, requestId, creation).finally(() => {
        // One look is enough for what was refused in between: the post step does not look again.
        if (error.proof === 'refused in between') journal.leave(requestId);
      });
      earlier.push(error);
      if (error.proof !== 'unknown' || earlier.length === MOST_CREATES || clock.now() + LOOK_AFTER >= until) {
        const result = deleted || 'The tenant lists no client from this request; the post step looks once more.';
        throw withEarlier(`${error.message} ${result} ${error.advice}`, earlier.slice(0, -1));
      }
      report.info(`${deleted ? '' : `${NONE_LISTED} `}Sending the request once more.`);
    }
  }
}

/** The failure of the last request must not hide why the one before failed. */
const withEarlier = (message: string, earlier: readonly UnclearError[]): Error =>
  new StepError([message, ...earlier.map(error => `The previous request failed as well: ${error.message}`)].join(' '));

/** Deletes what a request left. @returns a sentence on it, '' if nothing was found @throws Error when something is or may be left */
async function cleanUpAfter(cause: UnclearError, requestId: string, creation: Creation): Promise<string> {
  const { journal, before, tenant, report, clock, until } = creation;
  const { plan } = journal;
  const { message, client, proof, advice } = cause;
  const isInBetween = proof === 'refused in between';
  const sent: SentRequest = journal.unknown.find(({ id }) => id === requestId) ?? { id: requestId, at: clock.now() };
  const search = whatToLookFor(plan, [sent], plan.existing.ids, creation);
  report.info(`${message} Checking whether it left a client.`);
  await pause(clock, firstLookDelay(sent.at + LOOK_AFTER - clock.now(), until - clock.now()));
  const listing = await tenant.list(isInBetween ? 'once' : undefined).catch((error: unknown) => {
    const named = client === undefined ? '' : ` The response names the client ${client.id}.`;
    const why = `A client may exist now, and it could not be looked up: ${messageFor(error, report)}`;
    const then = isInBetween ? `Please ${search}` : `The post step looks once more; if it finds nothing, ${search}`;
    throw new StepError(`${message}${named} ${why} ${then}.`);
  });
  const found = findLeftovers(listing, clock.now(), sent, plan, before);
  // Without the id of our request in it, the client that the response names may be someone else's.
  const isOurs = client !== undefined && isFromRequest(requestId, client);
  const named = client === undefined ? [] : [client.id];
  const ours = distinct([...found.ours, ...(isOurs ? named : [])]);
  const maybeOurs = distinct([...found.maybeOurs, ...(isOurs ? [] : named)]);
  if (ours.length > 0) {
    const notDeleted = couldNotDelete(await removeAll(ours, creation), tenant);
    if (notDeleted === undefined) {
      journal.settle(requestId);
      return `The client ${ours.join(', ')}, which it created, was deleted.`;
    }
    journal.leave(requestId);
    throw new StepError(`${message} ${notDeleted}`);
  }
  if (maybeOurs.length > 0) {
    // The response names the client, and no id could tell another one from it: there is nothing more to look for.
    if (client !== undefined && !plan.hasRequestId) journal.leave(requestId);
    throw new StepError(`${message} ${maybeOursMessage(maybeOurs, creation)} Then run the job again.`);
  }
  if (!isInBetween) return '';
  throw new StepError(`${message} ${advice} ${NONE_LISTED} If one appears later, ${search}.`);
}

const NONE_LISTED = 'The tenant lists no client from this request.';
const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

/** Deletes a client that cannot be handed out, for the `cause`. @returns the error to fail with; it names what is left */
export async function undo({ id, requestId }: NewClient, cause: unknown, creation: Creation): Promise<Error> {
  const { journal, before, tenant, report } = creation;
  const { signIn, origin } = tenant.connection;
  // A client that existed before, or that the action is signed in with, is in use, whatever the response says.
  const isInUse = before.has(id) || isSameId(id, ownClientId(signIn));
  const notDeleted = isInUse
    ? `The client ${id} existed before, so it is not deleted: check it at ${adminPlace(origin)}.`
    : couldNotDelete(await removeAll([id], creation), tenant);
  journal.leave(requestId);
  return new StepError(`${messageFor(cause, report)} ${notDeleted ?? `The client ${id} has been deleted.`}`);
}

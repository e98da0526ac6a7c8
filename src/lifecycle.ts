import { type Clock, pause } from './clock.ts';
import type { Report } from './runner/report.ts';
import { type Outcome, type Plan, writeOutcome } from './state.ts';
import type { Client } from './tenant/client.ts';
import { type ClientRequest, FIELDS } from './tenant/client-request.ts';
import { adminPlace } from './tenant/connection.ts';
import { type Created, type Listing, type Tenant, TenantError, UnclearCreate } from './tenant/tenant.ts';
import { count, messageOf, quote } from './text.ts';

/** What the functions here work with. */
export interface Tools {
  readonly tenant: Tenant;
  readonly report: Report;
  readonly clock: Clock;
  /** When the step must be done, on the clock. */
  readonly until: number;
}

/** After that many unclear creates it is not this one request that is unlucky. */
const MOST_CREATES = 3;
/** Between a create of unknown fate and the look whether it left a client. */
const LOOK_AFTER = 1000;
/** What the tenant's `created` may lie before our reckoning of its time: its Date counts whole seconds. */
const TOLERANCE = 2000;
/** How long new credentials may need until every part of the tenant knows them. */
const VERIFY_FOR = 60_000;
const VERIFY_EVERY = 1000;

/**
 * The mark at the end of an ephemeral client's description.
 *
 * @param env for the repository and the run
 */
export function makeMark(env: NodeJS.ProcessEnv): string {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const id = crypto.randomUUID().replaceAll('-', '');
  return `[ephemeral repository=${repository} run=${env['GITHUB_RUN_ID'] ?? ''} id=${id}]`;
}

/** The part of the deadline that is kept back to look, and to clean up, when the create request goes wrong. */
function reserveOf(timeout: number): number {
  return Math.min(30_000, timeout / 4);
}

/**
 * Creates the client. An unclear create is looked into, and repeated only when it left nothing.
 *
 * @returns the client, and whether one of several tries was unclear
 * @throws Error that names what may be left by id
 */
export async function createClient(plan: Plan, tools: Tools): Promise<Created & { readonly unclear: boolean }> {
  const { tenant, report, clock } = tools;
  const createUntil = tools.until - reserveOf(plan.timeout);
  for (let tries = 1, unclear = false; ; tries++) {
    try {
      const created = await tenant.create(plan.request, createUntil);
      writeOutcome({ unclear, created: created.client.id, handedOut: false, named: [] }, report);
      return { ...created, unclear };
    } catch (error) {
      if (!(error instanceof UnclearCreate)) {
        writeOutcome({ unclear, handedOut: false, named: [] }, report);
        throw error;
      }
      unclear = true;
      writeOutcome({ unclear, handedOut: false, named: [] }, report);
      report.info(`${error.message} Looking whether it left a client.`);
      await lookForLeftovers(plan, tools, error.message);
      if (tries === MOST_CREATES || clock.now() + LOOK_AFTER >= createUntil) {
        throw new Error(`${error.message} No client of it is in the tenant; the post step looks once more.`);
      }
      report.info('Nothing of it is left; creating it again.');
    }
  }
}

/**
 * Finds what an unclear create left. What bears our mark is deleted.
 *
 * @throws Error when something is left that may be ours, or when it cannot be known
 */
async function lookForLeftovers(plan: Plan, tools: Tools, cause: string): Promise<void> {
  const { tenant, report, clock, until } = tools;
  await pause(clock, Math.min(LOOK_AFTER, Math.max(0, (until - clock.now()) / 4)));
  let listing: Listing;
  try {
    listing = await tenant.list();
  } catch (error) {
    throw new Error(
      `${cause} A client named ${quote(plan.request.name)} may exist now, and whether it does could not be looked up: ` +
        `${messageOf(error)} Look for it at ${adminPlace(tenant.connection.origin)}; the post step looks, too.`,
    );
  }
  const { mark } = plan;
  if (mark !== undefined) {
    const marked = listing.clients.filter(client => bears(mark, client));
    const { failures } = await removeAll(
      marked.map(({ id }) => id),
      tools,
    );
    if (failures.length > 0) throw new Error(`${cause} ${couldNotDelete(failures, tenant)}`);
    return;
  }
  const left = listing.clients.filter(client => looksLikeOurs(client, plan, listing.tenantTime, clock));
  if (left.length === 0) return;
  const ids = left.map(({ id }) => id);
  writeOutcome({ unclear: true, handedOut: false, named: ids }, report);
  throw new Error(`${cause} ${maybeOurs(ids, tenant)}`);
}

/** What is said of clients that look like ours and cannot be used, because their secret was shown to nobody. */
export function maybeOurs(ids: readonly string[], tenant: Tenant): string {
  return (
    `${count(ids.length, 'client')} that the request probably created ${ids.length === 1 ? 'is' : 'are'} in the ` +
    `tenant: ${ids.join(', ')}. Nobody has the secret. Not deleted, because somebody else may have made the same: ` +
    `delete at ${adminPlace(tenant.connection.origin)} what is not needed, then run the job again.`
  );
}

/** What is said of clients that should be gone. */
export function couldNotDelete(failures: readonly Failure[], tenant: Tenant): string {
  const list = failures.map(({ id, reason }) => `\n- ${id}: ${reason}`).join('');
  const which = `${count(failures.length, 'client')} ${failures.length === 1 ? 'was' : 'were'}`;
  return `${which} not deleted; delete by hand at ${adminPlace(tenant.connection.origin)}:${list}`;
}

/** Whether a client's description ends with the mark. */
export function bears(mark: string, { description }: Client): boolean {
  return description?.trimEnd().endsWith(mark) ?? false;
}

/**
 * Whether a client may come from our request: same name, same fields, created since we started.
 *
 * @param tenantTime the tenant's own time of now, which `created` is told in
 */
export function looksLikeOurs(client: Client, plan: Plan, tenantTime: number | undefined, clock: Clock): boolean {
  const since =
    tenantTime === undefined ? Number.NEGATIVE_INFINITY : tenantTime - (clock.now() - plan.startedAt) - TOLERANCE;
  const fields: ClientRequest = plan.request;
  return (
    (client.created ?? Number.POSITIVE_INFINITY) >= since &&
    FIELDS.every(({ name }) => fields[name] === undefined || isSame(fields[name], client.fields[name]))
  );
}

/** Null and empty are the same to a tenant, the order of a list says nothing, and a list may leave fields out. */
function isSame(sent: unknown, stored: unknown): boolean {
  const plain = (value: unknown) => {
    const text = typeof value === 'string' ? value.trim() : value;
    return JSON.stringify(Array.isArray(text) ? text.toSorted() : (text ?? ''));
  };
  return stored === undefined || plain(sent) === plain(stored);
}

export interface Failure {
  readonly id: string;
  readonly reason: string;
}

/** The vendor's limit is 100 requests in 10 seconds; ten are left to whoever else uses the token. */
const PACE = { requests: 90, per: 10_000 };
const AT_ONCE = 4;
const PROGRESS_EVERY = 5000;
/** With more than that, progress is told instead of each deletion. */
const TOLD_ONE_BY_ONE = 10;

interface Removal {
  /** Ids of the clients that are gone now. */
  readonly removed: readonly string[];
  readonly failures: readonly Failure[];
}

/** Deletes clients, a few at once, at the pace that the tenant allows. A failure does not stop the others. */
export async function removeAll(ids: readonly string[], { tenant, report, clock, until }: Tools): Promise<Removal> {
  const removed: string[] = [];
  const failures: Failure[] = [];
  const waiting = [...ids];
  const starts: number[] = [];
  let toldAt = clock.now();

  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const wait = (starts.at(-PACE.requests) ?? Number.NEGATIVE_INFINITY) + PACE.per - clock.now();
      starts.push(clock.now() + Math.max(0, wait));
      if (wait > 0) await pause(clock, Math.min(wait, Math.max(0, until - clock.now())));
      try {
        const wasThere = await tenant.remove(id);
        removed.push(id);
        if (ids.length <= TOLD_ONE_BY_ONE) {
          report.info(wasThere ? `Deleted the client ${id}.` : `The client ${id} was gone already.`);
        }
      } catch (error) {
        failures.push({ id, reason: messageOf(error) });
      }
      if (clock.now() - toldAt >= PROGRESS_EVERY) {
        toldAt = clock.now();
        report.info(`${removed.length} of ${count(ids.length, 'client')} deleted.`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { removed, failures };
}

/**
 * Obtains a token with the new credentials; a client that is new may need a moment.
 *
 * @throws Error when it never worked
 */
export async function verifyClient({ client, secret }: Created, { tenant, clock, until }: Tools): Promise<void> {
  const start = clock.now();
  const verifyUntil = Math.min(start + VERIFY_FOR, until);
  for (;;) {
    try {
      return await tenant.signInAs(client.id, secret ?? '', verifyUntil);
    } catch (error) {
      const mayBeNew = error instanceof TenantError && (error.status === 400 || error.status === 401);
      if (!mayBeNew || clock.now() + VERIFY_EVERY >= verifyUntil) throw error;
      await pause(clock, VERIFY_EVERY);
    }
  }
}

/**
 * Deletes a client that was created and can't be handed out.
 *
 * @param cause why it cannot
 * @returns the error to fail with, which names the client when it is left
 */
export async function discard({ id }: Client, cause: string, outcome: Outcome, tools: Tools): Promise<Error> {
  const { failures } = await removeAll([id], tools);
  if (failures.length > 0) {
    writeOutcome({ ...outcome, named: [...outcome.named, id] }, tools.report);
    return new Error(`${cause} ${couldNotDelete(failures, tools.tenant)}`);
  }
  writeOutcome({ ...outcome, created: undefined }, tools.report);
  return new Error(`${cause} The client ${id} has been deleted again.`);
}

import { existsSync } from 'node:fs';
import { pause } from './clock.ts';
import { StepError, tell } from './errors.ts';
import { type CreateSettings, readCreateSettings } from './inputs/create-inputs.ts';
import { findLeftovers, goneAlready, maybeOurs, whatToLookFor } from './leftovers.ts';
import { handOut, handOutExisting, showDryRun } from './outputs.ts';
import { namesAnotherRun, namesRun } from './run-url.ts';
import { type Machine, run } from './runner/program.ts';
import { type OutcomeWriter, outcomeWriter, type Plan, writePlan } from './state.ts';
import { byAge, type Client, clientsNamed, isSameId, type NewClient } from './tenant/client.ts';
import { ownClientId } from './tenant/connection.ts';
import { couldNotDelete, deletedNow, removeAll } from './tenant/deletion.ts';
import { explainOldClient } from './tenant/explain.ts';
import { showBoth } from './tenant/field-value.ts';
import { compareScopes, compareWithRequest } from './tenant/grant.ts';
import { TenantError, UnclearError } from './tenant/session.ts';
import type { Created, Listing } from './tenant/tenant.ts';
import {
  DAY,
  LOOK_AFTER,
  lookAfter,
  MOST_CREATES,
  reserveOf,
  VERIFY_EVERY,
  VERIFY_FOR,
  YOUNG,
} from './tenant/transport/waits.ts';
import { count, MOST_IDS, namedText, someIds } from './text.ts';
import { openTools, type Tools } from './tools.ts';
import { update } from './update.ts';

/** The create action: one client, its credentials as outputs. */
export function main(): Promise<void> {
  return run(mainStep, 'OAuth client: step failed');
}

/** The same on any machine. @throws Error that says what came of it */
export async function mainStep(machine: Machine): Promise<void> {
  const { env, report } = machine;
  const settings = await readCreateSettings(env, report);
  if (settings.kind === 'dry run') return showDryRun(settings, report);
  await create(settings, openTools(machine, settings.connection, settings.timeout));
}

/**
 * The story of the create action: look for clients of the name where `if-exists` wants it, create, compare, verify,
 * hand out.
 *
 * @throws Error that says what came of it; every client that may have been created is named in it by id
 */
export async function create(settings: CreateSettings, tools: Tools): Promise<void> {
  const { connection, request, ifExists, mark, timeout, stopFile } = settings;
  const { report, clock } = tools;
  const startedAt = clock.now();
  // From the start: in a container job the post step may run while this step still waits, and must find the stop file.
  const namesOthers = mark === undefined && namesAnotherRun(request.description ?? '', tools.run);
  const asked = { connection, name: request.name, markId: mark?.id, replaces: undefined };
  const first = { ...asked, namesOthers, startedAt, timeout, stopFile };
  // The outcome first: a step that is killed between the two has sent nothing, and says so.
  const outcome = outcomeWriter(report);
  writePlan(first, report);
  const { clients, tenantTime } = ifExists === 'create' ? NOTHING_LISTED : await tools.tenant.list();
  const existing = clientsNamed(request.name, clients, ownClientId(connection.signIn)).sort(byAge);
  const [newest] = existing;
  if (newest !== undefined && ifExists === 'fail') throw alreadyThere(existing, request.name, tools);
  if (newest !== undefined && ifExists === 'skip') return handOutExisting(newest, settings, tools);
  if (newest !== undefined && ifExists === 'update') return update(existing, settings, tools);
  if (settings.dryRun) return showDryRun({ place: connection, ...settings }, report, 'no client has this name.');
  for (const warning of settings.warnings) report.warning(warning);

  if (ifExists === 'replace') warnOfYoung(existing, tenantTime ?? startedAt, tools);
  const ids = existing.map(({ id }) => id);
  const replaces = ifExists === 'replace' ? { count: ids.length, first: ids.slice(0, MOST_IDS) } : undefined;
  const plan = { ...first, replaces };
  if (replaces !== undefined) writePlan(plan, report);
  const creation = { ...tools, plan, outcome, known: new Set(clients.map(({ id }) => id)) };
  const created = await createClient(settings, creation);
  try {
    outcome.created(created.client.id, created.client.created);
    checkRights(created, settings, tools);
    if (settings.verify) await verifyClient(created, settings, tools);
    if (existsSync(stopFile)) throw new StepError('The job has ended meanwhile.');
    await handOut(created, settings, tools, replaces === undefined ? [] : ids);
    outcome.handedOut();
  } catch (error) {
    throw await discard(created.client, tell(error, report), creation);
  }
}

/** What every part of the story works with, once it is clear that a client is to be created. */
interface Creation extends Tools {
  readonly plan: Plan;
  readonly outcome: OutcomeWriter;
  /** Ids of clients that no unclear create left: they were there before, or have been deleted since. */
  readonly known: Set<string>;
}

const NOTHING_LISTED: Listing = { clients: [], tenantTime: undefined };

/** Two jobs that replace one name at once delete each other's client. */
function warnOfYoung(existing: readonly Client[], now: number, { report, run }: Tools): void {
  const young = existing.filter(
    client => (client.created ?? 0) > now - YOUNG || (run !== undefined && namesRun(client.description ?? '', run)),
  );
  if (young.length === 0) return;
  const [are, them] = young.length === 1 ? ['is', 'it'] : ['are', 'them'];
  report.warning(
    `if-exists: ${count(young.length, 'client')} ${namedText(young[0]?.name ?? null, report.quote)} ${are} as young as this run: ` +
      `${someIds(young.map(({ id }) => id))}. If another job replaces this name at the same time, each deletes the ` +
      `other's client, and this job will delete ${them}: give each job a name of its own, or a concurrency group.`,
  );
}

function alreadyThere(existing: readonly Client[], name: string | null, { report }: Tools): Error {
  const ids = existing.map(({ id }) => id);
  const [are, them] = ids.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return new StepError(
    `There ${are} already ${count(ids.length, 'client')} ${namedText(name, report.quote)}: ${someIds(ids)}. ` +
      `Nothing was created. Choose another name, delete ${them}, or set if-exists to skip, replace or update.`,
  );
}

/**
 * Creates the client. An unclear create is looked into, and repeated only when it left nothing.
 *
 * @throws Error that names what may be left by id
 */
async function createClient({ request, timeout, stopFile }: CreateSettings, creation: Creation): Promise<Created> {
  const { tenant, report, clock, outcome } = creation;
  const createUntil = creation.until - reserveOf(timeout);
  const failed = (message: string) =>
    new StepError(
      outcome.isOpen() ? `${message} No client of it is in the tenant; the post step looks once more.` : message,
    );
  for (let tries = 1; ; tries++) {
    outcome.asked();
    try {
      const created = await tenant.create(request, createUntil, () => existsSync(stopFile));
      if (!wasThere(created.client, creation)) return created;
      throw oldClient(created.client);
    } catch (error) {
      if (!(error instanceof UnclearError)) {
        outcome.settled(1);
        throw outcome.isOpen() ? failed(tell(error, report)) : error;
      }
      const { client } = error;
      const isOld = client !== undefined && wasThere(client, creation);
      const { message, advice } = isOld ? oldClient(client) : error;
      await cleanUpAfter(message, isOld ? undefined : client, creation);
      const isOver = tries === MOST_CREATES || clock.now() + LOOK_AFTER >= createUntil;
      // What names an old client once will do it again, or each of ours looks old.
      if (isOld || isOver) throw failed(`${message} ${advice}`);
      report.info('Nothing of it is left; creating it again.');
    }
  }
}

/** Says whose id the answer gave, whatever else is wrong with it. */
function oldClient(client: NewClient): UnclearError {
  return new UnclearError(explainOldClient(client.id), client);
}

/** Something in between may answer with a client that was there before, and that somebody uses. */
function wasThere({ id, created, tenantTime }: NewClient, { tenant, known }: Creation): boolean {
  const isOld = created !== undefined && tenantTime !== undefined && created < tenantTime - DAY;
  return isOld || known.has(id) || isSameId(id, ownClientId(tenant.connection.signIn));
}

/**
 * Deletes what an unclear create left: the client that its answer names, or what bears our mark.
 *
 * @param cause why it is unclear
 * @param client a new one that the answer names
 * @throws Error when something is left that may be ours, or when it cannot be known
 */
async function cleanUpAfter(cause: string, client: NewClient | undefined, creation: Creation): Promise<void> {
  const { tenant, report, clock, until, plan, outcome, known } = creation;
  if (client !== undefined) {
    report.info(`${cause} Deleting the client ${client.id}.`);
    const left = await removeNew(client, creation);
    if (left === undefined) {
      known.add(client.id);
      outcome.settled(1, [client.id]);
      return;
    }
    outcome.named([client.id]);
    throw new StepError(`${cause} ${left}`);
  }
  report.info(`${cause} Looking whether it left a client.`);
  await pause(clock, lookAfter(until - clock.now()));
  let listing: Listing;
  try {
    listing = await tenant.list();
  } catch (error) {
    throw new StepError(
      `${cause} A client ${namedText(plan.name, report.quote)} may exist now, and whether it does could not be looked up: ` +
        `${tell(error, report)} The post step looks once more; if it finds nothing either, ${whatToLookFor(plan, creation)}.`,
    );
  }
  if (plan.markId !== undefined) {
    const ours = findLeftovers(listing, plan, known, creation);
    const removal = await removeAll(ours, creation);
    const notDeleted = couldNotDelete(removal, tenant);
    if (notDeleted !== undefined) throw new StepError(`${cause} ${notDeleted}`);
    // What was listed and is not there when it is to be deleted: the list may have told false ids, or lag.
    const deleted = deletedNow(removal);
    for (const id of deleted) known.add(id);
    outcome.settled(deleted.length, deleted);
    if (deleted.length > 0) return;
  }
  // A tenant may store no description, or cut the mark off.
  const suspects = findLeftovers(listing, { ...plan, markId: undefined }, known, creation);
  if (suspects.length === 0) return;
  outcome.named(suspects);
  throw new StepError(`${cause} ${maybeOurs(suspects, tenant)}`);
}

/** @throws Error when the client has other rights than were asked for; what else came back otherwise is a warning */
function checkRights({ client }: Created, { request }: CreateSettings, { report }: Tools): void {
  const { rights, other } = compareWithRequest(request, client.fields, report.quote);
  if (rights.length > 0) {
    throw new StepError(
      `The tenant created the client ${client.id} with other rights than were asked for: ${rights.join('; ')}. ` +
        'Check whether the owner of the token may grant them.',
    );
  }
  if (other.length > 0) {
    report.warning(`The tenant stored the client ${client.id} otherwise than asked: ${other.join('; ')}.`);
  }
}

/**
 * Obtains a token with the new credentials; a client that is new may need a moment.
 *
 * @throws Error when it never worked, or when the token may do more than was asked for
 */
async function verifyClient(
  { client, secret }: Created,
  { request, timeout }: CreateSettings,
  { tenant, report, clock, until }: Tools,
): Promise<void> {
  const verifyUntil = Math.min(clock.now() + VERIFY_FOR, until - reserveOf(timeout));
  let refused: TenantError | undefined;
  for (;;) {
    try {
      const told = await tenant.tryCredentials(client.id, secret ?? '', verifyUntil);
      const more = told.find(scopes => compareScopes(request.scope, scopes) === 'more');
      if (more === undefined) return;
      const [wanted, has] = showBoth('scope', request.scope, more, report.quote);
      throw new StepError(
        `The token of the client ${client.id} has other rights than were asked for: asked ${wanted}, got ${has}.`,
      );
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      // No answer to the last try says less than the answers before it.
      if (error.status === undefined) throw refused ?? error;
      const mayBeNew = error.status === 400 || error.status === 401;
      if (!mayBeNew || clock.now() + VERIFY_EVERY >= verifyUntil) throw error;
      refused = error;
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
async function discard(client: Client, cause: string, creation: Creation): Promise<Error> {
  const left = await removeNew(client, creation);
  if (left === undefined) {
    creation.outcome.discarded();
    return new StepError(`${cause} The client ${client.id} has been deleted again.`);
  }
  creation.outcome.named([client.id]);
  return new StepError(`${cause} ${left}`);
}

/** @returns what is to be said when the client may still be there; undefined when it is gone */
async function removeNew({ id }: Pick<Client, 'id'>, creation: Creation): Promise<string | undefined> {
  const { tenant } = creation;
  const removal = await removeAll([id], creation);
  if (removal.gone.length === 0) return couldNotDelete(removal, tenant);
  return goneAlready(id, tenant);
}

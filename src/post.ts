import { writeFileSync } from 'node:fs';
import { stackOf, tell, throwAll } from './errors.ts';
import { CREATE_ROWS, readJobStatus } from './inputs/create-inputs.ts';
import { maskSecrets } from './inputs/inputs.ts';
import { findLeftovers, goneAlready, maybeOurs, watch, whatToLookFor } from './leftovers.ts';
import { type Machine, run } from './runner/program.ts';
import { addSummary } from './runner/summary.ts';
import { type CreatedAt, type OlderClients, type Outcome, type Plan, readOutcome, readPlan } from './state.ts';
import { type Client, clientsNamed } from './tenant/client.ts';
import { ownClientId } from './tenant/connection.ts';
import { couldNotDelete, deletedNow, NOTHING_REMOVED, type Removal, removeAll } from './tenant/deletion.ts';
import { count, escapeHtml, MOST_IDS, namedText, someIds } from './text.ts';
import { openTools, type Tools } from './tools.ts';

/** The post step of the create action: deletes what was to be deleted, and names what may be left. */
export function post(): Promise<void> {
  return run(postStep, 'OAuth client: post step failed');
}

/** The same on any machine. @throws Error that names what is left */
export async function postStep(machine: Machine): Promise<void> {
  const { env, report } = machine;
  const plan = readPlan(env, report);
  if (plan === undefined) return;
  // The runner masks them since the main step, but as a whole only.
  maskSecrets(env, CREATE_ROWS, report);
  const tools = openTools(machine, plan.connection, plan.timeout);
  await cleanUp(plan, readOutcome(env), readJobStatus(env), tools);
}

/**
 * Deletes an ephemeral client, completes or leaves a replacement, and names what a step that was killed may have left.
 * Sends nothing when there is nothing of that.
 *
 * @param jobStatus as `job.status` says
 * @throws Error that names by id what should be gone and is not
 */
export async function cleanUp(plan: Plan, outcome: Outcome, jobStatus: string, tools: Tools): Promise<void> {
  if (!outcome.handedOut) stopMainStep(plan, tools);
  if (plan.markId !== undefined) return removeEphemeral(plan, outcome, tools);
  const told = new Set(outcome.named);
  const problem = outcome.open > 0 ? await nameLeftovers(plan, outcome, told, tools) : undefined;
  if (outcome.open === 0 && outcome.created !== undefined && !outcome.handedOut && !told.has(outcome.created.id)) {
    const { id } = outcome.created;
    tools.report.warning(`The step was stopped before it handed anything out. ${maybeOurs([id], tools.tenant)}`);
  }
  const { removal, notDone } = await replaceOlder(plan, outcome, jobStatus, told, tools);
  await conclude(removal, [problem, notDone], tools);
}

/**
 * The end of `if-exists: replace`.
 *
 * @param told ids that an annotation calls not deleted
 * @returns what was deleted, and why that could not be done
 */
async function replaceOlder(
  plan: Plan,
  { created, handedOut }: Outcome,
  jobStatus: string,
  told: ReadonlySet<string>,
  tools: Tools,
): Promise<{ readonly removal: Removal; readonly notDone?: string }> {
  const nothing = { removal: NOTHING_REMOVED };
  if (created === undefined || !handedOut || plan.replaces === undefined) return nothing;
  const remain = olderRemain(plan, plan.replaces, tools);
  if (jobStatus === 'success') {
    try {
      return { removal: await completeReplacement(plan, created, remain, told, tools) };
    } catch (error) {
      return { ...nothing, notDone: `${tell(error, tools.report)} ${remain && `${remain} ${NEXT_RUN}`}`.trim() };
    }
  }
  if (remain === '') return nothing;
  // Which of the clients is in use only the workflow knows: the new one may not have been stored.
  tools.report.warning(
    `The job's status is ${jobStatus || 'unknown'}, so nothing is deleted: ${remain} ` +
      `If the new one was not stored, an older one is still in use. ${NEXT_RUN}`,
  );
  return nothing;
}

const NEXT_RUN = 'The next successful run with if-exists replace deletes what is older than its own.';

/** Empty where there are none. */
function olderRemain({ name }: Plan, { count: number, first }: OlderClients, { report }: Tools): string {
  if (number === 0) return '';
  const rest = number > first.length ? ` and ${number - first.length} more` : '';
  return (
    `${count(number, 'older client')} ${namedText(name, report.quote)} remain${number === 1 ? 's' : ''} beside the new ` +
    `one: ${first.join(', ')}${rest}.`
  );
}

/** In a container job a cancel does not reach the main step, which may still wait to send its create request. */
function stopMainStep({ stopFile }: Plan, { report }: Tools): void {
  try {
    writeFileSync(stopFile, '');
  } catch (error) {
    report.debug(stackOf(error));
  }
}

async function removeEphemeral(
  plan: Plan,
  { open, created, handedOut, deleted }: Outcome,
  tools: Tools,
): Promise<void> {
  const { report } = tools;
  let removal = await removeAll(created === undefined ? [] : [created.id], tools);
  if (!handedOut) for (const id of removal.gone) report.warning(goneAlready(id, tools.tenant));
  if (open === 0) return conclude(removal, [], tools);
  const settled = new Set([...deleted, ...idsOf(removal)]);
  const due = settled.size + open + removal.gone.length;
  const suspects = new Set<string>();
  let gone: readonly string[] = [];
  let notLookedUp: string | undefined;
  try {
    await watch(tools, async listing => {
      const more = await removeAll(findLeftovers(listing, plan, settled, tools), tools);
      // What is listed and is not there when it is to be deleted: the list may tell false ids, or lag. Tried once more.
      gone = more.gone;
      for (const id of idsOf(more)) settled.add(id);
      removal = join(removal, { ...more, removed: deletedNow(more), gone: [] });
      for (const id of findLeftovers(listing, { ...plan, markId: undefined }, settled, tools)) suspects.add(id);
      return settled.size >= due;
    });
  } catch (error) {
    notLookedUp =
      `An ephemeral client ${namedText(plan.name, report.quote)} may be left in the tenant, and it could not be looked ` +
      `up: ${tell(error, report)} Please ${whatToLookFor(plan, tools)}, and delete it.`;
  }
  if (settled.size < due) {
    // A tenant may store no description, or cut the mark off.
    const found = [...new Set([...suspects, ...gone])];
    if (found.length > 0) warnOfSome(found, plan, tools);
    else if (notLookedUp === undefined) warnOfNothing(plan, tools);
  }
  await conclude(removal, [notLookedUp], tools);
}

/**
 * Names what unclear creates may have left.
 *
 * @param told ids that annotations have named; those that are named now are added
 * @returns what could not be looked up
 */
async function nameLeftovers(
  plan: Plan,
  { created, handedOut, named, deleted }: Outcome,
  told: Set<string>,
  tools: Tools,
): Promise<string | undefined> {
  const { report } = tools;
  const known = new Set([...told, ...deleted, ...(plan.replaces?.first ?? []), ...(created ? [created.id] : [])]);
  const found = new Set(created !== undefined && !handedOut && !told.has(created.id) ? [created.id] : []);
  let problem: string | undefined;
  try {
    await watch(tools, async listing => {
      for (const id of findLeftovers(listing, plan, known, tools)) found.add(id);
      return false;
    });
  } catch (error) {
    problem =
      `A client ${namedText(plan.name, report.quote)} may have been created, and whether it was could not be looked up: ` +
      `${tell(error, report)} Please ${whatToLookFor(plan, tools)}.`;
  }
  for (const id of found) told.add(id);
  if (found.size > 0) warnOfSome([...found], plan, tools);
  else if (problem === undefined) warnOfNothing(plan, tools, named.length > 0);
  return problem;
}

/** Somebody else may have made one of them, and what a request left may come later. */
function warnOfSome(ids: readonly string[], plan: Plan, tools: Tools): void {
  tools.report.warning(`${maybeOurs(ids, tools.tenant)} Another one may appear later: ${whatToLookFor(plan, tools)}.`);
}

/** @param wasNamed whether an annotation has named a client that may be all there is */
function warnOfNothing(plan: Plan, tools: Tools, wasNamed = false): void {
  const known = wasNamed
    ? 'Nothing else of the create request is in the tenant now, but another client'
    : 'Nobody knows whether the create request was carried out. Nothing of it is in the tenant now, but it';
  tools.report.warning(`${known} may appear later: ${whatToLookFor(plan, tools)}, and delete it if it is there.`);
}

/**
 * Looks again instead of carrying ids: the state stays small, and what has become younger since is kept.
 *
 * @param remain what is said where they all remain
 * @param told ids that an annotation calls not deleted
 */
async function completeReplacement(
  { name, replaces, connection }: Plan,
  { id: ownId, at }: CreatedAt,
  remain: string,
  told: ReadonlySet<string>,
  { tenant, report, ...tools }: Tools,
): Promise<Removal> {
  const { clients } = await tenant.list();
  const own = clients.find(({ id }) => id === ownId);
  if (own === undefined) {
    // Somebody may have deleted it: then an older one is the last that works.
    report.warning(
      `The client ${ownId}, which replaces the older ones, is not in the tenant's list, so none of them is deleted. ` +
        `${remain && `${remain} `}${NEXT_RUN}`,
    );
    return NOTHING_REMOVED;
  }
  const missing = replaces?.first.filter(id => !clients.some(client => client.id === id)) ?? [];
  if (missing.length > 0) report.notice(`Not in the tenant's list any more: ${missing.join(', ')}.`);
  const since = own.created ?? at;
  const others = clientsNamed(name, clients, ownClientId(connection.signIn)).filter(
    ({ id }) => id !== ownId && !told.has(id),
  );
  const isOlder = ({ created }: Client) => created !== undefined && since !== undefined && created < since;
  const older = others.filter(isOlder).map(({ id }) => id);
  const kept = others.filter(client => !isOlder(client)).map(({ id }) => id);
  const ofName = namedText(name, report.quote);
  if (kept.length > 0) {
    const [are, they] = kept.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
    report.warning(
      `${count(kept.length, 'client')} ${ofName} ${are} kept, because nothing shows that ${they} older than the new ` +
        `one: ${someIds(kept)}.`,
    );
  }
  const removal = await removeAll(older, { tenant, report, ...tools });
  const { removed, left } = removal;
  if (older.length > MOST_IDS) report.info(`${count(removed.length, 'older client')} deleted.`);
  if (left.length > 0) {
    report.warning(
      `timeout-seconds was over before ${count(left.length, 'older client')} ${ofName} could be deleted: ` +
        `${someIds(left)}. The next successful run with if-exists replace goes on; raise timeout-seconds for it.`,
    );
  }
  return { ...removal, left: [] };
}

/** Ids of all that was tried, but for those that the tenant says were gone. */
function idsOf(removal: Removal): string[] {
  return [...deletedNow(removal), ...removal.failures.map(({ id }) => id), ...removal.left];
}

function join(a: Removal, b: Removal): Removal {
  return {
    removed: [...a.removed, ...b.removed],
    gone: [...a.gone, ...b.gone],
    failures: [...a.failures, ...b.failures],
    left: [...a.left, ...b.left],
  };
}

/**
 * The job summary says what is gone.
 *
 * @param problems what else went wrong
 * @throws Error that names what is not gone, and the problems
 */
async function conclude(
  removal: Removal,
  problems: readonly (string | undefined)[],
  { tenant, report }: Tools,
): Promise<void> {
  const deleted = deletedNow(removal);
  if (deleted.length > 0) {
    const text = `✅ ${count(deleted.length, 'OAuth client')} deleted at the end of the job: ${someIds(deleted)}`;
    await addSummary('', `<p>${escapeHtml(report.hide(text))}</p>\n`, undefined, report);
  }
  throwAll([...problems, couldNotDelete(removal, tenant)]);
}

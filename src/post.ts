import { writeFileSync } from 'node:fs';
import { StepError, stackOf, tell } from './errors.ts';
import { CREATE_ROWS, readJobStatus } from './inputs/create-inputs.ts';
import { maskSecrets } from './inputs/inputs.ts';
import { findLeftovers, maybeOurs, watch, whatToLookFor } from './leftovers.ts';
import { type Machine, run } from './runner/program.ts';
import { addSummary } from './runner/summary.ts';
import { type OlderClients, type Outcome, type Plan, readOutcome, readPlan } from './state.ts';
import { type Client, clientsNamed } from './tenant/client.ts';
import { ownClientId } from './tenant/connection.ts';
import { couldNotDelete, isComplete, type Removal, removeAll } from './tenant/deletion.ts';
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
  await finish(plan, readOutcome(env), readJobStatus(env), tools);
}

/**
 * Deletes an ephemeral client, completes or leaves a replacement, and names what a step that was killed may have left.
 * Sends nothing when there is nothing of that.
 *
 * @param jobStatus as `job.status` says
 * @throws Error that names by id what should be gone and is not
 */
export async function finish(plan: Plan, outcome: Outcome, jobStatus: string, tools: Tools): Promise<void> {
  if (!outcome.handedOut) stopMainStep(plan, tools);
  if (plan.markId !== undefined) return removeEphemeral(plan, outcome, tools);
  if (outcome.open > 0) await nameLeftovers(plan, outcome, tools);
  else if (outcome.created !== undefined && !outcome.handedOut && !outcome.named.includes(outcome.created.id)) {
    const { id } = outcome.created;
    tools.report.warning(`The step was stopped before it handed anything out. ${maybeOurs([id], tools.tenant)}`);
  }
  if (!outcome.handedOut || plan.replaces === undefined) return;
  if (jobStatus === 'success') await completeReplacement(plan, outcome, tools);
  else if (plan.replaces.count > 0) warnOfOlder(plan, plan.replaces, jobStatus, tools);
}

/** In a container job a cancel does not reach the main step, which may still wait to send its create request. */
function stopMainStep({ stopFile }: Plan, { report }: Tools): void {
  try {
    writeFileSync(stopFile, '');
  } catch (error) {
    report.debug(stackOf(error));
  }
}

async function removeEphemeral(plan: Plan, { open, created }: Outcome, tools: Tools): Promise<void> {
  const { report } = tools;
  const seen = new Set(created === undefined ? [] : [created.id]);
  if (open === 0) return conclude(await removeAll([...seen], tools), tools);
  let settled = 0;
  let suspects: string[] = [];
  let removal = await removeAll([...seen], tools);
  let notLookedUp: string | undefined;
  try {
    await watch(tools, async listing => {
      const ours = findLeftovers(listing, plan, seen, tools);
      for (const id of ours) seen.add(id);
      suspects = findLeftovers(listing, { ...plan, markId: undefined }, seen, tools);
      const more = await removeAll(ours, tools);
      removal = join(removal, more);
      // What was listed and is not there when it is to be deleted: the list may have told false ids.
      settled += ours.length - more.gone.length;
      return settled >= open;
    });
  } catch (error) {
    notLookedUp =
      `An ephemeral client ${namedText(plan.name, report.quote)} may be left in the tenant, and it could not be looked ` +
      `up: ${tell(error, report)} Please ${whatToLookFor(plan, tools)}, and delete it.`;
  }
  if (settled < open) {
    // A tenant may store no description, or cut the mark off.
    if (suspects.length > 0) report.warning(maybeOurs(suspects, tools.tenant));
    else if (notLookedUp === undefined) warnOfNothing(plan, tools);
  }
  await conclude(removal, tools, notLookedUp);
}

async function nameLeftovers(plan: Plan, { open, created, handedOut, named }: Outcome, tools: Tools): Promise<void> {
  const { tenant, report } = tools;
  const known = new Set([...named, ...(created !== undefined && handedOut ? [created.id] : [])]);
  const found = new Set<string>(created !== undefined && !known.has(created.id) ? [created.id] : []);
  try {
    await watch(tools, async listing => {
      for (const id of findLeftovers(listing, plan, known, tools)) found.add(id);
      return false;
    });
  } catch (error) {
    throw new StepError(
      `${found.size === 0 ? '' : `${maybeOurs([...found], tenant)} `}A client ${namedText(plan.name, report.quote)} may have ` +
        `been created, and whether it was could not be looked up: ${tell(error, report)} Please ${whatToLookFor(plan, tools)}.`,
    );
  }
  if (found.size > 0) report.warning(maybeOurs([...found], tenant));
  else if (named.length < open) warnOfNothing(plan, tools);
  else report.info('Nothing else is left of the create request in the tenant.');
}

function warnOfNothing(plan: Plan, tools: Tools): void {
  tools.report.warning(
    'Nobody knows whether the create request was carried out. Nothing of it is in the tenant now, but it may appear ' +
      `later: ${whatToLookFor(plan, tools)}, and delete it if it is there.`,
  );
}

/** Which of the clients is in use only the workflow knows: the new one may not have been stored. */
function warnOfOlder(
  { name }: Plan,
  { count: number, first }: OlderClients,
  jobStatus: string,
  { report }: Tools,
): void {
  const rest = number > first.length ? ` and ${number - first.length} more` : '';
  report.warning(
    `The job's status is ${jobStatus || 'unknown'}, so nothing is deleted: ${count(number, 'older client')} ` +
      `${namedText(name, report.quote)} remain${number === 1 ? 's' : ''} beside the new one: ${first.join(', ')}${rest}. ` +
      'If the new one was not stored, an older one is still in use. The next successful run with if-exists replace ' +
      'deletes what is older than its own.',
  );
}

/** Looks again instead of carrying ids: the state stays small, and what has become younger since is kept. */
async function completeReplacement(plan: Plan, { created }: Outcome, tools: Tools): Promise<void> {
  const { tenant, report } = tools;
  const { clients } = await tenant.list();
  const own = clients.find(({ id }) => id === created?.id);
  if (own === undefined) {
    // Somebody may have deleted it: then an older one is the last that works.
    report.warning(
      `The client ${created?.id}, which replaces the older ones, is not in the tenant's list, so none of them is deleted. ` +
        'The next successful run with if-exists replace deletes what is older than its own.',
    );
    return;
  }
  const since = own.created ?? created?.at;
  const others = clientsNamed(plan.name, clients, ownClientId(plan.connection.signIn)).filter(
    ({ id }) => id !== created?.id,
  );
  const isOlder = ({ created: at }: Client) => at !== undefined && since !== undefined && at < since;
  const older = others.filter(isOlder).map(({ id }) => id);
  const kept = others.filter(client => !isOlder(client)).map(({ id }) => id);
  const ofName = namedText(plan.name, report.quote);
  if (kept.length > 0) {
    const [are, they] = kept.length === 1 ? ['is', 'it is'] : ['are', 'they are'];
    report.warning(
      `${count(kept.length, 'client')} ${ofName} ${are} kept, because nothing shows that ${they} older than the new ` +
        `one: ${someIds(kept)}.`,
    );
  }
  const removal = await removeAll(older, tools);
  const { removed, left } = removal;
  if (older.length > MOST_IDS) report.info(`${count(removed.length, 'older client')} deleted.`);
  if (left.length > 0) {
    report.warning(
      `timeout-seconds was over before ${count(left.length, 'older client')} ${ofName} could be deleted: ` +
        `${someIds(left)}. The next successful run with if-exists replace goes on; raise timeout-seconds for it.`,
    );
  }
  await conclude({ ...removal, left: [] }, tools);
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
 * @param problem what else went wrong
 * @throws Error that names what is not gone, and the problem
 */
async function conclude(removal: Removal, { tenant, report }: Tools, problem?: string): Promise<void> {
  const deleted = removal.removed.filter(id => !removal.gone.includes(id));
  if (deleted.length > 0) {
    const text = `✅ ${count(deleted.length, 'OAuth client')} deleted at the end of the job: ${someIds(deleted)}`;
    await addSummary('', `<p>${escapeHtml(report.hide(text))}</p>\n`, undefined, report);
  }
  const left = isComplete(removal) ? undefined : couldNotDelete(removal, tenant);
  const problems = [problem, left].filter(each => each !== undefined);
  if (problems.length > 0) throw new StepError(problems.join('\n'));
}

import { pause } from './clock.ts';
import { bears, couldNotDelete, type Failure, looksLikeOurs, maybeOurs, removeAll, type Tools } from './lifecycle.ts';
import type { Outcome, Plan } from './state.ts';
import { adminPlace } from './tenant/connection.ts';
import { count, messageOf, quote } from './text.ts';

/** How long to look for a client whose create request may still be under way in the tenant, in milliseconds. */
const LOOK_FOR = 5000;
/** When to look, as parts of that. */
const LOOKS = [0, 0.4, 1];

/**
 * What the post step does: deletes an ephemeral client, completes or leaves a replacement, and names what a step that
 * was killed may have left. Sends nothing when there is nothing of that.
 *
 * @param outcome undefined when the main program was killed before it knew one
 * @param jobStatus as `job.status` says
 * @throws Error that names by id what should be gone and is not
 */
export async function settle(plan: Plan, outcome: Outcome | undefined, jobStatus: string, tools: Tools): Promise<void> {
  if (plan.mark !== undefined) return removeEphemeral(plan.mark, plan, outcome, tools);
  if (outcome === undefined || outcome.unclear) await nameLeftovers(plan, outcome, tools);
  else if (outcome.created !== undefined && !outcome.handedOut && !outcome.named.includes(outcome.created)) {
    tools.report.warning(
      `The step was stopped before it handed anything out. ${maybeOurs([outcome.created], tools.tenant)}`,
    );
  }
  if (outcome?.handedOut && plan.replaces.length > 0) await completeReplacement(plan, jobStatus, tools);
}

async function removeEphemeral(mark: string, plan: Plan, outcome: Outcome | undefined, tools: Tools): Promise<void> {
  const { tenant, report } = tools;
  const known = outcome?.created === undefined ? [] : [outcome.created];
  const failures = [...(await removeAll(known, tools)).failures];
  if (outcome !== undefined && !outcome.unclear) return failIfAny(failures, tools);

  const seen = new Set(known);
  try {
    await look(tools, async clients => {
      const marked = clients.filter(client => bears(mark, client) && !seen.has(client.id)).map(({ id }) => id);
      for (const id of marked) seen.add(id);
      failures.push(...(await removeAll(marked, tools)).failures);
    });
  } catch (error) {
    failIfAny(failures, tools);
    throw new Error(
      `An ephemeral client named ${quote(plan.request.name)} may be left in the tenant, and it could not be looked ` +
        `up: ${messageOf(error)} Look for its description at ${adminPlace(tenant.connection.origin)}: it ends with ${mark}`,
    );
  }
  failIfAny(failures, tools);
  if (seen.size === 0) report.info('The step was stopped, and it left no client.');
}

async function nameLeftovers(plan: Plan, outcome: Outcome | undefined, tools: Tools): Promise<void> {
  const { tenant, report, clock } = tools;
  const known = new Set([...(outcome?.named ?? []), ...(outcome?.handedOut ? [outcome.created] : [])]);
  const found = new Set<string>(outcome?.created !== undefined && !outcome.handedOut ? [outcome.created] : []);
  try {
    await look(tools, async (clients, tenantTime) => {
      for (const client of clients) {
        if (!known.has(client.id) && looksLikeOurs(client, plan, tenantTime, clock)) found.add(client.id);
      }
    });
  } catch (error) {
    throw new Error(
      `${found.size === 0 ? '' : `${maybeOurs([...found], tenant)} `}A client named ${quote(plan.request.name)} may have ` +
        `been created, and whether it was could not be looked up: ${messageOf(error)} Look for it at ${adminPlace(tenant.connection.origin)}.`,
    );
  }
  if (found.size > 0) report.warning(maybeOurs([...found], tenant));
  else report.info(`Nothing ${known.size === 0 ? '' : 'else '}is left of the create request in the tenant.`);
}

/** Lists the clients until nothing can appear any more: a request that was cut off may still be carried out. */
async function look(
  { tenant, clock, until }: Tools,
  see: (
    clients: Awaited<ReturnType<Tools['tenant']['list']>>['clients'],
    tenantTime: number | undefined,
  ) => Promise<void>,
): Promise<void> {
  const start = clock.now();
  const lookFor = Math.min(LOOK_FOR, (until - start) / 2);
  for (const part of LOOKS) {
    await pause(clock, Math.max(0, start + part * lookFor - clock.now()));
    const { clients, tenantTime } = await tenant.list();
    await see(clients, tenantTime);
  }
}

async function completeReplacement(plan: Plan, jobStatus: string, tools: Tools): Promise<void> {
  const ids = plan.replaces.join(', ');
  const older = `${count(plan.replaces.length, 'older client')} named ${quote(plan.request.name)}`;
  if (jobStatus !== 'success') {
    tools.report.warning(
      `The job's status is ${jobStatus || 'unknown'}, so nothing is deleted: ${older} remain${plan.replaces.length === 1 ? 's' : ''} beside the new one: ${ids}. ` +
        'The next successful run with if-exists replace deletes what is older than its own.',
    );
    return;
  }
  failIfAny((await removeAll(plan.replaces, tools)).failures, tools);
}

function failIfAny(failures: readonly Failure[], { tenant }: Tools): void {
  if (failures.length > 0) throw new Error(couldNotDelete(failures, tenant));
}

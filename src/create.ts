import type { CreateSettings, DryRun } from './inputs/create-inputs.ts';
import { createClient, discard, type Tools, verifyClient } from './lifecycle.ts';
import { handOut, handOutExisting, handOutNothing } from './outputs.ts';
import type { Report } from './runner/report.ts';
import { type Plan, writeOutcome, writePlan } from './state.ts';
import { byAge, type Client } from './tenant/client.ts';
import { clientsUrl, ownClientId } from './tenant/connection.ts';
import { count, messageOf, quote } from './text.ts';

/**
 * The story of the create action: look for clients of the name where `if-exists` wants it, create, verify, hand out.
 *
 * @throws Error that says what came of it; every client that may have been created is named in it by id
 */
export async function create(settings: CreateSettings, tools: Tools): Promise<void> {
  const { connection, request, ifExists, mark, timeout } = settings;
  const { report, clock } = tools;
  const existing = ifExists === 'create' ? [] : await clientsNamed(request.name, tools);
  const newest = existing[0];
  if (newest !== undefined && ifExists === 'fail') {
    const ids = existing.map(({ id }) => id).join(', ');
    throw new Error(
      `There ${existing.length === 1 ? 'is' : 'are'} already ${count(existing.length, 'client')} named ` +
        `${quote(request.name)}: ${ids}. Nothing was created. Choose another name, delete ${existing.length === 1 ? 'it' : 'them'}, or set if-exists to skip or replace.`,
    );
  }
  if (newest !== undefined && ifExists === 'skip') return handOutExisting(newest, settings, tools);

  const replaces = ifExists === 'replace' ? existing.map(({ id }) => id) : [];
  const plan: Plan = { connection, request, mark, replaces, startedAt: clock.now(), timeout };
  writePlan(plan, report);
  const created = await createClient(plan, tools);
  const outcome = { unclear: created.unclear, created: created.client.id, handedOut: false, named: [] };
  try {
    if (settings.verify) await verifyClient(created, tools);
    await handOut(created, settings, tools);
    if (replaces.length > 0) {
      const older = `${count(replaces.length, 'older client')} of that name: ${replaces.join(', ')}`;
      report.info(`If the job succeeds, its end deletes ${older}.`);
    }
    writeOutcome({ ...outcome, handedOut: true }, report);
  } catch (error) {
    throw await discard(created.client, messageOf(error), outcome, tools);
  }
}

/** Shows the request that would be sent. */
export function showDryRun({ place, request, summary }: DryRun, report: Report): void {
  const body = JSON.stringify(request, null, 2);
  report.info('Dry run: nothing is sent. The request would be');
  report.info(`POST ${clientsUrl(place)}`);
  report.info(body);
  handOutNothing(place, body, summary, report);
}

/** The newest first. The client that the action itself is signed in with is not among them. */
async function clientsNamed(name: string | null, { tenant }: Tools): Promise<Client[]> {
  const own = ownClientId(tenant.connection.credentials);
  const { clients } = await tenant.list();
  return clients.filter(client => client.name === name && client.id !== own).sort(byAge);
}

import { type Creation, createClient, undo } from './create.ts';
import { type CreateSettings, readCreateSettings } from './inputs/create-inputs.ts';
import { handOut, handOutExisting, showDryRun } from './outputs.ts';
import { alreadyExists, dueOf, replaceable, warnOfSameRun } from './replace.ts';
import { type Machine, run } from './runner/program.ts';
import { openJournal, planOf } from './state.ts';
import { type Client, clientsNamed, idsOf, newestFirst } from './tenant/client.ts';
import { ownClientId } from './tenant/connection.ts';
import { isFromRequest } from './tenant/request-id.ts';
import { openTools, stopIfEnded, type Tools } from './tools.ts';
import { update } from './update.ts';
import { checkGranted, verify } from './verify.ts';

/** The create action: one client, its credentials as outputs. */
export const main = (start = run): Promise<void> => start(mainStep, 'OAuth client: step failed');

/** @throws Error that names every client that may be left */
async function mainStep(machine: Machine): Promise<void> {
  const settings = await readCreateSettings(machine.env, machine.report);
  if (settings.kind === 'dry run') return showDryRun(settings, machine.report);
  await create(settings, openTools(machine, settings.connection, settings.timeout));
}

/** Look for clients of the name, create, compare, verify, hand out. @throws Error that names every client that may be left */
export async function create(settings: CreateSettings, tools: Tools): Promise<void> {
  const { ifExists, request, connection } = settings;
  // A dry run leaves nothing for a post step, and needs no file for it.
  const report = settings.dryRun ? { ...tools.report, state: () => {} } : tools.report;
  // Opened before the list, because in a container job the post step may run while this step still lists, and creates the
  // stop file. It is opened again when the clients that exist are known.
  let journal = openJournal(planOf(settings, []), report);
  tools.atEnd(() => journal.close());
  const clients = ifExists === 'create' ? [] : (await tools.tenant.list()).clients;
  const existing = clientsNamed(request.name, clients, ownClientId(connection.signIn)).sort(newestFirst);
  if (existing.length > 0) journal = openJournal(planOf(settings, idsOf(existing)), report);
  const [newest] = existing;
  if (newest !== undefined && ifExists === 'fail') throw alreadyExists(existing, request.name, tools);
  if (newest !== undefined && ifExists === 'skip') return handOutExisting(newest, { ...tools, settings });
  if (newest !== undefined && ifExists === 'update') return update(existing, settings, tools);
  if (settings.dryRun) return showDryRun({ ...settings, place: connection, isLookedUp: true }, tools.report);
  for (const warning of settings.warnings) tools.report.warning(warning);
  const older = replaceable(existing, journal.plan);
  if (ifExists === 'replace') warnOfSameRun(older, tools);
  await createAndHandOut({ ...tools, settings, journal, before: new Set(idsOf(clients)) }, older);
}

async function createAndHandOut(creation: Creation, older: readonly Client[]): Promise<void> {
  const { settings, journal, report } = creation;
  const created = await createClient(creation);
  const { requestId } = created;
  const { id, created: at } = created.client;
  const client = { id, created: at, requestId, isIdKept: isFromRequest(requestId, created.client) };
  try {
    journal.write({ state: 'created', client });
    checkGranted(created, created.request, report);
    const token = settings.verify ? await verify(created, settings, creation) : undefined;
    stopIfEnded(settings.stopFile);
    journal.write({ state: 'handing out', client });
    await handOut(created, token, idsOf(dueOf(older, settings.keepOlder, at)), creation);
    journal.write({ state: 'handed out', client });
  } catch (error) {
    throw await undo(client, error, creation);
  }
}

import { messageFor, throwAll } from './errors.ts';
import { type PruneSettings, readPruneSettings } from './inputs/prune-inputs.ts';
import type { Report } from './report.ts';
import { type Machine, run } from './runner/program.ts';
import { addSummary, type Cell, table, withoutEscapes } from './runner/summary.ts';
import { type Decision, type Selectors, select } from './selection.ts';
import type { Client } from './tenant/client.ts';
import { adminPage } from './tenant/connection.ts';
import { couldNotDelete, NOTHING_REMOVED, type Removal, removeAll } from './tenant/deletion.ts';
import { DAY } from './tenant/transport/waits.ts';
import { count, seconds, timeText } from './text.ts';
import { openTools, type Tools } from './tools.ts';

/** The prune action: deletes clients by id, name, age or last use. */
export function prune(): Promise<void> {
  return run(pruneStep, 'OAuth clients: prune failed');
}

/** The same on any machine. @throws Error that names each client that could not be deleted */
export async function pruneStep(machine: Machine): Promise<void> {
  const settings = await readPruneSettings(machine.env, machine.report);
  await sweep(settings, openTools(machine, settings.connection, settings.timeout));
}

/**
 * The story of the prune action: list, decide, show, delete, and say what could not be deleted.
 *
 * @throws Error that names each client that could not be deleted
 */
export async function sweep({ selectors, dryRun }: PruneSettings, tools: Tools): Promise<void> {
  const { tenant, report, clock } = tools;
  const start = clock.now();
  const { clients, tenantTime } = await tenant.list();
  const decisions = select(clients, selectors, nowOf(tenantTime, start));
  const chosen = decisions.filter(({ deleted }) => deleted).map(({ client }) => client.id);
  for (const line of remarks(decisions, selectors, new Set(clients.map(({ id }) => id)))) report.warning(line);
  if (decisions.length > 0) for (const line of asText(rowsOf(decisions, dryRun))) report.info(line);

  const removal = dryRun ? NOTHING_REMOVED : await removeAll(chosen, tools, 'listed');
  const removed = [...removal.deleted, ...removal.alreadyGone];
  const notWritten = tryOutputs(
    { selected: JSON.stringify(chosen), deleted: JSON.stringify(removed), count: String(removed.length) },
    report,
  );
  const all = count(clients.length, 'client');
  const rest = removed.length < chosen.length ? `, ${chosen.length - removed.length} not deleted` : '';
  const result =
    decisions.length === 0
      ? `The selectors match 0 of ${all}.`
      : dryRun
        ? `Dry run: ${chosen.length} of ${all} would be deleted.`
        : `${removed.length} of ${all} deleted in ${seconds(clock.now() - start)}${rest}.`;
  report.info(result);
  const rows = summaryOf(decisions, dryRun, removal, report);
  const html = decisions.length === 0 ? '' : table(rows, 'row', report.hide);
  await addSummary(result, html, adminPage(tenant.connection.origin), report);
  throwAll([notWritten, couldNotDelete(removal, tenant)]);
}

/** @returns what went wrong: there is more to messageFor after it */
function tryOutputs(values: Readonly<Record<string, string>>, report: Report): string | undefined {
  try {
    report.outputs(values);
    return undefined;
  } catch (error) {
    return messageFor(error, report);
  }
}

/** The tenant's clock; an absurd one must not make clients old. */
function nowOf(tenantTime: number | undefined, ours: number): number {
  if (tenantTime === undefined) return ours;
  return Math.abs(tenantTime - ours) > DAY ? Math.min(tenantTime, ours) : tenantTime;
}

/** What the selectors name that is not there, and what is kept although it is selected. */
function remarks(decisions: readonly Decision[], { ids = [] }: Selectors, there: ReadonlySet<string>): string[] {
  const missing = ids.filter(id => !there.has(id));
  const own = decisions.find(({ reason }) => reason === 'own');
  const ageless = decisions.filter(({ reason }) => reason === 'no age').map(({ client }) => client.id);
  return [
    missing.length > 0 ? `client-id: not in the tenant: ${missing.join(', ')}.` : '',
    own === undefined ? '' : `The client ${own.client.id} is not deleted: ${own.why}.`,
    ageless.length > 0 ? `Kept, because created or lastUsed cannot be read: ${ageless.join(', ')}.` : '',
  ].filter(line => line !== '');
}

function rowsOf(decisions: readonly Decision[], dryRun: boolean): string[][] {
  const rows = decisions.map(({ client, deleted, why }) => [
    client.name ?? '',
    client.id,
    ...timesOf(client),
    `${deleted ? (dryRun ? 'would delete' : 'delete') : 'keep'}: ${why}`,
  ]);
  return [['Name', 'client-id', ...TIMES, 'Decision'], ...rows];
}

/** The same for the job summary, by name. The name is cut: each has to leave room for others. */
function summaryOf(
  decisions: readonly Decision[],
  dryRun: boolean,
  { deleted, alreadyGone }: Removal,
  report: Report,
): (readonly Cell[])[] {
  const wasDeleted = new Set(deleted);
  const wasGone = new Set(alreadyGone);
  const headingOf = (name: string) => withoutEscapes(report.quote(name), report.hide);
  const nameOf = ({ client }: Decision) => client.name ?? '';
  const rows = decisions
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0))
    .flatMap((decision, at, all) => {
      const { client, deleted: isChosen, why } = decision;
      const { id } = client;
      const told = wasGone.has(id) ? '✅ gone already' : wasDeleted.has(id) ? '✅ deleted' : '❌ not deleted';
      const done = dryRun ? '❗ would delete' : told;
      const whole = [id, ...timesOf(client)].map(text => ({ text, nowrap: true }));
      const row = [{ text: isChosen ? done : '🔒 kept', strong: isChosen, nowrap: true }, ...whole, why];
      const before = all[at - 1];
      return before !== undefined && nameOf(before) === nameOf(decision) ? [row] : [[headingOf(nameOf(decision))], row];
    });
  return [['Result', 'client-id', ...TIMES, 'Why'], ...rows];
}

const TIMES = ['Created (UTC)', 'Last used (UTC)'];

function timesOf({ created, lastUsed }: Client): string[] {
  return [timeText(created), lastUsed === null ? 'never' : timeText(lastUsed)];
}

function asText(rows: readonly string[][]): string[] {
  const oneLine = rows.map(row => row.map(cell => cell.replaceAll(/[\r\n\t]+/g, ' ')));
  const widths =
    oneLine[0]?.map((_, column) => Math.min(40, Math.max(...oneLine.map(row => row[column]?.length ?? 0)))) ?? [];
  return oneLine.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

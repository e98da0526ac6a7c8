import { messageFor, throwAll } from './errors.ts';
import { type PruneSettings, readPruneSettings } from './inputs/prune-inputs.ts';
import type { Report } from './report.ts';
import { type Machine, run } from './runner/program.ts';
import { addSummary, table, withoutEscapes } from './runner/summary.ts';
import { type Decision, type Selectors, select } from './selection.ts';
import { type Client, idsOf } from './tenant/client.ts';
import { adminPage } from './tenant/connection.ts';
import { couldNotDelete, NOTHING_REMOVED, type Removal, removeAll } from './tenant/deletion.ts';
import { DAY } from './tenant/transport/waits.ts';
import { count, oneLine, seconds, timeText } from './text.ts';
import { openTools, type Tools } from './tools.ts';

/** The prune action: deletes clients by id, name, age or last use. */
export const prune = (start = run): Promise<void> => start(pruneStep, 'OAuth clients: prune failed');

/** @throws Error that names each client that could not be deleted */
async function pruneStep(machine: Machine): Promise<void> {
  const settings = await readPruneSettings(machine.env, machine.report);
  await sweep(settings, openTools(machine, settings.connection, settings.timeout));
}

/** List, decide, show, delete. @throws Error that names each client that could not be deleted */
export async function sweep({ selectors, dryRun }: PruneSettings, tools: Tools): Promise<void> {
  const { tenant, report, clock } = tools;
  const start = clock.now();
  const { clients, tenantTime } = await tenant.list();
  const decisions = select(clients, selectors, nowOf(tenantTime, start));
  const chosen = decisions.filter(({ deleted }) => deleted).map(({ client }) => client.id);
  for (const line of remarks(decisions, selectors, new Set(idsOf(clients)))) report.warning(line);
  const lines = decisions.length === 0 ? [] : asText(rowsOf(decisions, dryRun));
  if (lines.length > LONG_TABLE) report.group(count(decisions.length, 'client'), lines);
  else for (const line of lines) report.info(line);

  const removal = dryRun ? NOTHING_REMOVED : await removeAll(chosen, tools);
  const { deleted, alreadyGone } = removal;
  const removed = [...deleted, ...alreadyGone];
  const all = count(clients.length, 'client');
  const part = (number: number, what: string) => (number > 0 ? `, ${number} ${what}` : '');
  const rest = part(alreadyGone.length, 'no longer existed') + part(chosen.length - removed.length, 'not deleted');
  const swept = `${deleted.length} of ${all} deleted in ${seconds(clock.now() - start)}${rest}.`;
  const whatWasDone = dryRun ? `Dry run: ${chosen.length} of ${all} would be deleted.` : swept;
  const result = decisions.length === 0 ? `The selectors match 0 of ${all}.` : whatWasDone;
  report.info(result);
  const html = decisions.length === 0 ? '' : summaryOf(decisions, dryRun, removal, report);
  await addSummary(withoutEscapes(result, report.hide), html, adminPage(tenant.connection.origin), report);
  let notWritten: string | undefined;
  try {
    const selected = JSON.stringify(chosen);
    report.outputs({ selected, deleted: JSON.stringify(removed), count: String(removed.length) });
  } catch (error) {
    notWritten = messageFor(error, report);
  }
  throwAll([notWritten, couldNotDelete(removal, tenant)]);
}

/** With more lines than that the table is folded. */
const LONG_TABLE = 20;
/** A summary has room for as many rows, whatever their names and ids. */
const MOST_ROWS = 500;

/** The tenant's clock; an absurd one must not make clients old. */
function nowOf(tenantTime: number | undefined, ours: number): number {
  if (tenantTime === undefined) return ours;
  return Math.abs(tenantTime - ours) > DAY ? Math.min(tenantTime, ours) : tenantTime;
}

/** What the selectors name that does not exist, and what is kept although it is selected. */
function remarks(decisions: readonly Decision[], { ids = [] }: Selectors, there: ReadonlySet<string>): string[] {
  const missing = ids.filter(id => !there.has(id));
  const own = decisions.find(({ reason }) => reason === 'own');
  const ageless = decisions.filter(({ reason }) => reason === 'no age').map(({ client }) => oneLine(client.id));
  return [
    missing.length > 0 ? `client-id: not in the tenant: ${missing.join(', ')}.` : '',
    own === undefined ? '' : `The client ${oneLine(own.client.id)} is not deleted: ${own.why}.`,
    ageless.length > 0 ? `Kept, because created or lastUsed cannot be read: ${ageless.join(', ')}.` : '',
  ].filter(line => line !== '');
}

function rowsOf(decisions: readonly Decision[], dryRun: boolean): string[][] {
  const rows = decisions.map(({ client, deleted, why }) => [
    oneLine(client.name ?? ''),
    oneLine(client.id),
    ...timesOf(client),
    `${deleted ? (dryRun ? 'would delete' : 'delete') : 'keep'}: ${why}`,
  ]);
  return [['Name', 'client-id', ...TIMES, 'Decision'], ...rows];
}

/** The same for the job summary, by name. */
function summaryOf(decisions: readonly Decision[], dryRun: boolean, removal: Removal, report: Report): string {
  const headingOf = (name: string) => withoutEscapes(report.quote(name), report.hide);
  const nameOf = ({ client }: Decision) => client.name ?? '';
  const became = new Map(removal.deleted.map(id => [id, '✅ deleted']));
  for (const id of removal.alreadyGone) became.set(id, '✅ no longer existed');
  const rows = decisions
    .toSorted((a, b) => Number(nameOf(a) > nameOf(b)) - Number(nameOf(a) < nameOf(b)))
    .slice(0, MOST_ROWS)
    .flatMap((decision, at, all) => {
      const { client, deleted: isChosen, why } = decision;
      const result = !isChosen ? '🔒 kept' : dryRun ? '❗ would delete' : (became.get(client.id) ?? '❌ not deleted');
      const whole = [oneLine(client.id), ...timesOf(client)].map(text => ({ text, nowrap: true }));
      const row = [{ text: result, strong: isChosen, nowrap: true }, ...whole, why];
      const before = all[at - 1];
      return before !== undefined && nameOf(before) === nameOf(decision) ? [row] : [[headingOf(nameOf(decision))], row];
    });
  const head = ['Result', 'client-id', ...TIMES, 'Why'];
  return table([head, ...rows], 'row', report.hide, Math.max(0, decisions.length - MOST_ROWS));
}

const TIMES = ['Created (UTC)', 'Last used (UTC)'];

const timesOf = ({ created, lastUsed: last }: Client) => [timeText(created), last === null ? 'never' : timeText(last)];

function asText(rows: readonly string[][]): string[] {
  const widthOf = (column: number) => Math.min(40, Math.max(...rows.map(row => String(row[column]).length)));
  const widths = rows[0]?.map((_, column) => widthOf(column)) ?? [];
  const lineOf = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(Number(widths[column]))).join('  ');
  return rows.map(row => lineOf(row).trimEnd());
}

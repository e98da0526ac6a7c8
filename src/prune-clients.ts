import type { PruneSettings } from './inputs/prune-inputs.ts';
import { couldNotDelete, removeAll, type Tools } from './lifecycle.ts';
import { addSummary, table } from './runner/summary.ts';
import { type Decision, type Selectors, select } from './selection.ts';
import type { Client } from './tenant/client.ts';
import { adminPage } from './tenant/connection.ts';
import { count, seconds } from './text.ts';

/** A job summary may have 1 MiB, and nobody reads that much. */
const MOST_ROWS = 1000;

/**
 * The story of the prune action: list, decide, show, delete, and say what could not be deleted.
 *
 * @throws Error that names each client that could not be deleted
 */
export async function prune({ selectors, dryRun, summary }: PruneSettings, tools: Tools): Promise<void> {
  const { tenant, report, clock } = tools;
  const start = clock.now();
  const clients = await listFor(selectors, tools);
  const decisions = select(clients, selectors, start);
  const chosen = decisions.filter(({ deleted }) => deleted).map(({ client }) => client.id);
  const own = decisions.find(({ client }) => client.id === selectors.ownId);
  if (own !== undefined) report.warning(`The client ${own.client.id} is not deleted: ${own.why}.`);
  for (const line of asText(rowsOf(decisions, dryRun))) report.info(line);

  const { removed, failures } = dryRun ? { removed: [], failures: [] } : await removeAll(chosen, tools);
  report.outputs({ deleted: JSON.stringify(removed), count: String(removed.length) });
  const result = dryRun
    ? `Dry run: ${count(chosen.length, 'client')} would be deleted.`
    : `${count(removed.length, 'client')} deleted in ${seconds(clock.now() - start)}.`;
  report.info(result);
  if (summary) {
    const [head = [], ...rows] = rowsOf(decisions, dryRun);
    const more = rows.length > MOST_ROWS ? `<p>and ${rows.length - MOST_ROWS} more</p>\n` : '';
    const text = table([head, ...rows.slice(0, MOST_ROWS)], 'row') + more;
    addSummary(result, text, adminPage(tenant.connection.origin), report);
  }
  if (failures.length > 0) throw new Error(couldNotDelete(failures, tenant));
}

/**
 * The clients that can be selected. For `unused-for` the tenant is asked, unless `keep` needs all clients of a name.
 * Filter syntax: the vendor's "standard collection parameters".
 */
async function listFor({ unusedFor, keep }: Selectors, { tenant, clock }: Tools): Promise<readonly Client[]> {
  if (unusedFor === undefined || keep > 0) return (await tenant.list()).clients;
  const since = new Date(clock.now() - unusedFor).toISOString();
  const [unused, neverUsed] = [await tenant.list(`lastUsed le ${since}`), await tenant.list('lastUsed isnull')];
  const byId = new Map([...unused.clients, ...neverUsed.clients].map(client => [client.id, client]));
  return [...byId.values()];
}

function rowsOf(decisions: readonly Decision[], dryRun: boolean): string[][] {
  const time = (milliseconds: number | undefined, otherwise: string) =>
    milliseconds === undefined ? otherwise : new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
  const rows = decisions.map(({ client: { id, name, created, lastUsed }, deleted, why }) => [
    name ?? '',
    id,
    time(created, 'unknown'),
    time(lastUsed, 'never'),
    `${deleted ? (dryRun ? 'would delete' : 'delete') : 'keep'}: ${why}`,
  ]);
  return [['Name', 'client-id', 'Created (UTC)', 'Last used (UTC)', 'Decision'], ...rows];
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

import { runUrl } from './run-url.ts';
import type { Machine } from './runner/program.ts';
import type { Connection } from './tenant/connection.ts';
import type { DeletionTools } from './tenant/deletion.ts';
import { openTenant } from './tenant/tenant.ts';

/** What the stories work with. */
export interface Tools extends DeletionTools {
  /** URL of the workflow run; undefined outside of one. */
  readonly run: string | undefined;
}

/**
 * Opens the tenant for a program, until its end.
 *
 * @param timeout of the whole step, in milliseconds
 */
export function openTools(
  { env, report, clock, start, atEnd }: Machine,
  connection: Connection,
  timeout: number,
): Tools {
  const until = start + timeout;
  const tenant = openTenant(connection, { env, report, clock, until });
  atEnd(tenant.close);
  return { tenant, report, clock, until, run: runUrl(env) };
}

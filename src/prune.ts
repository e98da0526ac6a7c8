import { readPruneSettings } from './inputs/prune-inputs.ts';
import { prune as pruneClients } from './prune-clients.ts';
import { run } from './runner/program.ts';
import { createHttp } from './tenant/http.ts';
import { openTenant } from './tenant/tenant.ts';

/** The prune action: deletes clients by what they are. */
export function prune(): Promise<void> {
  return run(async ({ env, report, clock, start }) => {
    const settings = await readPruneSettings(env, report);
    const until = start + settings.timeout;
    const tenant = openTenant(settings.connection, createHttp(clock, env, report.info), clock, report, until);
    await pruneClients(settings, { tenant, report, clock, until });
  });
}

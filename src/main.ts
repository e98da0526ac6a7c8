import { create, showDryRun } from './create.ts';
import { readCreateSettings } from './inputs/create-inputs.ts';
import { makeMark } from './lifecycle.ts';
import { run } from './runner/program.ts';
import { createHttp } from './tenant/http.ts';
import { openTenant } from './tenant/tenant.ts';

/** The create action: one client, its credentials as outputs. */
export function main(): Promise<void> {
  return run(async ({ env, report, clock, start }) => {
    const settings = await readCreateSettings(env, report, () => makeMark(env));
    if ('place' in settings) return showDryRun(settings, report);
    const until = start + settings.timeout;
    const http = createHttp(clock, env, report.info);
    const tenant = openTenant(settings.connection, http, clock, report, until);
    await create(settings, { tenant, report, clock, until });
  });
}

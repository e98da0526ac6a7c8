import { create, showDryRun } from './create.ts';
import { readCreateSettings } from './create-inputs.ts';
import { createHttp } from './http.ts';
import { makeMark } from './lifecycle.ts';
import { run } from './program.ts';
import { openTenant } from './tenant.ts';

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

import { readJobStatus } from './inputs/create-inputs.ts';
import { run } from './runner/program.ts';
import { settle } from './settle.ts';
import { readOutcome, readPlan } from './state.ts';
import { createHttp } from './tenant/http.ts';
import { openTenant } from './tenant/tenant.ts';

/** The post step of the create action: deletes what was to be deleted, and names what may be left. */
export function post(): Promise<void> {
  return run(async ({ env, report, clock, start }) => {
    const plan = readPlan(env, report);
    if (plan === undefined) return;
    const until = start + plan.timeout;
    const tenant = openTenant(plan.connection, createHttp(clock, env, report.info), clock, report, until);
    await settle(plan, readOutcome(env), readJobStatus(env), { tenant, report, clock, until });
  });
}

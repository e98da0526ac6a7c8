import { readJobStatus } from './create-inputs.ts';
import { createHttp } from './http.ts';
import { readOutcome, readPlan } from './journal.ts';
import { run } from './program.ts';
import { settle } from './settle.ts';
import { openTenant } from './tenant.ts';

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

import { openTenant, type Tenant } from '../../src/tenant/tenant.ts';
import type { Tools } from '../../src/tools.ts';
import { virtualClock } from '../simulation/clock.ts';
import { memoryReport } from './memory-report.ts';
import { NOWHERE, settingsFor } from './settings.ts';

/**
 * What a step works with on a virtual clock, with a tenant that does not exist.
 *
 * @param timeout of the step, in milliseconds
 * @param operations of the tenant, given how long the step has run
 */
export function virtualTools(timeout: number, operations: (elapsed: () => number) => Partial<Tenant>) {
  const clock = virtualClock(() => 0.5);
  const start = clock.now();
  const until = start + timeout;
  const report = memoryReport();
  const settings = settingsFor(NOWHERE, { timeout });
  const tenant: Tenant = {
    ...openTenant(settings.connection, { env: {}, report, clock, until, noticesDeprecation: true }),
    ...operations(() => clock.now() - start),
  };
  const tools = { env: {}, report, clock, until, tenant, atEnd: () => {} } satisfies Tools;
  return { settings, start, tools };
}

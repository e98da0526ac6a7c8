import { expect } from 'vitest';
import type { Tenant } from '../tenant/tenant.ts';

/** What the log says about a client that no list showed; the line is enough if the tenant's lists are up to date. */
const WHAT_TO_LOOK_FOR = /look for a client (named .*Pipeline|whose description contains)/;

/** What an annotation says when the clients could not be listed in time. */
export const NOT_LOOKED_UP = /could not be looked up|Could not check whether a create request left a client/;

/**
 * No client is lost silently: each client of the tenant is accounted for, or an annotation names it.
 *
 * @param accountedFor ids of those that existed before, and of the one that was handed out
 * @param annotations of main and post step
 * @param log everything that both steps showed
 * @param mayBeUnfound whether it is enough that the log says what to look for, because no list could show the client
 */
export function expectNothingLost(
  { clients }: Pick<Tenant, 'clients'>,
  accountedFor: readonly (string | undefined)[],
  annotations: string,
  log: string,
  mayBeUnfound = false,
): void {
  for (const id of clients.keys()) {
    if (accountedFor.includes(id) || annotations.includes(id)) continue;
    expect(mayBeUnfound, `the client ${id} is in the tenant, and no annotation names it:\n${log}`).toBe(true);
    expect(log).toMatch(WHAT_TO_LOOK_FOR);
  }
}

/** A step that succeeds hands out a client of the tenant with its secret; the end of the job may delete it. */
export function expectHandedOut(tenant: Tenant, outputs: Readonly<Record<string, string>>, log: string): void {
  const client = tenant.clients.get(outputs['client-id'] ?? '');
  if (client === undefined) expect(tenant.deleted, log).toContain(outputs['client-id']);
  else expect(outputs['client-secret'], log).toBe(client.secret);
}

import { expect } from 'vitest';
import type { Tenant } from '../tenant/tenant.ts';

/** What is said of a client that could not be found by its id. */
const WHAT_TO_LOOK_FOR = /look for a client (named ".*Pipeline|whose description contains)/;

/**
 * No client is lost without a word: each that is in the tenant is accounted for, or an annotation names it.
 *
 * @param accountedFor ids of those that were there before, and of the one that was handed out
 * @param annotations of main and post step
 * @param told what a failure of the test shows
 * @param mayBeUnfound whether to name what to look for is enough, because the tenant cannot be looked into
 */
export function expectNothingLost(
  { clients }: Pick<Tenant, 'clients'>,
  accountedFor: readonly (string | undefined)[],
  annotations: string,
  told: string,
  mayBeUnfound = false,
): void {
  for (const id of clients.keys()) {
    if (accountedFor.includes(id) || annotations.includes(id)) continue;
    expect(mayBeUnfound, `the client ${id} is in the tenant, and no annotation names it:\n${told}`).toBe(true);
    expect(annotations, told).toMatch(WHAT_TO_LOOK_FOR);
  }
}

/** A green step hands out a client of the tenant with its secret; at the end of the job it may be deleted. */
export function expectHandedOut(tenant: Tenant, outputs: Readonly<Record<string, string>>, told: string): void {
  const client = tenant.clients.get(outputs['client-id'] ?? '');
  if (client === undefined) expect(tenant.deleted, told).toContain(outputs['client-id']);
  else expect(outputs['client-secret'], told).toBe(client.secret);
}

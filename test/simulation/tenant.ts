import { newRequestId } from '../../src/tenant/request-id.ts';
import { NOWHERE } from '../helpers/settings.ts';
import { descriptionOf, RUN } from '../helpers/workflow-run.ts';
import type { StoredClient } from '../tenant/clients.ts';
import { combine } from '../tenant/habits.ts';
import { type Pat, State } from '../tenant/state.ts';
import type { VirtualClock } from './clock.ts';

/** A tenant in memory: its state, and the PAT of an administrator. */
export interface SimulatedTenant {
  readonly state: State;
  readonly origin: string;
  readonly pat: Pat;
  /** The clients deleted, with the times. */
  readonly deletedAt: ReadonlyMap<string, number>;
  /** A client with the request's id and the run's URL, as another step of the same run creates it. */
  addNeighbour(name: string, kind: 'plain' | 'ephemeral'): StoredClient;
  /** A client created years ago, by someone else unless the description says otherwise. */
  addOld(name: string, years: number, description?: string): StoredClient;
}

export function simulatedTenant(clock: VirtualClock): SimulatedTenant {
  const state = new State({
    // Deletions come near the rate limit, which a different test covers.
    rateLimit: { requests: Number.POSITIVE_INFINITY, perMs: 1 },
    ...{ habits: combine(), propagationMs: 0, tokenLifetimeSeconds: undefined, deprecated: false, inspect: false },
    now: clock.now,
  });
  const pat = state.addPat();
  const deletedAt = new Map<string, number>();
  const remove = state.clients.delete.bind(state.clients);
  state.clients.delete = (id, lagMs) => {
    const existed = remove(id, lagMs);
    if (existed) deletedAt.set(id, clock.now());
    return existed;
  };
  const add = (fields: Partial<StoredClient>) => state.clients.add({ owner: pat.user.id, ...fields });
  return {
    state,
    // It has no port and is reached through `openNetwork`.
    origin: NOWHERE.origin,
    pat,
    deletedAt,
    addNeighbour: (name, kind) => add({ name, description: descriptionOf(kind, RUN, newRequestId()) }),
    addOld: (name, years, description) => {
      const created = new Date(clock.now() - years * 365 * 24 * 60 * 60 * 1000).toISOString();
      const fields = { scope: ['idn:accounts:read'], accessTokenValiditySeconds: 600 };
      return add({ name, created, ...fields, description: description ?? null });
    },
  };
}

import type { Misbehaviour } from '../tenant/faults.ts';

/** A response that replaces the tenant's. The tenant does nothing unless `more` says otherwise. */
export const respond = (status: number, more: Partial<Misbehaviour & { kind: 'response' }> = {}): Misbehaviour => ({
  kind: 'response',
  work: 'not done',
  status,
  ...more,
});

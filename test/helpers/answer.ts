import type { Misbehaviour } from '../tenant/faults.ts';

/** An answer in the place of the tenant's, which does nothing unless `more` says otherwise. */
export const answer = (status: number, more: Partial<Misbehaviour & { kind: 'answer' }> = {}): Misbehaviour => ({
  kind: 'answer',
  work: 'not done',
  status,
  ...more,
});

import { type Clock, pause } from '../clock.ts';
import { tell } from '../errors.ts';
import type { Report } from '../report.ts';
import { count } from '../text.ts';
import { adminPlace } from './connection.ts';
import { TenantError } from './session.ts';
import type { Tenant } from './tenant.ts';
import { DELETION_PACE, DELETIONS_AT_ONCE, PROGRESS_EVERY } from './transport/waits.ts';

/** What clients are deleted with. */
export interface DeletionTools {
  readonly tenant: Tenant;
  readonly report: Report;
  readonly clock: Clock;
  /** When the step must be done, on the clock. */
  readonly until: number;
}

/** What became of clients that were to be deleted. */
export interface Removal {
  /** Ids of the clients that are gone now. */
  readonly removed: readonly string[];
  /** Those of them that the tenant says were gone already. */
  readonly gone: readonly string[];
  readonly failures: readonly Failure[];
  /** Ids whose turn did not come before the time was up. */
  readonly left: readonly string[];
}

/** Ids of what was deleted: not of what the tenant says was gone already. */
export function deletedNow({ removed, gone }: Removal): string[] {
  return removed.filter(id => !gone.includes(id));
}

/** Where there was nothing to do. */
export const NOTHING_REMOVED: Removal = { removed: [], gone: [], failures: [], left: [] };

/** A client that could not be deleted, and why. */
export interface Failure {
  readonly id: string;
  /** Without the id: clients of the same reason are told together. */
  readonly reason: string;
}

/** With more than that, progress is told instead of each deletion. */
const TOLD_ONE_BY_ONE = 10;

/**
 * Deletes clients, a few at once, at the pace that the tenant allows, until the time is up. A failure does not stop the
 * others.
 */
export async function removeAll(
  ids: readonly string[],
  { tenant, report, clock, until }: DeletionTools,
): Promise<Removal> {
  const removed: string[] = [];
  const gone: string[] = [];
  const failures: Failure[] = [];
  const left: string[] = [];
  const waiting = [...ids];
  const starts: number[] = [];
  let toldAt = clock.now();

  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const wait = (starts.at(-DELETION_PACE.requests) ?? Number.NEGATIVE_INFINITY) + DELETION_PACE.per - clock.now();
      if (clock.now() + Math.max(0, wait) >= until) {
        left.push(id);
        continue;
      }
      starts.push(clock.now() + Math.max(0, wait));
      if (wait > 0) await pause(clock, wait);
      try {
        const wasThere = await tenant.remove(id);
        removed.push(id);
        if (!wasThere) gone.push(id);
        if (ids.length <= TOLD_ONE_BY_ONE) {
          report.info(wasThere ? `Deleted the client ${id}.` : `The client ${id} was gone already.`);
        }
      } catch (error) {
        failures.push({ id, reason: error instanceof TenantError ? error.reason : tell(error, report) });
      }
      if (clock.now() - toldAt >= PROGRESS_EVERY) {
        toldAt = clock.now();
        report.info(`${removed.length} of ${count(ids.length, 'client')} deleted.`);
      }
    }
  };
  await Promise.all(Array.from({ length: DELETIONS_AT_ONCE }, worker));
  return { removed, gone, failures, left };
}

/**
 * What is said of clients that should be gone: each reason once, with the ids that it holds for.
 *
 * @returns undefined when each of them is gone
 */
export function couldNotDelete({ failures, left }: Removal, { connection }: Tenant): string | undefined {
  if (failures.length + left.length === 0) return undefined;
  const untried = left.map(id => ({ id, reason: 'timeout-seconds was over before its turn. Raise timeout-seconds.' }));
  const idsByReason = new Map<string, string[]>();
  for (const { id, reason } of [...failures, ...untried]) {
    const ids = idsByReason.get(reason) ?? [];
    ids.push(id);
    idsByReason.set(reason, ids);
  }
  const number = failures.length + left.length;
  const groups = [...idsByReason].map(([reason, ids]) => `\n- ${ids.join(', ')}: ${reason}`);
  return (
    `${count(number, 'client')} ${number === 1 ? 'was' : 'were'} not deleted; ` +
    `delete by hand at ${adminPlace(connection.origin)}:${groups.join('')}`
  );
}

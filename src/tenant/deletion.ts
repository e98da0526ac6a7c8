import { type Clock, pause } from '../clock.ts';
import { messageFor } from '../errors.ts';
import type { Report } from '../report.ts';
import { count, oneLine, seconds } from '../text.ts';
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

/** What became of clients that were to be deleted. Each id is in one list. */
export interface Removal {
  readonly deleted: readonly string[];
  /** The tenant says that these no longer existed. */
  readonly alreadyGone: readonly string[];
  readonly failures: readonly Failure[];
  /** Ids whose turn did not come before the time was up. */
  readonly notTried: readonly string[];
}

/** Where there was nothing to do. */
export const NOTHING_REMOVED: Removal = { deleted: [], alreadyGone: [], failures: [], notTried: [] };

/** A client that could not be deleted, and why. */
export interface Failure {
  readonly id: string;
  /** Without the id: clients with the same reason are listed together. */
  readonly reason: string;
}

/** With more than that, progress is logged by the clock. */
const MANY = 10;
/** With more than that, the log first says how long it takes. */
const LONG = 50;

/**
 * Deletes clients, a few at once, at the pace that the tenant allows, until the time is up. A failure does not stop the
 * others. The log has each deletion as it happens, so that a step which is cancelled has said what it deleted.
 */
export async function removeAll(
  ids: readonly string[],
  { tenant, report, clock, until }: DeletionTools,
): Promise<Removal> {
  const deleted: string[] = [];
  const alreadyGone: string[] = [];
  const failures: Failure[] = [];
  const notTried: string[] = [];
  const waiting = [...ids];
  const starts: number[] = [];
  const { requests, per } = DELETION_PACE;

  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const wait = (starts.at(-requests) ?? Number.NEGATIVE_INFINITY) + per - clock.now();
      if (clock.now() + Math.max(0, wait) >= until) {
        notTried.push(id);
        continue;
      }
      starts.push(clock.now() + Math.max(0, wait));
      if (wait > 0) await pause(clock, wait);
      try {
        const existed = await tenant.remove(id);
        (existed ? deleted : alreadyGone).push(id);
        report.info(existed ? `Deleted the client ${oneLine(id)}.` : `The client ${oneLine(id)} no longer existed.`);
      } catch (error) {
        failures.push({ id, reason: error instanceof TenantError ? error.reason : messageFor(error, report) });
      }
    }
  };

  let stopProgress = () => {};
  const progress = () => {
    stopProgress = clock.after(PROGRESS_EVERY, () => {
      report.info(`${deleted.length} of ${count(ids.length, 'client')} deleted.`);
      progress();
    });
  };
  if (ids.length > LONG)
    report.info(`Deleting ${ids.length} clients takes about ${seconds((ids.length / requests) * per)}.`);
  if (ids.length > MANY) progress();
  try {
    await Promise.all(Array.from({ length: DELETIONS_AT_ONCE }, worker));
  } finally {
    stopProgress();
  }
  return { deleted, alreadyGone, failures, notTried };
}

/**
 * What is said of clients that should be gone: each reason once, with the ids that it applies to.
 *
 * @returns undefined when each of them is gone
 */
export function couldNotDelete(
  { failures, notTried }: Pick<Removal, 'failures' | 'notTried'>,
  { connection }: Tenant,
): string | undefined {
  if (failures.length + notTried.length === 0) return undefined;
  const untried = notTried.map(id => ({
    id,
    reason: 'timeout-seconds ran out before its turn. Raise timeout-seconds.',
  }));
  const idsByReason = new Map<string, string[]>();
  for (const { id, reason } of [...failures, ...untried]) {
    const ids = idsByReason.get(reason) ?? [];
    ids.push(oneLine(id));
    idsByReason.set(reason, ids);
  }
  const number = failures.length + notTried.length;
  const groups = [...idsByReason].map(([reason, ids]) => `\n- ${ids.join(', ')}: ${reason}`);
  return (
    `${count(number, 'client')} ${number === 1 ? 'was' : 'were'} not deleted; ` +
    `delete by hand at ${adminPlace(connection.origin)}:${groups.join('')}`
  );
}

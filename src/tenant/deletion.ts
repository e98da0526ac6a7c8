import { type Clock, pause } from '../clock.ts';
import { messageFor } from '../errors.ts';
import type { Report } from '../report.ts';
import { count, oneLine, seconds } from '../text.ts';
import { adminPlace } from './connection.ts';
import { TenantError } from './session.ts';
import type { Tenant } from './tenant.ts';
import { DELETION_PACE, DELETIONS_AT_ONCE, PROGRESS_EVERY } from './transport/waits.ts';

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
  readonly alreadyGone: readonly string[];
  /** The reason does not name the id: clients with the same reason are listed together. */
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
  /** The time was up before their turn. */
  readonly notTried: readonly string[];
}

export const NOTHING_REMOVED: Removal = { deleted: [], alreadyGone: [], failures: [], notTried: [] };
const NOT_TRIED = 'timeout-seconds ran out before its turn. Raise timeout-seconds.';
/** With more than MANY, progress is logged by the clock; with more than LONG, the log first says how long it takes. */
const [MANY, LONG] = [10, 50];

/**
 * Deletes clients, a few at once, at the pace that the tenant allows, until the time is up. A failure does not stop the
 * others. The log has each deletion as it happens, so that a step which is cancelled has said what it deleted.
 */
export async function removeAll(ids: readonly string[], tools: DeletionTools): Promise<Removal> {
  const { tenant, report, clock, until } = tools;
  const deleted: string[] = [];
  const alreadyGone: string[] = [];
  const failures: { id: string; reason: string }[] = [];
  const notTried: string[] = [];
  const waiting = [...ids];
  const starts: number[] = [];
  const { requests, per } = DELETION_PACE;

  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const now = clock.now();
      const start = Math.max(now, (starts.at(-requests) ?? Number.NEGATIVE_INFINITY) + per);
      if (start >= until) {
        notTried.push(id);
        continue;
      }
      starts.push(start);
      if (start > now) await pause(clock, start - now);
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
  const showProgress = () => {
    report.info(`${deleted.length} of ${count(ids.length, 'client')} deleted.`);
    stopProgress = clock.after(PROGRESS_EVERY, showProgress);
  };
  const time = seconds((ids.length / requests) * per);
  if (ids.length > LONG) report.info(`Deleting ${ids.length} clients takes about ${time}.`);
  if (ids.length > MANY) stopProgress = clock.after(PROGRESS_EVERY, showProgress);
  await Promise.all(Array.from({ length: DELETIONS_AT_ONCE }, worker)).finally(() => stopProgress());
  return { deleted, alreadyGone, failures, notTried };
}

/** Names the clients that should be gone and are not, each reason once. @returns undefined when all are gone */
export function couldNotDelete({ failures, notTried }: Removal, { connection }: Tenant): string | undefined {
  const notDeleted = [...failures, ...notTried.map(id => ({ id, reason: NOT_TRIED }))];
  if (notDeleted.length === 0) return undefined;
  const groups = [...new Set(notDeleted.map(({ reason }) => reason))].map(reason => {
    const ids = notDeleted.filter(each => each.reason === reason).map(({ id }) => oneLine(id));
    return `\n- ${ids.join(', ')}: ${reason}`;
  });
  const [were, them] = notDeleted.length === 1 ? ['was', 'it'] : ['were', 'them'];
  const clients = `${count(notDeleted.length, 'client')} ${were}`;
  return `${clients} not deleted; delete ${them} by hand at ${adminPlace(connection.origin)}:${groups.join('')}`;
}

/**
 * The retry policy: what is tried again and how often, how long is waited, and what part of a deadline is kept back for
 * what. Times are in milliseconds, `left` is what is left of a deadline, `random` is at least 0 and less than 1.
 */

/** Whether a status says that the same request may succeed in a moment. 429 is waited for as `Retry-After` says. */
export function isTransient(status: number): boolean {
  // 408 Request Timeout, 425 Too Early (RFC 8470), 429 Too Many Requests, 499 of a proxy that lost its client; above,
  // 500 is the vendor's general fault, and 502 to 504 and 520 to 524 are gateways without a tenant behind them.
  return [408, 425, 429, 499].includes(status) || status >= 500;
}

/** Tries of one request, 429 not counted: with the waits between them half a minute, enough for a restart. */
export const MOST_TRIES = 8;
/** A name that is not found is more often mistyped than late. */
export const MOST_TRIES_UNKNOWN_HOST = 3;

/** One try of a repeatable request: one that hangs leaves time for another. */
export function longestTry(left: number): number {
  return Math.min(left / 2, 30_000);
}

const FIRST_BACKOFF = 500;

/** Between two tries: doubled each time (exponential backoff), and shorter by chance. */
export function backoff(tries: number, random: number): number {
  return Math.min(10_000, FIRST_BACKOFF * 2 ** (tries - 1)) * (0.5 + random / 2);
}

/** What `Retry-After` asks for, and a bit more by chance: waiting runs must not come back all at once. */
export function afterAsked(asked: number, random: number): number {
  return asked + random * Math.min(1000, asked + FIRST_BACKOFF);
}

/** Create requests of one step: the second one only where nothing of the first is left. */
export const MOST_CREATES = 2;
/** Between an unclear create request and the first look whether it left a client: the tenant may still be at it. */
export const LOOK_AFTER = 1000;

/** The wait before the first look, with `left` of the deadline. @param due how long it should be */
export function lookAfter(due: number, left: number): number {
  return Math.max(0, Math.min(due, left / 4));
}

/** How long after a create request the post step looks for its client: lists lag, and requests are queued. */
export function lookFor(timeout: number): number {
  return Math.min(30_000, timeout / 2);
}

/** Between the first two looks of the post step; doubled each time. */
export const LOOK_AGAIN_AFTER = 3000;
/** How far the tenant's `created` may lie from our reckoning of its time: some tenants show it to the minute. */
export const CREATED_TOLERANCE = 60_000;

/** How long new credentials may need until every part of the tenant knows them. */
export const VERIFY_FOR = 30_000;
/** Between the first two tries of them; doubled each time. */
export const VERIFY_AFTER = 1000;

/** The vendor's limit is 100 requests in 10 seconds; ten are left to whoever else uses the token. */
export const DELETION_PACE = { requests: 90, per: 10_000 };
/** Enough to keep that pace over a slow network. */
export const DELETIONS_AT_ONCE = 4;
/** How often somebody who watches many deletions is told. */
export const PROGRESS_EVERY = 5000;

/** The part of a deadline that is kept back to look and to clean up when something goes wrong. */
export function reserveOf(timeout: number): number {
  return Math.min(30_000, timeout / 4);
}

/** More than two clocks can be apart. */
export const DAY = 86_400_000;

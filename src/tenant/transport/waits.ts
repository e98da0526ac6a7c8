import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from '../../json.ts';
import { HttpError, type HttpErrorCode } from './http-error.ts';
import { isPage, isSuccess, type Received, saysGone } from './response.ts';

// The retry policy, and what part of a deadline is kept back for what. Times are in milliseconds.

/** The result of one try: a response of any status, or why there is none. */
export type TryResult = Received | HttpError;

type Moment = { readonly now: number; readonly timeLeft: number; readonly random: number };

export interface Repeatable {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Whether it may be sent again when it is unknown whether it was carried out. */
  readonly repeatable: boolean;
  /** How often it is tried at most, if less than usual. */
  readonly maxTries?: number;
}

/**
 * Decides what follows a try. `Retry-After` is honoured (RFC 9110 section 10.2.3), else the wait doubles. Sent again is
 * - what was certainly not accepted: a 429, and what no connection was opened for;
 * - if `repeatable`, also what may have been carried out: `isTransient`, no response, or not the API's own (`isForeign`);
 *   immediately and on a new connection where the server had closed the kept one.
 * @param earlier the tries before it, in order @returns milliseconds until the next try, or what the request ends with
 */
export function nextTry(outcome: TryResult, earlier: readonly TryResult[], request: Repeatable, moment: Moment) {
  const { now, timeLeft, random } = moment;
  const { repeatable, maxTries, url } = request;
  // A try that the deadline cut off says less than what came before it, unless it may have created something.
  const isCutOff = codeOf(outcome) === 'no time left' && (repeatable || !mayBeDone(outcome));
  const reason = isCutOff ? (earlier.at(-1) ?? outcome) : outcome;
  const room = timeLeft - SHORTEST_TRY;
  if (repeatable && codeOf(outcome) === 'closed') return room < 0 ? reason : 0;
  const tries = [...earlier.filter(each => codeOf(each) !== 'closed'), outcome];
  const failures = tries.filter(each => codeOf(each) !== 429).length;
  if (failures >= mostTries(outcome, request) || tries.length === maxTries) return reason;
  const wanted = outcome instanceof HttpError ? undefined : retryAfter(outcome.headers, now);
  if (wanted === undefined) {
    // Exponential backoff, and shorter by chance.
    const wait = Math.min(10_000, FIRST_BACKOFF * 2 ** (tries.length - 1)) * (0.5 + random / 2);
    return wait <= room ? wait : reason;
  }
  if (wanted <= room) return wanted + random * Math.min(1000, wanted + FIRST_BACKOFF, room - wanted);
  const [wait, rest] = [Math.ceil(wanted / 1000), Math.max(0, Math.floor(timeLeft / 1000))];
  const but = `but timeout-seconds leaves ${rest} s for it and another try`;
  const what = `${new URL(url).host} responded with ${nameOf(outcome)} and asks to wait ${wait} s, ${but}`;
  return new HttpError(what, 'wait too long', false);
}

const codeOf = (outcome: TryResult): HttpErrorCode | number =>
  outcome instanceof HttpError ? outcome.code : outcome.status;

/** Whether the request may have been carried out. */
export const mayBeDone = (outcome: TryResult): boolean =>
  outcome instanceof HttpError ? outcome.mayHaveArrived : outcome.status !== 429;

function mostTries(outcome: TryResult, { method, repeatable }: Repeatable): number {
  if (codeOf(outcome) === 429) return Number.POSITIVE_INFINITY;
  if (!repeatable && mayBeDone(outcome)) return 1;
  if (outcome instanceof HttpError) return TRIES[outcome.code] ?? MOST_TRIES;
  return isTransient(outcome.status) || isForeign(outcome, method) ? MOST_TRIES : 1;
}

/** Tries of one request, 429 not counted: with the waits between them half a minute, enough for a restart. */
const MOST_TRIES = 8;

/** What is the same in a second. A name that does not exist is more often mistyped than late. */
const TRIES: Partial<Record<HttpErrorCode, number>> = {
  'unknown host': 3,
  'unknown proxy': 3,
  certificate: 1,
  'not TLS': 1,
  'proxy certificate': 1,
  'proxy refuses': 1,
  'no time left': 1,
};

/** Whether the same request may succeed in a moment; 425 is of RFC 8470, 499 of a proxy that lost its client. */
export const isTransient = (status: number): boolean => [408, 425, 429, 499].includes(status) || status >= 500;

/** Whether a gateway or sign-in page responds where the API's response would be final: with a page, or with no JSON. */
function isForeign(response: Received, method: string): boolean {
  const { status, body } = response;
  if (!isSuccess(response)) return method === 'DELETE' && (status === 404 || status === 410) && !saysGone(response);
  if (method === 'PATCH' || method === 'DELETE') return isPage(response);
  return body.trim() !== '' && parseJson(body) === undefined;
}

/** An outcome in the words of the log. */
export function nameOf(outcome: TryResult): string {
  if (outcome instanceof HttpError) return outcome.message;
  return `HTTP ${outcome.status}${isPage(outcome) ? ' with a page' : ''}`;
}

/** The wait that a response asks for, if readable: seconds, or an HTTP date, read against the response's own Date. */
function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // An HTTP date has names of day and month. Date.parse also reads `2.5`, as a day of 2001.
  if (!/[a-z]{3}/i.test(text)) return undefined;
  const wait = Date.parse(text) - (headers.date === undefined ? now : Date.parse(headers.date));
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

const FIRST_BACKOFF = 500;
/** No try begins with less left. */
export const SHORTEST_TRY = 1000;
/** A try that had less time than this says nothing about the other side. */
export const LONG_ENOUGH = 2000;
/** One try of a repeatable request: one that hangs leaves time for another. */
export const longestTry = (timeLeft: number): number => Math.min(timeLeft, 30_000, Math.max(timeLeft / 2, LONG_ENOUGH));

/** Create requests of one step: the second one only if the first left nothing. */
export const MOST_CREATES = 2;
/** Between an unclear create request and the first look for its client: the tenant may still be creating it. */
export const LOOK_AFTER = 1000;
/** The wait before the first look, with `timeLeft` of the deadline. @param due how long it should be */
export const firstLookDelay = (due: number, timeLeft: number): number => Math.max(0, Math.min(due, timeLeft / 4));
/** How long after a create request the post step looks for its client: lists lag, and requests are queued. */
export const searchTime = (timeout: number): number => Math.min(30_000, timeout / 2);
/** Between the first two looks of the post step; doubled each time. */
export const LOOK_AGAIN_AFTER = 3000;
/** How far the tenant's `created` may lie from our reckoning of its time: some tenants show it to the minute. */
export const CREATED_TOLERANCE = 60_000;

/** How long new credentials may need until every part of the tenant knows them. */
export const VERIFY_FOR = 30_000;
/** Between the first two tries of them; doubled each time. */
export const VERIFY_AFTER = 1000;

/** SailPoint's limit is 100 requests in 10 seconds; ten are left for other users of the token. */
export const DELETION_PACE = { requests: 90, per: 10_000 };
/** Enough to keep that pace over a slow network. */
export const DELETIONS_AT_ONCE = 4;
/** How often the log shows the progress of many deletions. */
export const PROGRESS_EVERY = 5000;

/** The part of a deadline that is kept back to look and to clean up when something goes wrong. */
export const reserveOf = (timeout: number): number => Math.min(30_000, Math.max(timeout / 4, 2 * SHORTEST_TRY));
/** In milliseconds. Two clocks are less than that apart. */
export const DAY = 86_400_000;

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HttpError, type HttpErrorCode } from '../../src/tenant/transport/http-error.ts';
import type { Received } from '../../src/tenant/transport/response.ts';
import {
  firstLookDelay,
  isTransient,
  longestTry,
  nextTry,
  type Repeatable,
  reserveOf,
  searchTime,
  type TryResult,
} from '../../src/tenant/transport/waits.ts';

const response = (status: number, body = '', headers: Received['headers'] = {}): Received => ({
  status,
  body,
  headers,
});
const failure = (code: HttpErrorCode, mayHaveArrived = true) => new HttpError(`host: ${code}`, code, mayHaveArrived);
const page = response(200, '<!DOCTYPE html><p>Sign in</p>', { 'content-type': 'text/html' });
const limited = (after: string, body = '') => response(429, body, { 'retry-after': after });

const request = (method: Repeatable['method'], repeatable = true): Repeatable => ({
  method,
  repeatable,
  url: 'https://host/path',
});
const CREATE = request('POST', false);
const TOKEN = request('POST');
const LIST = request('GET');
const PATCH = request('PATCH');
const DELETE = request('DELETE');

const MINUTE = { now: 0, timeLeft: 60_000, random: 0 };
const again = (outcome: TryResult, of: Repeatable, earlier: readonly TryResult[] = []): boolean =>
  typeof nextTry(outcome, earlier, of, MINUTE) === 'number';

/** The outcomes, with the requests that are sent again and those that are not. */
test.for<[outcome: TryResult, again: Repeatable[], not: Repeatable[]]>([
  [response(200, '{}'), [], [TOKEN, LIST, CREATE, PATCH, DELETE]],
  [response(200, '\uFEFF[]', { 'content-type': 'text/html' }), [], [TOKEN, LIST]],
  [response(204), [], [TOKEN, LIST, PATCH, DELETE]],
  [response(200, 'OK'), [TOKEN, LIST], [CREATE, PATCH, DELETE]],
  [page, [TOKEN, LIST, PATCH, DELETE], [CREATE]],
  [response(404, '<html>'), [DELETE], [TOKEN, LIST, CREATE, PATCH]],
  [response(404, '{"detailCode":"404 Not found"}'), [], [DELETE]],
  [response(400, '{"detailCode":"400.1"}'), [], [TOKEN, LIST, CREATE, PATCH, DELETE]],
  [response(403, '<html>'), [], [TOKEN, LIST, CREATE, PATCH, DELETE]],
  [response(302), [], [TOKEN, LIST, CREATE, PATCH, DELETE]],
  [response(429, '{"message":" Rate Limit Exceeded "}'), [TOKEN, LIST, CREATE, PATCH, DELETE], []],
  [response(429, '<html>'), [CREATE, DELETE], []],
  [response(429), [CREATE, DELETE], []],
  [response(408), [LIST], [CREATE]],
  [response(503, '<html>'), [TOKEN, LIST, PATCH, DELETE], [CREATE]],
  [failure('connection refused', false), [LIST, CREATE], []],
  [failure('name server', false), [LIST, CREATE], []],
  [failure('unknown host', false), [LIST, CREATE], []],
  [failure('too slow', false), [LIST, CREATE], []],
  [failure('too slow'), [LIST], [CREATE]],
  [failure('network', false), [LIST, CREATE], []],
  [failure('network'), [LIST], [CREATE]],
  [failure('cut'), [LIST], [CREATE]],
  [failure('closed'), [LIST], [CREATE]],
  [failure('proxy down', false), [LIST, CREATE], []],
  [failure('proxy refuses', false), [], [LIST, CREATE]],
  [failure('certificate', false), [], [LIST, CREATE]],
  [failure('not TLS', false), [], [LIST, CREATE]],
  [failure('proxy certificate', false), [], [LIST, CREATE]],
])('%j', ([outcome, repeated, not]) => {
  expect(repeated.filter(each => !again(outcome, each))).toEqual([]);
  expect(not.filter(each => again(outcome, each))).toEqual([]);
  for (const each of not) expect(nextTry(outcome, [], each, MINUTE)).toBe(outcome);
});

test('a request waits as long as one second is left for the next try', () => {
  const next = (outcome: TryResult, timeLeft: number) => nextTry(outcome, [], LIST, { ...MINUTE, timeLeft });
  const unavailable = response(503);
  expect([next(unavailable, 1250), next(unavailable, 1249)]).toEqual([250, unavailable]);
  expect([next(limited('3'), 4000), next(limited('3'), 3999)]).toEqual([3000, expect.any(HttpError)]);
  expect(nextTry(limited('3'), [], LIST, { ...MINUTE, timeLeft: 4300, random: 1 })).toBe(3300);
});

test('a request is tried eight times, or three times for a host that does not exist; 429 does not count', () => {
  const tries = (outcome: TryResult) => {
    const earlier: TryResult[] = [];
    while (earlier.length < 50 && again(outcome, LIST, earlier)) earlier.push(outcome);
    return earlier.length + 1;
  };
  expect(tries(response(503))).toBe(8);
  expect(tries(failure('name server', false))).toBe(8);
  expect(tries(failure('unknown host', false))).toBe(3);
  expect(tries(failure('unknown proxy', false))).toBe(3);
  expect(tries(response(429))).toBe(51);
  expect(again(response(503), LIST, Array(20).fill(response(429)))).toBe(true);
});

test('the wait doubles up to ten seconds, minus jitter of up to a half', () => {
  const waits = (random: number) =>
    [0, 1, 2, 3, 4, 5, 6].map(before =>
      nextTry(response(503), Array(before).fill(response(503)), LIST, { ...MINUTE, random }),
    );
  expect(waits(1)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(waits(0)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
});

test('a kept connection closed by the server is replaced immediately, which does not count as a try', () => {
  const once = { ...LIST, maxTries: 1 };
  expect(nextTry(failure('closed'), [], once, MINUTE)).toBe(0);
  const unavailable = response(503);
  expect(nextTry(unavailable, [failure('closed')], once, MINUTE)).toBe(unavailable);
  expect(nextTry(unavailable, [failure('closed')], LIST, MINUTE)).toBe(250);
});

test('the requested wait is kept, plus jitter of up to a second', () => {
  const waits = (random: number) =>
    ['0', '1', '5'].map(after => nextTry(limited(after), [], CREATE, { ...MINUTE, random }));
  expect(waits(0)).toEqual([0, 1000, 5000]);
  expect(waits(1)).toEqual([500, 2000, 6000]);
});

test.for([
  [3600, 100_000, '3600 s, but timeout-seconds leaves 100 s'],
  [6, 6940, '6 s, but timeout-seconds leaves 6 s'],
  [1, 90, '1 s, but timeout-seconds leaves 0 s'],
  [1, -3, '1 s, but timeout-seconds leaves 0 s'],
  [12, 12_999, '12 s, but timeout-seconds leaves 12 s'],
] as const)('a wait of %i s is not started with %i ms left', ([after, timeLeft, said]) => {
  const end = nextTry(limited(`${after}`), [], LIST, { ...MINUTE, timeLeft });
  expect(end).toMatchObject({ code: 'wait too long', mayHaveArrived: false });
  expect(end).toHaveProperty('message', `host responded with HTTP 429 and asks to wait ${said} for it and another try`);
});

test('the error is that of the last try that had time to finish', () => {
  const cut = failure('no time left');
  const unavailable = response(503);
  expect(nextTry(cut, [response(500), unavailable], LIST, MINUTE)).toBe(unavailable);
  expect(nextTry(cut, [], LIST, MINUTE)).toBe(cut);
  // Only this error says that a client may have been created.
  expect(nextTry(cut, [response(429)], CREATE, MINUTE)).toBe(cut);
  expect(nextTry(failure('no time left', false), [unavailable], CREATE, MINUTE)).toBe(unavailable);
});

const anyTime = fc.record({
  now: fc.constant(0),
  timeLeft: fc.integer({ min: -10, max: 60_000 }),
  random: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
const anyOutcome = fc.oneof(
  fc.constantFrom<TryResult>(
    page,
    response(503),
    response(200, '[]'),
    response(404),
    failure('closed'),
    failure('cut'),
  ),
  fc.nat({ max: 70 }).map(after => limited(`${after}`)),
);

test('a wait leaves a second for the next try, and is at least the requested time', () => {
  fc.assert(
    fc.property(anyOutcome, fc.array(anyOutcome, { maxLength: 9 }), anyTime, (outcome, earlier, time) => {
      const next = nextTry(outcome, earlier, LIST, time);
      if (typeof next !== 'number') return;
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next + 1000).toBeLessThanOrEqual(time.timeLeft);
      if (!(outcome instanceof HttpError) && outcome.status === 429) {
        expect(next).toBeGreaterThanOrEqual(Number(outcome.headers['retry-after']) * 1000);
      }
    }),
  );
});

test('the temporary statuses are these', () => {
  const statuses = Array.from({ length: 500 }, (_, index) => index + 100).filter(isTransient);
  expect(statuses.slice(0, 5)).toEqual([408, 425, 429, 499, 500]);
  expect(statuses).toHaveLength(4 + 100);
});

test('the time left is divided among tries, looks and a reserve', () => {
  expect([1500, 3000, 10_000, 60_000, 120_000].map(longestTry)).toEqual([1500, 2000, 5000, 30_000, 30_000]);
  expect([-1, 0, 2000, 4000, 120_000].map(timeLeft => firstLookDelay(1000, timeLeft))).toEqual([0, 0, 500, 1000, 1000]);
  expect([-50, 300].map(due => firstLookDelay(due, 60_000))).toEqual([0, 300]);
  expect([10_000, 60_000, 120_000].map(searchTime)).toEqual([5000, 30_000, 30_000]);
  expect([5000, 10_000, 120_000, 600_000].map(reserveOf)).toEqual([2000, 2500, 30_000, 30_000]);
});

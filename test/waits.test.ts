import { expect, test } from 'vitest';
import {
  afterAsked,
  backoff,
  isTransient,
  longestTry,
  lookAfter,
  lookFor,
  reserveOf,
} from '../src/tenant/transport/waits.ts';

test('the statuses that may be gone in a moment', () => {
  const statuses = Array.from({ length: 500 }, (_, index) => index + 100).filter(isTransient);
  expect(statuses.slice(0, 5)).toEqual([408, 425, 429, 499, 500]);
  expect(statuses).toHaveLength(4 + 100);
});

test('the wait between tries doubles up to ten seconds, and is shorter by chance, up to a half', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map(tries => backoff(tries, 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect([1, 3, 7].map(tries => backoff(tries, 0))).toEqual([250, 1000, 5000]);
  expect(backoff(1, 0.5)).toBe(375);
});

test('what a tenant asks for is waited, and up to a second more', () => {
  expect([0, 200, 500, 5000].map(asked => afterAsked(asked, 0))).toEqual([0, 200, 500, 5000]);
  expect([0, 200, 500, 5000].map(asked => afterAsked(asked, 1))).toEqual([500, 900, 1500, 6000]);
});

test('what is left of a deadline is shared', () => {
  expect([10_000, 60_000, 120_000].map(longestTry)).toEqual([5000, 30_000, 30_000]);
  expect([-1, 0, 2000, 4000, 120_000].map(left => lookAfter(1000, left))).toEqual([0, 0, 500, 1000, 1000]);
  expect([-50, 300].map(due => lookAfter(due, 60_000))).toEqual([0, 300]);
  expect([10_000, 60_000, 120_000].map(lookFor)).toEqual([5000, 30_000, 30_000]);
  expect([10_000, 120_000, 600_000].map(reserveOf)).toEqual([2500, 30_000, 30_000]);
});

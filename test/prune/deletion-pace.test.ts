import { expect, test } from 'vitest';
import { pause } from '../../src/clock.ts';
import { Secret } from '../../src/secret.ts';
import { removeAll } from '../../src/tenant/deletion.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { virtualClock } from '../simulation/clock.ts';

const IDS = Array.from({ length: 200 }, (_, index) => String(index));

/**
 * @param limit the time left, in milliseconds
 * @returns when each was requested, the outcomes, and the lines of the log with their times, from the start
 */
async function deleteAll(limit: number, eachTakes = 0, ids: readonly string[] = IDS) {
  const clock = virtualClock(() => 0.5);
  const start = clock.now();
  const until = start + limit;
  const lines: (readonly [time: number, line: string])[] = [];
  const report = { ...memoryReport(), info: (line: string) => void lines.push([clock.now() - start, line]) };
  const connection = {
    origin: 'https://acme.api.identitynow.com',
    apiVersion: 'beta',
    signIn: { kind: 'token', accessToken: Secret.mask('x', { mask: () => {} }), claims: undefined },
  } as const;
  const starts: number[] = [];
  const tenant = {
    ...openTenant(connection, { env: {}, report, clock, until, noticesDeprecation: true }),
    remove: async () => {
      starts.push(clock.now() - start);
      if (eachTakes > 0) await pause(clock, eachTakes);
      return true;
    },
  };
  const removal = await clock.pass(removeAll(ids, { tenant, report, clock, until }));
  return { starts, removal, lines };
}

test('ninety deletions are sent in any ten seconds, and not fewer', async () => {
  const { starts, removal } = await deleteAll(Number.POSITIVE_INFINITY);
  expect(starts).toEqual(IDS.map((_, index) => Math.floor(index / 90) * 10_000));
  expect(removal.deleted).toHaveLength(200);
});

test('the wait is shorter after a deletion that took longer', async () => {
  const { starts } = await deleteAll(Number.POSITIVE_INFINITY, 50);
  const window = starts.map((start, index) => start - (starts[index - 90] ?? Number.NEGATIVE_INFINITY));
  expect(Math.min(...window)).toBe(10_000);
});

test('deletions that would have to wait past the deadline are skipped immediately', async () => {
  const { starts, removal } = await deleteAll(10_000);
  expect(starts).toEqual(IDS.slice(0, 90).map(() => 0));
  expect(removal.notTried).toEqual(IDS.slice(90));
  expect((await deleteAll(10_001)).removal.notTried).toEqual(IDS.slice(180));
});

test('the log shows each deletion as it happens', async () => {
  const { lines, starts } = await deleteAll(Number.POSITIVE_INFINITY, 1000);
  const deletions = lines.filter(([, line]) => line.startsWith('Deleted'));
  expect(deletions).toEqual(IDS.map((id, index) => [(starts[index] ?? 0) + 1000, `Deleted the client ${id}.`]));
});

test('progress is logged every five seconds, even while no response arrives', async () => {
  const { lines } = await deleteAll(Number.POSITIVE_INFINITY, 12_000, IDS.slice(0, 12));
  const progress = lines.filter(([, line]) => line.endsWith(' of 12 clients deleted.'));
  const expected = [0, 0, 4, 4, 8, 8, 8].map((number, index) => [
    (index + 1) * 5000,
    `${number} of 12 clients deleted.`,
  ]);
  expect(progress).toEqual(expected);
});

test.each([
  [50, []],
  [51, ['Deleting 51 clients takes about 5.7 s.']],
  [200, ['Deleting 200 clients takes about 22 s.']],
])('with %s clients the log first says how long it takes: %j', async (number, expected) => {
  const { lines } = await deleteAll(Number.POSITIVE_INFINITY, 0, IDS.slice(0, number));
  expect(lines.map(([, line]) => line).filter(line => line.includes('takes'))).toEqual(expected);
  if (number > 50) expect(lines[0]).toEqual([0, expected[0]]);
});

import { expect, test } from 'vitest';
import { type Clock, pause } from '../src/clock.ts';
import { Secret } from '../src/secret.ts';
import { removeAll } from '../src/tenant/deletion.ts';
import { openTenant } from '../src/tenant/tenant.ts';
import { memoryReport } from './helpers/in-process.ts';

const IDS = Array.from({ length: 200 }, (_, index) => String(index));

/** Time that goes on only when everything waits, to the next end of a wait. */
function virtualClock(): Clock {
  let now = 0;
  const waits: { readonly due: number; readonly end: () => void }[] = [];
  const goOn = () => {
    const [next] = waits.toSorted((a, b) => a.due - b.due).slice(0, 1);
    if (next === undefined) return;
    waits.splice(waits.indexOf(next), 1);
    now = next.due;
    next.end();
    setImmediate(goOn);
  };
  return {
    now: () => now,
    after: (milliseconds, end) => {
      waits.push({ due: now + milliseconds, end });
      if (waits.length === 1) setImmediate(goOn);
      return () => {};
    },
    random: () => 0.5,
  };
}

/** @returns when each was asked for, and what became of them */
async function deleteAll(until: number, eachTakes = 0) {
  const clock = virtualClock();
  const report = memoryReport();
  const connection = {
    origin: 'https://acme.api.identitynow.com',
    apiVersion: 'beta',
    signIn: { kind: 'token', accessToken: Secret.mask('x', { mask: () => {} }), claims: undefined },
  } as const;
  const starts: number[] = [];
  const tenant = {
    ...openTenant(connection, { env: {}, report, clock, until }),
    remove: async () => {
      starts.push(clock.now());
      if (eachTakes > 0) await pause(clock, eachTakes);
      return true;
    },
  };
  const removal = await removeAll(IDS, { tenant, report, clock, until });
  return { starts, removal, shown: report.shown };
}

test('ninety in any ten seconds, and no slower', async () => {
  const { starts, removal } = await deleteAll(Number.POSITIVE_INFINITY);
  expect(starts).toEqual(IDS.map((_, index) => Math.floor(index / 90) * 10_000));
  expect(removal.deleted).toHaveLength(200);
});

test('what takes its time is waited for less', async () => {
  const { starts } = await deleteAll(Number.POSITIVE_INFINITY, 50);
  const window = starts.map((start, index) => start - (starts[index - 90] ?? Number.NEGATIVE_INFINITY));
  expect(Math.min(...window)).toBe(10_000);
});

test('what would have to wait past the deadline is left at once', async () => {
  const { starts, removal } = await deleteAll(10_000);
  expect(starts).toEqual(IDS.slice(0, 90).map(() => 0));
  expect(removal.notTried).toEqual(IDS.slice(90));
  expect((await deleteAll(10_001)).removal.notTried).toEqual(IDS.slice(180));
});

test('how far it has come is told every five seconds', async () => {
  // Four at once, a second each.
  const { shown } = await deleteAll(Number.POSITIVE_INFINITY, 1000);
  const told = Array.from({ length: 10 }, (_, index) => 17 + 20 * index);
  expect(shown).toEqual(told.map(number => `${number} of 200 clients deleted.`));
});

import { test } from 'vitest';
import { killAt, killPostAt, killUpdateAt, moments } from '../helpers/kill.ts';

/** The stride covers each way to kill. @returns every nth moment */
const everyNth = (stride: number) => moments(20).filter((_, index) => index % stride === 0);

test('a killed run loses no client (5 moments; test/slow has 360)', async () => {
  await Promise.all(everyNth(4).map(killAt));
});

test.each(['SIGKILL', 'cancel'] as const)(
  'a client left by a killed post step (%s) is found by prune through its marker (2 moments; test/slow has 32)',
  async how => {
    await Promise.all([60, 120].map(afterMs => killPostAt(afterMs, how)));
  },
);

test('the next run completes a killed update (5 moments; test/slow has 60)', async () => {
  await Promise.all(everyNth(4).map(killUpdateAt));
});

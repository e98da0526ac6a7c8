import { test } from 'vitest';
import { killAt, killPostAt, killUpdateAt, moments } from '../helpers/kill.ts';

/** A stride that meets each way to kill. @returns every nth moment */
const everyNth = (stride: number) => moments(20).filter((_, index) => index % stride === 0);

test('a run that is killed loses no client (5 moments; test/slow has 360)', async () => {
  await Promise.all(everyNth(4).map(killAt));
});

test.each(['SIGKILL', 'cancel'] as const)(
  'a post step that is killed (%s) leaves what prune finds by its mark (2 moments; test/slow has 32)',
  async how => {
    await Promise.all([60, 120].map(afterMs => killPostAt(afterMs, how)));
  },
);

test('an update that is killed loses nothing, and the next run completes it (5 moments; test/slow has 60)', async () => {
  await Promise.all(everyNth(4).map(killUpdateAt));
});

import { test } from 'vitest';
import { killAt, killPostAt, killUpdateAt, moments } from './helpers/kill.ts';

test('a run that is killed loses no client (20 moments; test/slow has 360)', async () => {
  await Promise.all(moments(20).map(killAt));
});

test.each(['SIGKILL', 'cancel'] as const)(
  'a post step that is killed (%s) leaves what prune finds by its mark',
  async how => {
    await Promise.all([40, 80, 120, 160].map(afterMs => killPostAt(afterMs, how)));
  },
);

test('an update that is killed loses nothing, and the next run completes it (12 moments)', async () => {
  await Promise.all(moments(12).map(killUpdateAt));
});

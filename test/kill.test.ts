import { test } from 'vitest';
import { killAt, killUpdateAt, moments } from './helpers/kill.ts';

test('a run that is killed loses no client (24 moments; test/slow has 360)', async () => {
  await Promise.all(moments(24).map(killAt));
});

test('an update that is killed loses nothing, and the next run completes it (12 moments)', async () => {
  await Promise.all(moments(12).map(killUpdateAt));
});

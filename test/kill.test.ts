import { test } from 'vitest';
import { killAt, moments } from './helpers/kill.ts';

test('a run that is killed loses no client (24 moments; test/slow has 360)', async () => {
  await Promise.all(moments(24).map(killAt));
});

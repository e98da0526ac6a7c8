import { expect, test, vi } from 'vitest';
import { systemClock } from '../src/clock.ts';

test('a wait that no timer can hold does not end at once', async () => {
  const clock = systemClock();
  const ended = vi.fn();
  const cancel = clock.after(2 ** 31, ended);
  await new Promise<void>(done => clock.after(20, done));
  expect(ended).not.toHaveBeenCalled();
  cancel();
});

test('a wait that was cancelled never ends', async () => {
  const clock = systemClock();
  const ended = vi.fn();
  clock.after(0, ended)();
  await new Promise<void>(done => clock.after(20, done));
  expect(ended).not.toHaveBeenCalled();
});

test('the time is that of the machine, and goes on', async () => {
  const clock = systemClock();
  const before = clock.now();
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  await new Promise<void>(done => clock.after(20, done));
  expect(clock.now() - before).toBeGreaterThan(15);
});

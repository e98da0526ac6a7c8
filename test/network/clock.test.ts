import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';

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
  const [before, start] = [clock.now(), performance.now()];
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  await new Promise<void>(done => clock.after(100, done));
  const [passed, elapsed] = [clock.now() - before, performance.now() - start];
  expect(passed / elapsed).toBeGreaterThan(0.5);
  expect(passed / elapsed).toBeLessThan(2);
});

test('it does not go back when somebody sets the time of the machine', () => {
  const clock = systemClock();
  const before = clock.now();
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  vi.useRealTimers();
});

test('chance is at least 0 and less than 1, and not the same', () => {
  const { random } = systemClock();
  const drawn = Array.from({ length: 100 }, random);
  expect(drawn.every(each => each >= 0 && each < 1)).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(50);
});

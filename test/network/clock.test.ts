import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';

test('a wait longer than the longest timer does not end immediately', async () => {
  const clock = systemClock();
  const ended = vi.fn();
  const cancel = clock.after(2 ** 31, ended);
  await new Promise<void>(done => clock.after(20, done));
  expect(ended).not.toHaveBeenCalled();
  cancel();
});

test('a cancelled wait never ends', async () => {
  const clock = systemClock();
  const ended = vi.fn();
  clock.after(0, ended)();
  await new Promise<void>(done => clock.after(20, done));
  expect(ended).not.toHaveBeenCalled();
});

test('the time is that of the machine, and advances', async () => {
  const clock = systemClock();
  const [before, start] = [clock.now(), performance.now()];
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  await new Promise<void>(done => clock.after(100, done));
  const [passed, elapsed] = [clock.now() - before, performance.now() - start];
  expect(passed / elapsed).toBeGreaterThan(0.5);
  expect(passed / elapsed).toBeLessThan(2);
});

test('the time does not go back if the clock of the machine is set back', () => {
  const clock = systemClock();
  const before = clock.now();
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  vi.useRealTimers();
});

test('random numbers are at least 0, less than 1 and different', () => {
  const { random } = systemClock();
  const drawn = Array.from({ length: 100 }, random);
  expect(drawn.every(each => each >= 0 && each < 1)).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(50);
});

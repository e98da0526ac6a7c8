import { expect, test } from 'vitest';
import { atOnce } from '../helpers/at-once.ts';
import { killAt, killPostAt, killUpdateAt, moments } from '../helpers/kill.ts';

const RUNS = 360;
const AT_ONCE = 15;

test(`${RUNS} runs killed at moments spread over the whole run lose no client`, async () => {
  const fell = new Map<string, number>();
  await atOnce(AT_ONCE, moments(RUNS), async each => {
    const result = await killAt(each);
    fell.set(result.fell, (fell.get(result.fell) ?? 0) + 1);
  });
  console.log(`${RUNS} kills: ${[...fell].map(([where, count]) => `${count} ${where}`).join(', ')}`);
  const [before = 0, after = 0] = [fell.get('before the create'), fell.get('after the create')];
  expect(Math.min(before, after)).toBeGreaterThan(40);
  expect(before + after).toBeGreaterThanOrEqual(200);
});

test('the next run completes each of 60 killed updates', () => atOnce(AT_ONCE, moments(60), killUpdateAt));

test('prune finds the clients left by 32 killed post steps through their marker', () => {
  const ways = ['SIGKILL', 'SIGTERM', 'SIGINT', 'cancel'] as const;
  const kills = ways.flatMap(how => Array.from({ length: 8 }, (_, index) => ({ how, afterMs: 20 * (index + 1) })));
  return atOnce(AT_ONCE, kills, ({ how, afterMs }) => killPostAt(afterMs, how));
});

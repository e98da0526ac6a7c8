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

test('60 updates that are killed lose nothing, and the next run completes each', () =>
  atOnce(AT_ONCE, moments(60), killUpdateAt));

test('32 post steps that are killed leave what prune finds by its mark', () => {
  const ways = ['SIGKILL', 'SIGTERM', 'SIGINT', 'cancel'] as const;
  const kills = ways.flatMap(how => Array.from({ length: 8 }, (_, index) => ({ how, afterMs: 20 * (index + 1) })));
  return atOnce(AT_ONCE, kills, ({ how, afterMs }) => killPostAt(afterMs, how));
});

import { expect, test } from 'vitest';
import { killAt, killUpdateAt, moments } from '../helpers/kill.ts';

const RUNS = 360;
const AT_ONCE = 15;

test(`${RUNS} runs killed at moments spread over the whole run lose no client`, async () => {
  const left = moments(RUNS);
  const fell = new Map<string, number>();
  const worker = async () => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) {
      const result = await killAt(each);
      fell.set(result.fell, (fell.get(result.fell) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log('kills fell', Object.fromEntries(fell));
  const [before = 0, after = 0] = [fell.get('before the create'), fell.get('after the create')];
  expect(Math.min(before, after)).toBeGreaterThan(40);
  expect(before + after).toBeGreaterThanOrEqual(200);
});

test('60 updates that are killed lose nothing, and the next run completes each', async () => {
  const left = moments(60);
  const worker = async () => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await killUpdateAt(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});

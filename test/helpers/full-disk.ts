import { expect } from 'vitest';
import { findLeaks } from '../runner/leaks.ts';
import type { Step } from '../runner/runner.ts';
import { atOnce } from './at-once.ts';
import { expectNothingLost } from './invariants.ts';
import { type Scenario, scenario } from './scenario.ts';

/** The most that a step writes as state, in bytes. */
const MOST_STATE = 2800;
const AT_ONCE = 8;

/** Whatever could not be written, the step fails, no secret is output, and each client is deleted or named. */
export async function expectNoSilentOrphan(s: Scenario, { main, post }: Step): Promise<void> {
  expect(main.failed, main.log).toBe(true);
  const end = await post();
  const shown = [...main.annotations, ...end.annotations].map(({ message }) => message).join('\n');
  expectNothingLost(s.tenant, [], shown, `${main.log}\n---\n${end.log}`);
  for (const run of [main, end]) expect(findLeaks(run, s.tenant.secrets())).toEqual([]);
}

/** Runs this many steps; on each the disk is full after a few more bytes of state, up to the most that a step writes. */
export async function fillState(runs: number): Promise<void> {
  const reached = new Set<string>();
  const all = Array.from({ length: runs }, (_, index) => index);
  await atOnce(AT_ONCE, all, async each => {
    reached.add(await runUntilFull(Math.round(((each + 1) * MOST_STATE) / runs), each % 2 === 0));
  });
  expect([...reached].toSorted()).toEqual(['created', 'nothing sent', 'succeeded']);
}

async function runUntilFull(fullAfter: number, ephemeral: boolean): Promise<string> {
  await using s = await scenario();
  const inputs = { ephemeral: String(ephemeral), 'timeout-seconds': '8' };
  const step = await s.create(inputs, { files: { state: { fullAfter } } });
  const wasSent = s.tenant.requests.some(({ operation }) => operation === 'create');
  if (step.main.failed) await expectNoSilentOrphan(s, step);
  else if (ephemeral) await step.post();
  expect(s.tenant.clients.size).toBe(ephemeral || step.main.failed ? 0 : 1);
  return step.main.failed ? (wasSent ? 'created' : 'nothing sent') : 'succeeded';
}

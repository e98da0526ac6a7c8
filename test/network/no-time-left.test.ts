import { expect, test } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { fastClock } from '../helpers/fast-clock.ts';
import { runMain, runPost } from '../helpers/ready-step.ts';
import { settingsFor } from '../helpers/settings.ts';
import { startTenant } from '../tenant/tenant.ts';

const HOUR = 3_600_000;
const REST =
  '. The next successful run with if-exists replace deletes the older clients, except those that keep-older keeps. Raise timeout-seconds for it.';

/** A clock that can be advanced past every deadline. */
function clockAhead(): Clock & { ahead: number } {
  const clock = { ...fastClock(1, () => 0.5), ahead: 0 };
  const { now } = clock;
  return Object.assign(clock, { now: () => now() + clock.ahead });
}

test('if no time is left to delete an ephemeral client, the error names it and says what to do', async () => {
  const tenant = await startTenant();
  const clock = clockAhead();
  const main = await runMain(settingsFor(tenant, { isEphemeral: true, timeout: 600_000 }), clock);
  const [id] = tenant.clients.keys();
  const plan = JSON.parse(main.stateFile['STATE_plan'] ?? '');
  main.stateFile['STATE_plan'] = JSON.stringify({ ...plan, timeout: 0 });
  const post = await runPost(main, 'success', clock);
  expect(post.green).toBe(false);
  expect(post.annotations).toEqual([
    '1 client was not deleted; delete it by hand at Admin > Global > Security Settings > API Management:\n' +
      `- ${id}: timeout-seconds ran out before its turn. Raise timeout-seconds.`,
  ]);
  await tenant.close();
});

test('if no time is left to delete older clients, they are named, and the next run goes on', async () => {
  const tenant = await startTenant();
  const older = [2020, 2021].map(year => tenant.addClient({ name: 'Pipeline', created: `${year}-01-01T00:00:00Z` }).id);
  const clock = clockAhead();
  const main = await runMain(settingsFor(tenant, { ifExists: 'replace', timeout: 600_000 }), clock);
  let lists = 0;
  tenant.onRequest = ({ operation }) => {
    if (operation === 'list' && ++lists === 1) clock.ahead = HOUR;
  };
  const post = await runPost(main, 'success', clock);
  expect(post.annotations).toEqual([
    `timeout-seconds ran out before 2 older clients named "Pipeline" could be deleted: ${older.join(', ')}${REST}`,
  ]);
  expect(tenant.deleted).toEqual([]);
  await tenant.close();
});

test('a step without time left sends nothing and says so', async () => {
  const tenant = await startTenant();
  const main = await runMain(settingsFor(tenant, { timeout: 0 }), clockAhead());
  expect(main.annotations).toEqual([
    `Signing in with the personal access token failed: ${new URL(tenant.origin).host}: no time is left of ` +
      'timeout-seconds. Run fewer jobs at the same time, or raise timeout-seconds.',
  ]);
  expect(tenant.requests).toEqual([]);
  await tenant.close();
});

import { expect, test } from 'vitest';
import { silentNameServer } from '../helpers/name-server.ts';
import { connectionTo, errorsOf, scenario } from '../helpers/scenario.ts';

/** If the program did not exit by itself, it would wait for a look-up that never ends. */
const LONG_AFTER_THE_DEADLINE = 60_000;

const elsewhere = (origin: string) => origin.replace('127.0.0.1', 'localhost');

test('create fails by its deadline', async () => {
  await using s = await scenario();
  const env = await silentNameServer(s.job);
  const { main } = await s.create({ 'base-url': elsewhere(s.tenant.origin), 'timeout-seconds': '5' }, { env });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toMatch(/^Signing in .* failed: localhost:\d+: .*timeout-seconds/);
  expect(main.durationMs).toBeLessThan(LONG_AFTER_THE_DEADLINE);
});

test('the post step fails by its deadline, and names the client that it could not delete', async () => {
  await using s = await scenario();
  const inputs = { 'base-url': elsewhere(s.tenant.origin), 'timeout-seconds': '5', ephemeral: 'true' };
  const { main, post } = await s.create(inputs);
  expect(main.failed, main.log).toBe(false);
  const end = await post({ env: await silentNameServer(s.job) });
  expect(end.failed).toBe(true);
  expect(errorsOf(end)).toContain(main.outputs['client-id']);
  expect(end.durationMs).toBeLessThan(LONG_AFTER_THE_DEADLINE);
});

test('prune fails by its deadline', async () => {
  await using s = await scenario();
  const inputs = {
    ...connectionTo(s.tenant),
    'base-url': elsewhere(s.tenant.origin),
    'timeout-seconds': '5',
    name: '*',
  };
  const { main } = await s.step(inputs, { action: 'prune', env: await silentNameServer(s.job) });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toContain('localhost');
  expect(main.durationMs).toBeLessThan(LONG_AFTER_THE_DEADLINE);
});

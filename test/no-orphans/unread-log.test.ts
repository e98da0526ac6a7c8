import { expect, test } from 'vitest';
import { connectionTo, operations, scenario } from '../helpers/scenario.ts';
import { nodeWithUnreadLog } from '../helpers/unread-log.ts';

// The runner's worker was killed, so nothing reads the log, and each write fails with EPIPE.

test('the clean-up after a lost create response works although nothing reads the log', async () => {
  await using s = await scenario();
  const node = await nodeWithUnreadLog(s.job);
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  await s.create({ ephemeral: 'true' }, { node });
  expect(operations(s)).toContain('delete');
  expect(s.tenant.clients.size).toBe(1);
});

test('a step without a reader of its log succeeds, and prune deletes all clients', async () => {
  await using s = await scenario();
  for (let i = 0; i < 5; i++) s.tenant.addClient({ name: 'old' });
  const node = await nodeWithUnreadLog(s.job);
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'old' }, { action: 'prune', node });
  expect(main.exitCode).toBe(0);
  expect(s.tenant.deleted).toHaveLength(5);
  expect(main.outputs['count']).toBe('5');
});

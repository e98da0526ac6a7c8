import { expect, test } from 'vitest';
import { connectionTo, operations, scenario } from '../helpers/scenario.ts';
import { nodeWithUnreadLog } from '../helpers/unread-log.ts';

// The runner's worker was killed: nothing reads the log, and each line of it is EPIPE.

test('a create whose response was lost is cleaned up nevertheless', async () => {
  await using s = await scenario();
  const node = await nodeWithUnreadLog(s.job);
  s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
  await s.create({ ephemeral: 'true' }, { node });
  expect(operations(s)).toContain('delete');
  expect(s.tenant.clients.size).toBe(1);
});

test('what succeeds without a reader is a success, and prune deletes all of it', async () => {
  await using s = await scenario();
  for (let i = 0; i < 5; i++) s.tenant.addClient({ name: 'old' });
  const node = await nodeWithUnreadLog(s.job);
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'old' }, { action: 'prune', node });
  expect(main.exitCode).toBe(0);
  expect(s.tenant.deleted).toHaveLength(5);
  expect(main.outputs['count']).toBe('5');
});

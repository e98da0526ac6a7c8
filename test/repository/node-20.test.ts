import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { connectionTo, scenario } from '../helpers/scenario.ts';
import { jobOutputs } from '../runner/runner.ts';

/** On systems without `node24` (Linux on 32-bit ARM) the runner uses Node 20. */
const node20 = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map(folder => join(folder, 'node'))
  .find(isNode20);

function isNode20(file: string): boolean {
  try {
    return /^v20\./.test(execFileSync(file, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  } catch {
    return false;
  }
}

test('create, post step, prune and unseal run on Node 20', async ({ skip }) => {
  if (node20 === undefined) return skip('no Node 20 in PATH');
  await using s = await scenario();
  const key = 'ab'.repeat(32);
  s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const kept = await s.create({ 'if-exists': 'replace', 'seal-key': key }, { node: node20 });
  expect(kept.main.failed, kept.main.log).toBe(false);
  expect((await kept.post()).failed).toBe(false);
  expect([...s.tenant.clients.keys()]).toEqual([kept.main.outputs['client-id']]);

  const sealed = jobOutputs(s.job, kept.main.outputs)['sealed'] ?? '';
  const opened = await s.step({ sealed, 'seal-key': key }, { action: 'unseal', node: node20 });
  expect(opened.main.outputs['client-secret'], opened.main.log).toBe(kept.main.outputs['client-secret']);

  const ephemeral = await s.create({ ephemeral: 'true', scope: '["a:b"]' }, { node: node20 });
  const end = await ephemeral.post();
  expect(end.failed, end.log).toBe(false);
  expect(s.tenant.clients.size).toBe(1);

  s.tenant.addClient({ name: 'Old', created: '2020-01-01T00:00:00Z' });
  const inputs = { ...connectionTo(s.tenant), name: '*', 'older-than': '30d' };
  const pruned = await s.step(inputs, { action: 'prune', node: node20 });
  expect(pruned.main.outputs['count'], pruned.main.log).toBe('1');
});

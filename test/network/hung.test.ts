import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { behindProxy } from '../helpers/behind-proxy.ts';
import { PLACES, runHung } from '../helpers/hung.ts';
import { preload } from '../helpers/preload.ts';
import { errorsOf, scenario } from '../helpers/scenario.ts';

/** Runs alongside all other tests; the limit in test/slow is exact. */
const A_BUSY_MACHINE = 50;

// Whatever hangs, the step ends. test/slow/hung.test.ts has every place and every program.

test('prune goes on and ends although a tunnel breaks and a CONNECT gets no response', async () => {
  await using s = await behindProxy({ response: ['tunnel', 'hang', 'tunnel'] });
  for (let i = 0; i < 8; i++) s.tenant.addClient({ name: 'old' });
  s.tenant.fault({ on: 'delete', after: 1, do: { kind: 'reset', work: 'not done' } });
  const inputs = { ...s.inputs, name: 'old', 'timeout-seconds': '10' };
  const { main } = await s.step(inputs, { action: 'prune', env: { ...s.trust, https_proxy: s.proxy.address } });
  expect(main.exitCode, main.log).toBe(0);
  expect(s.tenant.deleted).toHaveLength(8);
  expect(s.proxy.connects.slice(0, 2)).toEqual(['acme.api.identitynow.com:443 200', 'acme.api.identitynow.com:443 0']);
});

test('a post step that gets no response ends and names the client', () =>
  runHung('post', PLACES['the head of a response'] ?? {}, 'the API', A_BUSY_MACHINE));

test.skipIf(process.platform !== 'linux')('a pipe as a body file is refused at the start', async () => {
  await using s = await scenario();
  execFileSync('mkfifo', [join(s.job.workspace, 'client.yml')]);
  const { main } = await s.create({ 'body-file': 'client.yml' });
  expect(main.exitCode).toBe(1);
  expect(errorsOf(main)).toContain('- body-file: "client.yml" is not a file');
  expect(s.tenant.requests).toEqual([]);
});

test('a step that has succeeded ends as a success although something keeps Node running', async () => {
  await using s = await scenario();
  const env = await preload(s.job, 'setInterval(() => {}, 1000);');
  const { main } = await s.create({}, { env });
  expect([main.failed, main.outputs['created']], main.log).toEqual([false, 'true']);
  expect(main.durationMs).toBeLessThan(60_000);
});

test('a step that has failed ends as a failure although something keeps Node running', async () => {
  await using s = await scenario();
  const env = await preload(s.job, 'setInterval(() => {}, 1000);');
  const { main } = await s.create({ 'pat-client-secret': 'wrong-secret' }, { env });
  expect([main.failed, main.outputs], main.log).toEqual([true, {}]);
  expect(main.durationMs).toBeLessThan(60_000);
});

import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { connectionTo, scenario } from './helpers/scenario.ts';
import { startStep } from './runner/runner.ts';

test('a cancel does not reach the main step, which waits for a 429: once the post step runs it creates nothing', async () => {
  await using s = await scenario();
  s.tenant.fault({
    on: 'create',
    do: { kind: 'answer', work: 'not done', status: 429, headers: { 'retry-after': '2' }, body: { message: 'Slow' } },
  });
  const asked = new Promise<void>(resolve => {
    s.tenant.onRequest = ({ operation }) => {
      if (operation === 'create') resolve();
    };
  });
  const step = await startStep({
    job: s.job,
    with: { ...connectionTo(s.tenant), name: 'Pipeline', scope: 'a:b', ephemeral: 'true', 'timeout-seconds': '10' },
    kill: { sequence: 'container', when: asked.then(() => delay(100)) },
  });
  const end = await step.post();
  const main = await step.main;
  expect(main.cancelled).toBe(true);
  expect(main.stdout).toContain('trying again in');
  expect(main.stdout).toContain('the job has ended meanwhile');
  expect(s.tenant.requests.filter(({ operation }) => operation === 'create').length, end.log).toBe(1);
  expect(s.tenant.clients.size).toBe(0);
});

test('nor is anything handed out once the post step has run: what was created meanwhile is deleted', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'create', do: { kind: 'late', ms: 1500, work: 'after the wait' } });
  const asked = new Promise<void>(resolve => {
    s.tenant.onRequest = ({ operation }) => {
      if (operation === 'create') resolve();
    };
  });
  const step = await startStep({
    job: s.job,
    with: { ...connectionTo(s.tenant), name: 'Pipeline', scope: 'a:b', ephemeral: 'true', 'timeout-seconds': '6' },
    kill: { sequence: 'container', when: asked },
  });
  const end = await step.post();
  await step.main;
  expect(s.tenant.clients.size, end.log).toBe(0);
});

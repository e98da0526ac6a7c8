import { expect, test } from 'vitest';
import { answer } from './helpers/answer.ts';
import { expectNoSilentOrphan, fillState } from './helpers/full-disk.ts';
import { scenario } from './helpers/scenario.ts';
import type { BrokenFiles } from './runner/runner.ts';

const FULL: Readonly<Record<string, BrokenFiles>> = {
  'GITHUB_OUTPUT is full': { output: { fullAfter: 0 } },
  'GITHUB_ENV is full': { env: { fullAfter: 0 } },
};

test.each(Object.entries(FULL))('%s: the client is deleted again', async (_, files) => {
  await using s = await scenario();
  const step = await s.create({ 'export-env': 'true' }, { files });
  await expectNoSilentOrphan(s, step);
  expect(s.tenant.clients.size).toBe(0);
  expect(s.tenant.deleted.length).toBe(1);
});

test('GITHUB_STATE is full: nothing is sent', async () => {
  await using s = await scenario();
  const step = await s.create({}, { files: { state: { fullAfter: 0 } } });
  await expectNoSilentOrphan(s, step);
  expect(s.tenant.requests).toEqual([]);
});

test('GITHUB_STATE is full after some bytes, at the plan, asked, created, handed out (test/slow has every one)', () =>
  fillState(8));

test.each([100, 900])('GITHUB_OUTPUT is full after %i bytes: the client is deleted again', async fullAfter => {
  await using s = await scenario();
  const step = await s.create({}, { files: { output: { fullAfter } } });
  await expectNoSilentOrphan(s, step);
  expect(s.tenant.clients.size).toBe(0);
});

test('an outcome that cannot be deleted either is named by the step that knows the id', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'delete', do: answer(403), times: 9 });
  const { main } = await s.create({ 'timeout-seconds': '5' }, { files: { output: { fullAfter: 0 } } });
  const [id = ''] = s.tenant.clients.keys();
  expect(main.annotations.map(({ message }) => message).join('\n')).toContain(id);
});

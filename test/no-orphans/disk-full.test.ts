import { expect, test } from 'vitest';
import { expectNoSilentOrphan, fillState } from '../helpers/full-disk.ts';
import { respond } from '../helpers/respond.ts';
import { connectionTo, errorsOf, scenario } from '../helpers/scenario.ts';
import type { BrokenFiles } from '../runner/runner.ts';

const FULL: Readonly<Record<string, BrokenFiles>> = {
  'GITHUB_OUTPUT is full': { output: { fullAfter: 0 } },
  'GITHUB_ENV is full': { env: { fullAfter: 0 } },
};

test.each(Object.entries(FULL))('if %s, the client is deleted', async (_, files) => {
  await using s = await scenario();
  const step = await s.create({ 'export-env': 'true' }, { files });
  await expectNoSilentOrphan(s, step);
  expect(s.tenant.clients.size).toBe(0);
  expect(s.tenant.deleted.length).toBe(1);
});

test('if GITHUB_STATE is full, nothing is sent', async () => {
  await using s = await scenario();
  const step = await s.create({}, { files: { state: { fullAfter: 0 } } });
  await expectNoSilentOrphan(s, step);
  expect(s.tenant.requests).toEqual([]);
});

test('no client is lost if GITHUB_STATE is full after some bytes (test/slow has more cases)', () => fillState(6));

test.each([100, 900])('if GITHUB_OUTPUT is full after %i bytes, the client is deleted', async fullAfter => {
  await using s = await scenario();
  const step = await s.create({}, { files: { output: { fullAfter } } });
  await expectNoSilentOrphan(s, step);
  expect(s.tenant.clients.size).toBe(0);
});

test('if the outcome cannot be saved and the client cannot be deleted, the main step names it', async () => {
  await using s = await scenario();
  s.tenant.fault({ on: 'delete', do: respond(403), times: 9 });
  const { main } = await s.create({ 'timeout-seconds': '5' }, { files: { output: { fullAfter: 0 } } });
  const [id = ''] = s.tenant.clients.keys();
  expect(main.annotations.map(({ message }) => message).join('\n')).toContain(id);
});

test('an error about unwritable outputs also says what prune could not delete', async () => {
  await using s = await scenario();
  const { id } = s.tenant.addClient({ name: 'Old' });
  s.tenant.fault({ on: 'delete', do: respond(403, { body: { messages: [] } }), times: 9 });
  const { main } = await s.step(
    { ...connectionTo(s.tenant), name: 'Old' },
    { action: 'prune', files: { output: { fullAfter: 0 } } },
  );
  expect(errorsOf(main)).toMatch(
    new RegExp(`The file of GITHUB_OUTPUT could not be written: .*not deleted.*${id}: HTTP 403`, 's'),
  );
});

test('an error about unwritable outputs also says that the client was updated', async () => {
  await using s = await scenario();
  const { id } = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  const inputs = { 'if-exists': 'update', description: 'New' };
  const { main } = await s.create(inputs, { files: { output: { fullAfter: 0 } } });
  expect(errorsOf(main)).toMatch(new RegExp(`GITHUB_OUTPUT could not.*The client ${id} has been changed: description`));
});

import { expect, test } from 'vitest';
import { errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

test('create creates another client without listing any', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  const { main } = await s.create({ 'if-exists': 'create' });
  expect(main.outputs['created']).toBe('true');
  expect(operations(s)).toEqual(['token', 'create']);
});

test('fail lists the clients by id and creates nothing', async () => {
  await using s = await scenario();
  const existing = [s.tenant.addClient({ name: 'Pipeline' }), s.tenant.addClient({ name: 'Pipeline' })];
  const { main } = await s.create({ 'if-exists': 'FAIL' });
  expect(main.failed).toBe(true);
  for (const { id } of existing) expect(errorsOf(main)).toContain(id);
  expect(s.tenant.clients.size).toBe(2);
});

test('skip outputs the newest, without a secret, and exports nothing', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline', created: '2026-01-01T00:00:00.000Z' });
  const newest = s.tenant.addClient({ name: 'Pipeline', created: '2026-03-01T00:00:00.000Z' });
  s.tenant.addClient({ name: 'Pipeline', created: '2026-02-01T00:00:00.000Z' });
  const { main, post } = await s.create({ 'if-exists': 'skip', 'export-env': 'true', scope: '' });

  expect(main.failed, main.log).toBe(false);
  expect(main.outputs).toMatchObject({ 'client-id': newest.id, 'client-secret': '', created: 'false' });
  expect(JSON.parse(main.outputs['client'] ?? '')).toMatchObject({ id: newest.id, name: 'Pipeline' });
  expect(main.exported).toEqual({});
  // No warning about the request, because no client is created from it.
  expect(warningsOf(main)).toMatch(/^export-env: nothing is exported[^\n]*$/);
  expect((await post()).log).toBe('');
  expect(s.tenant.clients.size).toBe(3);
});

test.each(['skip', 'update'])(
  '%s with an existing client: a notice says that verify does nothing, if it was given',
  async ifExists => {
    await using s = await inThisProcess();
    s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'] });
    const noticesOf = async (inputs: Record<string, string>) =>
      (await s.create({ 'if-exists': ifExists, ...inputs })).main.annotations.map(({ message }) => message).join('\n');
    expect(await noticesOf({ verify: 'true' })).toContain('verify: nothing is verified');
    expect(await noticesOf({ 'request-token': 'true' })).not.toContain('verify');
    expect(await noticesOf({})).not.toContain('verify');
  },
);

test.each(['fail', 'skip', 'replace', 'update'])(
  '%s creates the client if none has exactly that name',
  async ifExists => {
    await using s = await inThisProcess();
    s.tenant.addClient({ name: 'pipeline' });
    const { main } = await s.create({ 'if-exists': ifExists });
    expect(main.outputs['created'], main.log).toBe('true');
    expect(s.tenant.clients.size).toBe(2);
  },
);

test('any other value is an error', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'if-exists': 'overwrite' });
  expect(errorsOf(main)).toContain('- if-exists: "overwrite" is not one of create, fail, skip, replace, update');
});

import { expect, test } from 'vitest';
import { answer } from './helpers/answer.ts';
import { errorsOf, operations, scenario, warningsOf } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';

test('the older clients of the name are deleted at the end of a job that succeeded', async () => {
  await using s = await scenario();
  const older = [s.tenant.addClient({ name: 'Pipeline' }), s.tenant.addClient({ name: 'Pipeline' })];
  const others = [s.tenant.addClient({ name: 'pipeline' }), s.tenant.addClient({ name: 'Pipeline 2' })];
  const { main, post } = await s.create({ 'if-exists': 'replace' });

  expect(main.failed, main.log).toBe(false);
  expect(operations(s)).toEqual(['token', 'list', 'list', 'create', 'token']);
  expect(s.tenant.deleted).toEqual([]);
  await post({ jobStatus: 'success' });
  expect([...s.tenant.deleted].toSorted()).toEqual(older.map(({ id }) => id).toSorted());
  expect([...s.tenant.clients.keys()].toSorted()).toEqual(
    [...others.map(({ id }) => id), main.outputs['client-id']].toSorted(),
  );
});

test.each(['failure', 'cancelled', '', 'skipped'])(
  'a job that ends as %j deletes nothing, and names what remains',
  async jobStatus => {
    await using s = await (jobStatus === 'failure' ? scenario : inThisProcess)();
    const older = s.tenant.addClient({ name: 'Pipeline' });
    const { main, post } = await s.create({ 'if-exists': 'replace' });
    const sent = s.tenant.requests.length;
    const end = await post({ jobStatus });

    expect(end.failed).toBe(false);
    expect(warningsOf(end)).toContain(older.id);
    expect(warningsOf(end)).not.toContain(main.outputs['client-id']);
    expect(s.tenant.requests.length).toBe(sent);

    const next = await s.create({ 'if-exists': 'replace' });
    await next.post({ jobStatus: 'success' });
    expect([...s.tenant.clients.keys()]).toEqual([next.main.outputs['client-id']]);
  },
);

test('a step that failed itself deletes nothing', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  s.tenant.fault({ on: 'create', do: answer(400, { body: { messages: [] } }) });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  expect(main.failed).toBe(true);
  await post({ jobStatus: 'success' });
  expect(s.tenant.clients.size).toBe(1);
});

test('one deletion that fails does not stop the others, and is named', async () => {
  await using s = await scenario();
  const older = Array.from({ length: 3 }, () => s.tenant.addClient({ name: 'Pipeline' }));
  const { post } = await s.create({ 'if-exists': 'replace' });
  s.tenant.fault({ on: 'delete', do: answer(403) });
  const end = await post({ jobStatus: 'success' });

  expect(end.failed).toBe(true);
  expect(s.tenant.deleted.length).toBe(2);
  const [left] = older.filter(({ id }) => s.tenant.clients.has(id));
  expect(errorsOf(end)).toContain(`1 client was not deleted`);
  expect(errorsOf(end)).toContain(left?.id);
});

test('a client that somebody else made meanwhile survives', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  const foreign = s.tenant.addClient({ name: 'Pipeline' });
  await post({ jobStatus: 'success' });
  expect([...s.tenant.clients.keys()].toSorted()).toEqual([main.outputs['client-id'], foreign.id].toSorted());
});

test('two jobs that replace one name at once: each is warned of the other', async () => {
  await using s = await scenario();
  const old = s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const first = await s.create({ 'if-exists': 'replace' });
  expect(warningsOf(first.main)).toBe('');
  const second = await s.create({ 'if-exists': 'replace' });
  const [firstId, secondId] = [first, second].map(({ main }) => main.outputs['client-id'] ?? '');
  expect(warningsOf(second.main)).toMatch(new RegExp(`is as young as this run: ${firstId}\\..*concurrency group`));
  const end = await first.post({ jobStatus: 'success' });
  expect(warningsOf(end)).toContain(`nothing shows that it is older than the new one: ${secondId}.`);
  expect(s.tenant.deleted).toEqual([old.id]);
});

test('the client that the action itself is signed in with is not deleted', async () => {
  await using s = await inThisProcess();
  const own = s.tenant.addClient({ id: s.tenant.pat.clientId, name: 'Pipeline' });
  const { post } = await s.create({ 'if-exists': 'replace' });
  await post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(own.id)).toBe(true);
});

test('at every moment of a rotation some client of the name can obtain a token', async () => {
  await using s = await scenario({ propagationMs: 300, rateLimit: { requests: 10_000, perMs: 1000 } });
  const first = s.tenant.addClient({ name: 'Pipeline' });
  const known = () => [...s.tenant.clients.values()].filter(({ name }) => name === 'Pipeline');
  let running = true;
  let rounds = 0;
  const gaps: number[] = [];
  const check = async () => {
    for (; running; rounds++) {
      const statuses = await Promise.all(known().map(({ id, secret }) => tokenStatus(s.tenant.origin, id, secret)));
      if (!statuses.includes(200)) gaps.push(rounds);
      await new Promise(done => setTimeout(done, 10));
    }
  };
  const checker = check();
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  const end = await post({ jobStatus: 'success' });
  running = false;
  await checker;

  expect(main.failed || end.failed, main.log + end.log).toBe(false);
  expect(s.tenant.clients.has(first.id)).toBe(false);
  expect(rounds).toBeGreaterThan(20);
  expect(gaps).toEqual([]);
});

async function tokenStatus(origin: string, id: string, secret: string): Promise<number> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const response = await fetch(`${origin}/oauth/token`, { method: 'POST', body: form });
  await response.arrayBuffer();
  return response.status;
}

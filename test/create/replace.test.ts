import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { errorsOf, operations, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

test('the older clients with the name are deleted at the end of a job that succeeded', async () => {
  await using s = await scenario();
  const older = [s.tenant.addClient({ name: 'Pipeline' }), s.tenant.addClient({ name: 'Pipeline' })];
  const others = [s.tenant.addClient({ name: 'pipeline' }), s.tenant.addClient({ name: 'Pipeline 2' })];
  const { main, post } = await s.create({ 'if-exists': 'replace' });

  expect(main.failed, main.log).toBe(false);
  expect(operations(s)).toEqual(['token', 'list', 'create', 'token']);
  expect(s.tenant.deleted).toEqual([]);
  await post({ jobStatus: 'success' });
  expect([...s.tenant.deleted].toSorted()).toEqual(older.map(({ id }) => id).toSorted());
  expect([...s.tenant.clients.keys()].toSorted()).toEqual(
    [...others.map(({ id }) => id), main.outputs['client-id']].toSorted(),
  );
});

test('after a first run in a job that failed, one warning names the new client alone', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  const end = await post({ jobStatus: 'failure' });
  expect(end.annotations.map(({ message }) => message)).toEqual([
    `The job's status is failure, so nothing is deleted. The new client ${main.outputs['client-id']} exists, and its secret ` +
      'may be stored nowhere. The next successful run with if-exists replace deletes the older clients, except those that ' +
      'keep-older keeps.',
  ]);
});

test.each(['failure', 'cancelled', '', 'skipped'])(
  'a job that ends as %j deletes nothing and reports the clients that remain',
  async jobStatus => {
    await using s = await (jobStatus === 'failure' ? scenario : inThisProcess)();
    const older = s.tenant.addClient({ name: 'Pipeline' });
    const { main, post } = await s.create({ 'if-exists': 'replace' });
    const end = await post({ jobStatus });

    expect(end.failed).toBe(false);
    expect(warningsOf(end)).toContain(older.id);
    expect(warningsOf(end)).toContain(`The new client ${main.outputs['client-id']} exists`);
    expect(s.tenant.deleted).toEqual([]);

    const next = await s.create({ 'if-exists': 'replace' });
    await next.post({ jobStatus: 'success' });
    expect([...s.tenant.clients.keys()]).toEqual([next.main.outputs['client-id']]);
  },
);

test('a step that failed deletes nothing', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  s.tenant.fault({ on: 'create', do: respond(400, { body: { messages: [] } }) });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  expect(main.failed).toBe(true);
  await post({ jobStatus: 'success' });
  expect(s.tenant.clients.size).toBe(1);
});

test('a deletion that fails is reported and does not stop the others', async () => {
  await using s = await inThisProcess();
  const older = Array.from({ length: 3 }, () => s.tenant.addClient({ name: 'Pipeline' }));
  const { post } = await s.create({ 'if-exists': 'replace' });
  s.tenant.fault({ on: 'delete', do: respond(403) });
  const end = await post({ jobStatus: 'success' });

  expect(end.failed).toBe(true);
  expect(s.tenant.deleted.length).toBe(2);
  const [left] = older.filter(({ id }) => s.tenant.clients.has(id));
  expect(errorsOf(end)).toContain(`1 client was not deleted`);
  expect(errorsOf(end)).toContain(left?.id);
});

test('a client that someone else created meanwhile is kept', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  const foreign = s.tenant.addClient({ name: 'Pipeline' });
  await post({ jobStatus: 'success' });
  expect([...s.tenant.clients.keys()].toSorted()).toEqual([main.outputs['client-id'], foreign.id].toSorted());
});

test('two jobs that replace one name at the same time each get a warning about the other', async () => {
  await using s = await inThisProcess();
  const old = s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const first = await s.create({ 'if-exists': 'replace' });
  expect(warningsOf(first.main)).toBe('');
  const second = await s.create({ 'if-exists': 'replace' });
  const [firstId, secondId] = [first, second].map(({ main }) => main.outputs['client-id'] ?? '');
  expect(warningsOf(second.main)).toMatch(new RegExp(`created by this same run: ${firstId}\\..*concurrency group`));
  const end = await first.post({ jobStatus: 'success' });
  expect(warningsOf(end)).toContain(`nothing shows that it is older than the new one: ${secondId}.`);
  expect(s.tenant.deleted).toEqual([old.id]);
});

test('the client that the action is signed in with is not deleted', async () => {
  await using s = await inThisProcess();
  const own = s.tenant.addClient({ id: s.tenant.pat.clientId, name: 'Pipeline' });
  const { post } = await s.create({ 'if-exists': 'replace' });
  await post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(own.id)).toBe(true);
});

test('at every moment of a rotation, a client with the name can obtain a token', async () => {
  await using s = await scenario({ propagationMs: 300, rateLimit: { requests: 10_000, perMs: 1000 } });
  const first = s.tenant.addClient({ name: 'Pipeline' });
  const known = () => [...s.tenant.clients.values()].filter(({ name }) => name === 'Pipeline');
  let running = true;
  let rounds = 0;
  const numbers = new Set<number>();
  const gaps: number[] = [];
  const check = async () => {
    for (; running; rounds++) {
      numbers.add(known().length);
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
  // Verification alone takes more than a second.
  expect(rounds).toBeGreaterThan(3);
  expect([...numbers]).toEqual([1, 2]);
  expect(gaps).toEqual([]);
});

async function tokenStatus(origin: string, id: string, secret: string): Promise<number> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const response = await fetch(`${origin}/oauth/token`, { method: 'POST', body: form });
  await response.arrayBuffer();
  return response.status;
}

test.each<[string, Record<string, string>]>([
  ['a second attempt of the run', { GITHUB_RUN_ATTEMPT: '2' }],
  ['a different run', { GITHUB_RUN_ID: '77' }],
])('%s: a recently created client with the name causes no warning', async (_, env) => {
  await using s = await inThisProcess();
  const first = await s.create({ 'if-exists': 'replace' });
  await first.post({ jobStatus: 'failure' });
  const second = await s.create({ 'if-exists': 'replace' }, { env });
  expect(second.main.annotations, second.main.log).toEqual([]);
  const end = await second.post({ jobStatus: 'success' });
  expect([end.annotations, [...s.tenant.clients.keys()]]).toEqual([[], [second.main.outputs['client-id']]]);
});

test('an internal client with the name is kept unless an internal one is requested', async () => {
  await using s = await inThisProcess();
  const old = { name: 'Pipeline', created: '2020-01-01T00:00:00Z', internal: true };
  const { id } = s.tenant.addClient(old);
  const plain = await s.create({ 'if-exists': 'replace' });
  expect(plain.main.log + plain.main.summary).not.toContain(id);
  await plain.post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(id)).toBe(true);
  const internal = await s.create({ 'if-exists': 'replace', internal: 'true' });
  await internal.post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(id)).toBe(false);
});

test("on Gitea's runner, whose post step does not learn how the job ended, replace is an error", async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'if-exists': 'replace' }, { env: { GITEA_ACTIONS: 'true' } });
  expect(errorsOf(main)).toContain("\n- if-exists: replace does not work here: Gitea's runner");
  expect(s.tenant.requests).toEqual([]);
});

const YEARS = ['2020', '2021', '2022', '2023'];

test.each([0, 1, 2, 5])('keep-older: %i keeps the newest of the older clients', async keep => {
  await using s = await inThisProcess();
  const older = YEARS.map(year => s.tenant.addClient({ name: 'Pipeline', created: `${year}-01-01T00:00:00Z` }).id);
  const { main, post } = await s.create({ 'if-exists': 'replace', ...(keep > 0 && { 'keep-older': String(keep) }) });
  expect(main.failed, main.log).toBe(false);
  await post({ jobStatus: 'success' });
  const kept = [...older.slice(Math.max(0, older.length - keep)), main.outputs['client-id']];
  expect([...s.tenant.clients.keys()]).toEqual(keep === 0 ? [main.outputs['client-id']] : kept);
});

test('keep-older also keeps clients as old as the last one kept, and those without a readable age', async () => {
  const show = (client: Record<string, unknown>) => (client['id'] === 'ageless' ? { ...client, created: 'x' } : client);
  await using s = await inThisProcess({ habits: { show } });
  const at = (id: string, created: string) => s.tenant.addClient({ id, name: 'Pipeline', created });
  for (const [id, year] of [
    ['old', '2020'],
    ['tie-one', '2021'],
    ['tie-two', '2021'],
    ['ageless', '2022'],
  ] as const)
    at(id, `${year}-01-01T00:00:00Z`);
  const { main, post } = await s.create({ 'if-exists': 'replace', 'keep-older': '1' });
  expect(main.log).toMatch(/ 1 older client of that name will be deleted at its end: old\.$/);
  await post({ jobStatus: 'success' });
  expect(s.tenant.deleted).toEqual(['old']);
});

test('keep-older in a job that failed: the warning says that the leftover is kept instead of a client in use', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const { post } = await s.create({ 'if-exists': 'replace', 'keep-older': '1' });
  const end = await post({ jobStatus: 'failure' });
  expect(warningsOf(end)).toMatch(
    /If the secret of the new client was not stored, delete it: .* in place of a client in use/,
  );
});

test.each(['0', '1', '2'])(
  'in a job that failed, with keep-older %s, the warning names every other client',
  async keep => {
    await using s = await inThisProcess();
    const at = (id: string, created?: string) =>
      s.tenant.addClient({ id, name: 'Pipeline', ...(created && { created }) });
    at('older-one', '2021-01-01T00:00:00Z');
    at('older-two', '2020-01-01T00:00:00Z');
    const { post } = await s.create({ 'if-exists': 'replace', 'keep-older': keep });
    at('newer-one', '2100-01-01T00:00:00Z');
    const end = await post({ jobStatus: 'failure' });
    expect(warningsOf(end)).toContain(' 3 other clients of its name remain: newer-one, older-one, older-two. ');
  },
);

test('where the clients cannot be listed, the first twenty that existed are named, and how many more there are', async () => {
  await using s = await inThisProcess();
  for (let count = 0; count < 23; count++) s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
  const { post } = await s.create({ 'if-exists': 'replace' });
  s.tenant.fault({ on: 'list', do: respond(400, { body: { messages: [] } }) });
  const end = await post({ jobStatus: 'success' });
  expect(errorsOf(end)).toMatch(/23 older clients with this name existed: (\w+, ){19}\w+ and 3 more\./);
});

test('keep-older without if-exists replace is an error', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'keep-older': '1' });
  expect(errorsOf(main)).toContain('\n- keep-older: is for if-exists replace');
});

import { expect, test } from 'vitest';
import { readPruneSettings } from '../../src/inputs/prune-inputs.ts';
import { environmentOf } from '../helpers/input-environment.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { respond } from '../helpers/respond.ts';
import { connectionTo, errorsOf, type Steps, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const MARK = '[ephemeral repository=octo-org/octo-repo run=1 id=0123456789abcdef0123456789abcdef]';

async function prune(s: Steps, inputs: Record<string, string>) {
  const { main } = await s.step({ ...connectionTo(s.tenant), ...inputs }, { action: 'prune' });
  return main;
}

const SELECTIONS: readonly [Record<string, string>, readonly string[]][] = [
  [{ name: 'CI *' }, ['CI 1', 'CI 2']],
  [{ name: 'ci *' }, []],
  [{ name: '*' }, ['CI 1', 'CI 2', 'C.I', 'left', 'foreign', 'unused', 'never used']],
  [{ name: 'C.I' }, ['C.I']],
  [{ name: '*use*' }, ['unused', 'never used']],
  [{ name: 'CI *', 'older-than': '2w' }, ['CI 2']],
  [{ name: '*', 'older-than': '36h', 'unused-for': '1d' }, ['CI 2', 'left', 'foreign', 'never used']],
  [{ ephemeral: 'true' }, ['left']],
  [{ ephemeral: 'true', 'older-than': '30d' }, []],
  [{ name: '*', 'unused-for': '10d' }, ['CI 2', 'never used']],
  [{ name: '*', 'unused-for': '10d', keep: '1' }, []],
  [{ name: 'CI *', 'client-id': '["id-of-ci-2", "id-of-left"]' }, ['CI 2']],
  [{ 'client-id': 'id-of-ci-1\nnot-there' }, ['CI 1']],
];

test.each(SELECTIONS)('prune with %j deletes %j', async (inputs, names) => {
  await using s = await (inputs === SELECTIONS[0]?.[0] ? scenario : inThisProcess)();
  s.tenant.addClient({ name: 'CI 1', id: 'id-of-ci-1' });
  s.tenant.addClient({ name: 'CI 2', id: 'id-of-ci-2', created: daysAgo(20) });
  s.tenant.addClient({ name: 'C.I' });
  s.tenant.addClient({ name: 'left', id: 'id-of-left', description: `x ${MARK}`, created: daysAgo(2) });
  s.tenant.addClient({ name: 'foreign', description: MARK.replace('octo-repo', 'other'), created: daysAgo(2) });
  s.tenant.addClient({ name: 'unused', created: daysAgo(1), lastUsed: daysAgo(0.5) });
  s.tenant.addClient({ name: 'never used', created: daysAgo(12) });
  const before = new Map([...s.tenant.clients].map(([id, { name }]) => [id, name]));
  const main = await prune(s, inputs);

  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.deleted.map(id => before.get(id)).toSorted()).toEqual(names.toSorted());
  expect(JSON.parse(main.outputs['deleted'] ?? '').toSorted()).toEqual([...s.tenant.deleted].toSorted());
  expect(main.outputs['count']).toBe(String(names.length));
  expect(findLeaks(main, s.tenant.secrets(), { outputs: true })).toEqual([]);
});

test.each([0.5, 1.5, 2.5, null])('unused-for 1d is applied to a client whose lastUsed is %s days old', async age => {
  await using s = await inThisProcess();
  const lastUsed = age === null ? null : daysAgo(age);
  const { id } = s.tenant.addClient({ name: 'A', created: daysAgo(9), lastUsed });
  await prune(s, { name: 'A', 'unused-for': '1d' });
  // lastUsed may be a day older than the last use.
  expect(s.tenant.deleted).toEqual(age === null || age > 2 ? [id] : []);
});

test('keep counts all clients with a name, before the other selectors', async () => {
  await using s = await inThisProcess();
  const [oldest, older, newer] = [4, 3, 2].map(age => s.tenant.addClient({ name: 'A', created: daysAgo(age) }));
  const newest = s.tenant.addClient({ name: 'A', created: daysAgo(1), lastUsed: daysAgo(0) });
  const only = s.tenant.addClient({ name: 'B', created: daysAgo(50) });
  const main = await prune(s, { name: '*', 'older-than': '36h', keep: '2' });

  expect([...s.tenant.deleted].toSorted()).toEqual([oldest?.id, older?.id].toSorted());
  for (const kept of [newer, newest, only]) expect(s.tenant.clients.has(kept?.id ?? '')).toBe(true);
  expect(main.log).toMatch(new RegExp(`B +${only.id}.*keep: newest 2 of its name`));
});

test('a dry run shows the clients and deletes none', async () => {
  await using s = await scenario();
  const client = s.tenant.addClient({ name: '<b>\n##[error]x', created: '2026-01-02T03:04:05.000Z' });
  const main = await prune(s, { name: '*', 'dry-run': 'true' });
  expect(s.tenant.clients.size).toBe(1);
  expect(main.outputs).toEqual({ selected: `["${client.id}"]`, deleted: '[]', count: '0' });
  expect(main.log).toMatch(new RegExp(`${client.id} +2026-01-02 03:04 +never +would delete: name matches`));
  expect(main.log).toContain('Dry run: 1 of 1 client would be deleted.');
  expect(main.summary).toContain('&quot;&lt;b&gt;\\n# #[error]x&quot;');
  expect(main.annotations).toEqual([]);
});

test('a failed deletion does not stop the others, and fails the step at the end with the id', async () => {
  await using s = await inThisProcess();
  for (let index = 0; index < 5; index++) s.tenant.addClient({ name: `CI ${index}` });
  s.tenant.fault({ on: 'delete', do: respond(403), after: 1 });
  const main = await prune(s, { name: 'CI *' });
  const [left] = [...s.tenant.clients.keys()];
  expect(main.failed).toBe(true);
  expect(s.tenant.deleted.length).toBe(4);
  expect(main.outputs).toMatchObject({ count: '4' });
  expect(errorsOf(main)).toMatch(new RegExp(`^1 client was not deleted.*\n- ${left}: HTTP 403`));
});

test('a DELETE that gets 404 counts as done', async () => {
  await using s = await inThisProcess();
  const { id } = s.tenant.addClient({ name: 'CI' });
  s.tenant.fault({ on: 'delete', do: { kind: 'reset', work: 'done' } });
  const main = await prune(s, { name: 'CI' });
  expect(main.failed, main.log).toBe(false);
  expect(main.outputs).toEqual({ selected: `["${id}"]`, deleted: `["${id}"]`, count: '1' });
});

test.each(['pat', 'token'])(
  'the client that the action is signed in with (%s) is never deleted, and a warning says so',
  async kind => {
    await using s = await inThisProcess();
    const own = s.tenant.addClient({ id: s.tenant.pat.clientId, name: 'CI' });
    s.tenant.addClient({ name: 'CI' });
    const token = { 'base-url': s.tenant.origin, 'access-token': s.tenant.issueToken({ clientId: own.id }) };
    const connection = kind === 'pat' ? connectionTo(s.tenant) : token;
    const { main } = await s.step({ ...connection, name: 'CI' }, { action: 'prune' });
    expect([...s.tenant.clients.keys()]).toEqual([own.id]);
    expect(warningsOf(main)).toBe(`The client ${own.id} is not deleted: the action is signed in with it.`);
  },
);

const WRONG: readonly [Record<string, string>, string][] = [
  [{}, 'client-id: is missing: give client-id, name or ephemeral'],
  [{ 'older-than': '30d' }, 'client-id: is missing'],
  [{ 'unused-for': '30d' }, 'client-id: is missing'],
  [{ name: '*', 'unused-for': '23h' }, 'unused-for: must be at least 1d'],
  [{ keep: '1', ephemeral: 'false' }, 'client-id: is missing'],
  [{ name: 'x', 'older-than': '30' }, 'older-than: "30" is not a duration such as 45m, 12h, 30d or 2w'],
  [{ name: 'x', 'older-than': '1.5d' }, 'older-than: "1.5d" is not a duration'],
  [{ name: 'x', 'older-than': '0d' }, 'older-than: "0d" is not a duration'],
  [{ 'unused-for': '1 month' }, 'unused-for: "1 month" is not a duration'],
  [{ 'unused-for': '30D' }, 'unused-for: "30D" is not a duration'],
  [{ name: 'x', keep: '-1' }, 'keep: must be a whole number'],
  [{ name: 'x', keep: 'all' }, 'keep: must be a whole number'],
  [{ 'client-id': '../oauth-clients/x' }, 'client-id: "../oauth-clients/x" is not the id of a client'],
  [{ 'client-id': '[a' }, 'client-id: is not a YAML or JSON list'],
  [{ ephemeral: 'yes' }, 'ephemeral: must be true or false'],
];

test.each(WRONG)('the inputs %j are refused', async (inputs, problem) => {
  const connection = { 'base-url': 'https://acme.api.identitynow.com', 'access-token': 'a-token' };
  await expect(readPruneSettings(environmentOf({ ...connection, ...inputs }), memoryReport())).rejects.toThrow(
    `\n- ${problem}`,
  );
});

test('with wrong inputs nothing is sent', async () => {
  await using s = await inThisProcess();
  const main = await prune(s, { name: '*', 'unused-for': '23h', keep: 'all' });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toMatch(/\n- unused-for: must be at least 1d.*\n- keep: must be a whole number/);
  expect(s.tenant.requests).toEqual([]);
});

test('names that are designed to be slow to compare are compared fast', async () => {
  await using s = await inThisProcess();
  const slow = s.tenant.addClient({ name: 'a'.repeat(50_000), description: '[ephemeral repository='.repeat(10_000) });
  const fits = s.tenant.addClient({ name: `${'a'.repeat(50_000)}b` });
  const inputs = { ...connectionTo(s.tenant), name: `${'*a'.repeat(12)}*b` };
  const { main } = await s.step({ ...inputs, 'timeout-seconds': '10' }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.deleted).toEqual([fits.id]);
  const marked = await s.step(
    { ...connectionTo(s.tenant), ephemeral: 'true', 'timeout-seconds': '10' },
    { action: 'prune' },
  );
  expect(marked.main.failed, marked.main.log).toBe(false);
  expect(s.tenant.clients.has(slow.id)).toBe(true);
});

test('a long name does not push the columns of other rows apart', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'x'.repeat(100), created: '2020-01-01T00:00:00Z' });
  const { id } = s.tenant.addClient({ name: 'short', created: '2020-01-01T00:00:00Z' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.log).toContain(`\n${'short'.padEnd(40)}  ${id}  `);
});

import { expect, test } from 'vitest';
import { NAME_FORMS, replaceFinds } from '../helpers/name-forms.ts';
import { respond } from '../helpers/respond.ts';
import { connectionTo, errorsOf, type Steps, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { Habits } from '../tenant/habits.ts';
import { HABITS, IDS } from '../tenant/known-habits.ts';

const DAY = 86_400_000;
const LISTS: [string, Partial<Habits>][] = Object.entries(HABITS.lists);

test.each([...LISTS, ['exactly one page', {}] as const])(
  'with %s, each of 250 clients is seen once',
  async (name, habits) => {
    const start = name === 'exactly one page' ? scenario : inThisProcess;
    await using s = await start({ habits, rateLimit: { requests: 10_000, perMs: 1 } });
    const ids = Array.from({ length: 250 }, (_each, index) => s.tenant.addClient({ name: `Client ${index}` }).id);
    await new Promise(done => setTimeout(done, habits.listLagMs ?? 0));
    const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
    expect(main.failed, main.log).toBe(false);
    expect(JSON.parse(main.outputs['selected'] ?? '').toSorted()).toEqual(ids.toSorted());
    expect(main.log).toContain('Dry run: 250 of 250 clients would be deleted.');
  },
);

/** A dry run of prune over a list. @returns the ids that it saw, and its requests for the list */
async function dryRun(s: Steps) {
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  const pages = s.tenant.requests.filter(({ operation }) => operation === 'list').map(({ path }) => path);
  return { main, pages, ids: JSON.parse(main.outputs['selected'] ?? '[]') as string[] };
}

function addClients({ tenant }: Steps, number: number): string[] {
  return Array.from({ length: number }, (_, index) => tenant.addClient({ created: timeOf(index) }).id);
}

const timeOf = (index: number) => new Date(1_700_000_000_000 + index * 1000).toISOString();

test.each([
  [0, 1],
  [1, 1],
  [5, 1],
  [9, 1],
  [10, 2],
  [11, 1],
  [50, 2],
  [51, 1],
  [249, 1],
  [250, 2],
])('reading a list of %s clients takes %s requests', async (number, requests) => {
  await using s = await inThisProcess();
  addClients(s, number);
  expect((await dryRun(s)).pages).toHaveLength(requests);
});

const PAGE = { contentType: 'text/html', body: '<html>No such page' };

test.each([400, 404, 405, 410, 416, 422])('a second page refused with %s, in any form, ends the list', async status => {
  for (const more of [{}, PAGE, { body: { detailMessage: 'Specified offset is invalid.' } }]) {
    await using s = await inThisProcess();
    const ids = addClients(s, 10);
    s.tenant.fault({ on: 'list', do: respond(status, more), after: 1, times: 9 });
    const { main, ids: seen } = await dryRun(s);
    expect(main.failed, main.log).toBe(false);
    expect([seen, main.annotations]).toEqual([ids, []]);
  }
});

test('a second page that fails in a different way is an error, because the list may be incomplete', async () => {
  await using s = await inThisProcess();
  addClients(s, 10);
  s.tenant.fault({ on: 'list', do: respond(403), after: 1 });
  expect((await dryRun(s)).main.failed).toBe(true);
});

test('a list without an end is an error after 200 pages', async () => {
  let pages = 0;
  const endless = () => {
    const start = 9 * pages++;
    return Array.from({ length: 10 }, (_, index) => ({ id: `id-${start + index}`, name: 'A' }));
  };
  await using s = await inThisProcess({ habits: { list: endless }, rateLimit: { requests: 10_000, perMs: 1 } });
  addClients(s, 10);
  const { main } = await dryRun(s);
  expect(pages).toBe(200);
  expect(errorsOf(main)).toMatch(/^Listing the clients failed: HTTP 200 with a list that has no end after 200 pages/);
});

/** Changes the tenant between the first and the second page. */
async function betweenPages(change: (s: Steps, ids: readonly string[]) => Promise<void> | void) {
  await using s = await inThisProcess({ pageSize: 10, rateLimit: { requests: 10_000, perMs: 1 } });
  const ids = addClients(s, 40);
  let lists = 0;
  s.tenant.onRequest = async ({ operation }) => {
    if (operation === 'list' && ++lists === 2) await change(s, ids);
  };
  const { ids: seen } = await dryRun(s);
  return { seen: seen.toSorted(), left: [...s.tenant.clients.keys()].toSorted() };
}

async function deleteElsewhere({ tenant }: Steps, ids: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${tenant.issueToken()}` };
  for (const id of ids) await fetch(`${tenant.origin}/beta/oauth-clients/${id}`, { method: 'DELETE', headers });
}

test.each([
  ['the first one is deleted', 0, 1],
  ['three of the first page are deleted', 2, 5],
  ['the last one of the first page is deleted', 9, 10],
  ['both sides of the page are deleted', 9, 11],
])('if %s between two pages, no other client is missed', async (_, start, end) => {
  const { seen, left } = await betweenPages((s, ids) => deleteElsewhere(s, ids.slice(start, end)));
  expect(left.filter(id => !seen.includes(id))).toEqual([]);
});

test('a client that appears in front of the others between two pages hides none', async () => {
  const { seen, left } = await betweenPages(s => void s.tenant.addClient({ created: timeOf(-1) }));
  expect(left.filter(id => !seen.includes(id))).toEqual([]);
});

test('a list that changes before each of its pages is read three times, and then used as it is', async () => {
  await using s = await inThisProcess({ pageSize: 10, rateLimit: { requests: 10_000, perMs: 1 } });
  const ids = addClients(s, 40);
  let newest = 0;
  s.tenant.onRequest = ({ path }) => {
    if (path.includes('offset=')) s.tenant.addClient({ created: timeOf(--newest) });
  };
  const { main, pages, ids: seen } = await dryRun(s);
  expect(main.failed, main.log).toBe(false);
  expect(pages.filter(path => !path.includes('offset='))).toHaveLength(3);
  expect(ids.filter(id => !seen.includes(id))).toEqual([]);
});

test('ids of any kind are listed, and deleted', async () => {
  await using s = await scenario();
  for (const id of IDS) s.tenant.addClient({ id, name: `Client ${id}`, grantTypes: ['PASSWORD'] });
  const skipped = await s.create({ name: 'Client a:b', 'if-exists': 'skip' });
  expect(skipped.main.outputs['client-id']).toBe('a:b');
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'Client *' }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(s.tenant.clients.size).toBe(0);
  expect([...s.tenant.deleted].toSorted()).toEqual(IDS.toSorted());
});

test.each(['.', '..'])('a client with the id %j, which would change the path, is never requested', async id => {
  await using s = await inThisProcess();
  s.tenant.addClient({ id, name: 'Odd' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'Odd' }, { action: 'prune' });
  expect(main.failed).toBe(true);
  expect(main.log).toContain('its id cannot be put in a URL');
  expect(s.tenant.requests.map(({ method }) => method)).not.toContain('DELETE');
});

test.each(Object.entries(HABITS.brokenLists))('with a broken list (%s) no client is lost', async (_, habits) => {
  await using s = await inThisProcess({ habits, rateLimit: { requests: 10_000, perMs: 1 } });
  for (let index = 0; index < 30; index++) s.tenant.addClient({ name: `Client ${index}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'Client *' }, { action: 'prune' });
  expect(JSON.parse(main.outputs['deleted'] ?? '[]').toSorted()).toEqual([...s.tenant.deleted].toSorted());
});

test.each(NAME_FORMS.filter((_, index) => index % 5 === 0))(
  'replace finds $name stored as $form (test/slow has all)',
  form => replaceFinds(form, inThisProcess),
);

test('a client with a created rounded to the minute is kept with a warning, because it may not be older', async () => {
  await using s = await inThisProcess({
    habits: HABITS.times['created to the minute'] ?? {},
    now: () => 1_800_000_000_000,
  });
  const older = s.tenant.addClient({ name: 'Pipeline' });
  const { post } = await s.create({ 'if-exists': 'replace' });
  const end = await post({ jobStatus: 'success' });
  expect(s.tenant.clients.has(older.id)).toBe(true);
  expect(warningsOf(end)).toMatch(new RegExp(`1 client named "Pipeline" is kept, because nothing shows .*${older.id}`));
});

test.each(['lastUsed as a number', 'lastUsed in Java’s form', 'lastUsed as an object'])(
  'prune keeps a client whose %s cannot be read, with a warning',
  async habit => {
    await using s = await inThisProcess({ habits: HABITS.times[habit] ?? {} });
    const old = new Date(Date.now() - 90 * DAY).toISOString();
    const used = s.tenant.addClient({ name: 'Old', created: old, lastUsed: old });
    const never = s.tenant.addClient({ name: 'Old', created: old });
    const { main } = await s.step({ ...connectionTo(s.tenant), name: 'Old', 'unused-for': '30d' }, { action: 'prune' });
    expect(s.tenant.deleted).toEqual([never.id]);
    expect(warningsOf(main)).toBe(`Kept, because created or lastUsed cannot be read: ${used.id}.`);
  },
);

test.each([-5, 5])('ages are computed with the tenant’s clock, which is %s hours off', async hours => {
  const now = () => Date.now() + hours * 3_600_000;
  await using s = await inThisProcess({ now });
  const ago = (hoursAgo: number) => new Date(now() - hoursAgo * 3_600_000).toISOString();
  const old = s.tenant.addClient({ name: 'A', created: ago(4) });
  const young = s.tenant.addClient({ name: 'A', created: ago(2) });
  await s.step({ ...connectionTo(s.tenant), name: 'A', 'older-than': '3h' }, { action: 'prune' });
  expect(s.tenant.deleted).toEqual([old.id]);
  expect(s.tenant.clients.has(young.id)).toBe(true);
});

test('a DELETE that gets 410 counts as done', async () => {
  await using s = await inThisProcess({ habits: HABITS.errors['gone is 410'] ?? {} });
  const { main, post } = await s.create({ ephemeral: 'true' });
  await s.step({ ...connectionTo(s.tenant), 'client-id': main.outputs['client-id'] ?? '' }, { action: 'prune' });
  const end = await post();
  expect(end.failed, end.log).toBe(false);
  expect(end.log).toContain(`The client ${main.outputs['client-id']} no longer existed.`);
});

test.each([
  ['a page', { status: 404, body: '<html>', contentType: 'text/html' }],
  ['an empty body', { status: 404 }],
  ['another’s JSON', { status: 410, body: { fault: 'x' } }],
])(
  'a DELETE to which an intermediary responds (%s) deleted nothing: the step fails with the id',
  async (_, response) => {
    await using s = await inThisProcess();
    const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '5' });
    s.tenant.fault({
      on: 'delete',
      do: { kind: 'response', work: 'not done', ...response },
      times: Number.POSITIVE_INFINITY,
    });
    const end = await post();
    expect(end.failed).toBe(true);
    expect(end.log).toMatch(
      new RegExp(`not deleted; delete it by hand.*${main.outputs['client-id']}: HTTP 4(04|10)`, 's'),
    );
  },
);

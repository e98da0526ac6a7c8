import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { connectionTo, errorsOf, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { StoredClient } from '../tenant/tenant.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const YESTERDAY = daysAgo(1);

/** Prunes a tenant of these clients. */
async function prune(clients: readonly Partial<StoredClient>[], inputs: Record<string, string>) {
  await using s = await inThisProcess();
  for (const client of clients) s.tenant.addClient(client);
  const { main } = await s.step({ ...connectionTo(s.tenant), ...inputs }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  return { main, deleted: [...s.tenant.deleted].toSorted(), left: [...s.tenant.clients.keys()] };
}

test('a client exactly as new as the last one kept is also kept', async () => {
  const clients = ['new', 'tie 1', 'tie 2', 'tie 3'].map(id => ({
    id,
    created: id === 'new' ? daysAgo(0) : YESTERDAY,
  }));
  const named = [...clients, { id: 'old', created: daysAgo(2) }].map(client => ({ ...client, name: 'A' }));
  expect((await prune(named, { name: 'A', keep: '1' })).deleted).toEqual(['old', 'tie 1', 'tie 2', 'tie 3']);
  expect((await prune(named, { name: 'A', keep: '2' })).deleted).toEqual(['old']);
});

test('a client without a readable time of creation is kept in addition to the newest, with a warning', async () => {
  const clients = [
    { name: 'A', id: 'ageless', created: 'yesterday' },
    { name: 'A', id: 'newest', created: YESTERDAY },
    { name: 'A', id: 'older', created: daysAgo(2) },
  ];
  const { deleted, main } = await prune(clients, { name: 'A', keep: '1' });
  expect(deleted).toEqual(['older']);
  expect(warningsOf(main)).toBe('Kept, because created or lastUsed cannot be read: ageless.');
});

test.each(['1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z'])(
  'a new client with lastUsed %s does not count as unused',
  async lastUsed => {
    const clients = [
      { name: 'A', id: 'young', lastUsed },
      { name: 'A', id: 'old', lastUsed, created: daysAgo(40) },
    ];
    expect((await prune(clients, { name: 'A', 'unused-for': '30d' })).deleted).toEqual(['old']);
  },
);

test('an old lastUsed does not make a client without a readable time of creation unused', async () => {
  const clients = [{ name: 'A', id: 'a', created: 'x', lastUsed: daysAgo(40) }];
  const { deleted, main } = await prune(clients, { name: 'A', 'unused-for': '30d' });
  expect(deleted).toEqual([]);
  expect(warningsOf(main)).toContain('cannot be read: a.');
});

test('an internal client is deleted only by its client-id', async () => {
  const clients = [
    { name: 'A', id: 'service', internal: true },
    { name: 'A', id: 'ours' },
  ];
  const { deleted, main } = await prune(clients, { name: '*' });
  expect(deleted).toEqual(['ours']);
  expect(main.log).toMatch(/service .*keep: internal; delete it by its client-id/);
  expect(main.annotations).toEqual([]);
  expect((await prune(clients, { name: '*', 'client-id': 'service' })).deleted).toEqual(['service']);
});

test('names are compared as in if-exists, for keep as well', async () => {
  const clients = [
    { name: 'CI  job', id: 'spaces', created: daysAgo(3) },
    { name: ' CI\tjob ', id: 'tab', created: daysAgo(2) },
    { name: 'CI job', id: 'plain', created: daysAgo(1) },
    { name: 'caf\u00e9', id: 'composed', created: daysAgo(3) },
    { name: 'cafe\u0301', id: 'decomposed', created: daysAgo(2) },
  ];
  expect((await prune(clients, { name: 'CI   job' })).deleted).toEqual(['plain', 'spaces', 'tab']);
  expect((await prune(clients, { name: 'CI  j*' })).deleted).toEqual(['plain', 'spaces', 'tab']);
  expect((await prune(clients, { name: 'caf\u00e9' })).deleted).toEqual(['composed', 'decomposed']);
  expect((await prune(clients, { name: '*', keep: '1' })).deleted).toEqual(['composed', 'spaces', 'tab']);
});

test('the repository in a marker is compared regardless of case, and the client of a running job can be selected', async () => {
  const description = '[ephemeral repository=Octo-Org/OCTO-repo run=1 id=0123456789abcdef0123456789abcdef]';
  const { deleted, main } = await prune([{ id: 'a', description }], { ephemeral: 'true', 'older-than': '1m' });
  expect(deleted).toEqual([]);
  const inputs = { ephemeral: 'true', 'client-id': 'a' };
  const second = await prune([{ id: 'a', description }], inputs);
  expect(second.deleted).toEqual(['a']);
  expect(second.main.log).toContain("delete: its id is given, has this repository's marker");
  expect(main.log + second.main.log).not.toContain('left behind');
});

test('the error for a deletion that the API refuses gives no advice about inputs', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'A', id: 'a' });
  const body = { detailCode: '400.1', messages: [{ locale: 'en', text: 'It is in use.' }] };
  s.tenant.fault({ on: 'delete', do: respond(400, { body }) });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'A' }, { action: 'prune' });
  expect(errorsOf(main)).toContain('a: HTTP 400, "It is in use.". Check the client in the tenant.');
});

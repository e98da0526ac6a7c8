import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { connectionTo, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const FORGED = [
  'x\nDeleted the client of someone else.',
  'x\rDeleted the client of someone else.',
  'x\u2028Deleted the client of someone else.',
  'x\u0085Deleted the client of someone else.',
];

test.each(FORGED)('the id %j does not start a new line in the log or in a summary', async id => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'A', id: 'own' });
  s.tenant.addClient({ name: 'A', id, created: 'ageless' });
  const inputs = { ...connectionTo(s.tenant), name: 'A' };
  s.tenant.fault({ on: 'delete', do: respond(403), times: 2 });
  const refused = await s.step(inputs, { action: 'prune' });
  const kept = await s.step({ ...inputs, keep: '1' }, { action: 'prune' });
  const deleted = await s.step(inputs, { action: 'prune' });
  expect(s.tenant.deleted).toContain(id);
  for (const { main } of [refused, kept, deleted]) {
    const lines = [main.log, main.summary, ...main.annotations.map(({ message }) => message)].join('\n');
    expect(lines.split(/[\n\r\u2028\u0085]/).filter(line => line.startsWith('Deleted the client of'))).toEqual([]);
  }
  expect(JSON.parse(deleted.main.outputs['deleted'] ?? '')).toContain(id);
});

test('a long id is truncated in the log and in the summary, but not in the outputs', async () => {
  await using s = await inThisProcess();
  const id = 'words in '.repeat(1000);
  s.tenant.addClient({ name: 'A', id });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'A' }, { action: 'prune' });
  expect(JSON.parse(main.outputs['deleted'] ?? '')).toEqual([id]);
  for (const line of `${main.log}\n${main.summary}`.split('\n')) expect(line.length).toBeLessThan(400);
});

test('a cancelled prune has logged what it deleted', async () => {
  await using s = await scenario();
  const ids = Array.from({ length: 80 }, () => s.tenant.addClient({ name: 'A' }).id);
  s.tenant.fault({ on: 'delete', do: { kind: 'hang', work: 'not done', at: 'before headers' }, after: 60, times: 99 });
  const halfWay = async () => {
    while (s.tenant.deleted.length < 60) await delay(5);
    await delay(300);
  };
  const inputs = { ...connectionTo(s.tenant), name: 'A' };
  const { main } = await s.step(inputs, { action: 'prune', kill: { signal: 'SIGTERM', when: halfWay() } });
  expect(main.log).toContain('Deleting 80 clients takes about 8.9 s.');
  const said = ids.filter(id => main.log.includes(`Deleted the client ${id}.`));
  expect(said.toSorted()).toEqual([...s.tenant.deleted].toSorted());
});

test.each([
  [19, false],
  [20, true],
])('whether the table of %s clients is collapsed: %s', async (number, isFolded) => {
  await using s = await inThisProcess();
  const ids = Array.from({ length: number }, () => s.tenant.addClient({ name: 'A' }).id);
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'A', 'dry-run': 'true' }, { action: 'prune' });
  const [, title, , table = '', , end] = main.stdout.split(/::(?:group::(.*)|(endgroup)::)\n/);
  expect([title, end]).toEqual(isFolded ? [`${number} clients`, 'endgroup'] : [undefined, undefined]);
  expect(ids.filter(id => !(isFolded ? table : main.log).includes(id))).toEqual([]);
});

test('clients that no longer existed are listed separately from deleted ones', async () => {
  await using s = await inThisProcess();
  for (const id of ['a', 'b', 'c']) s.tenant.addClient({ name: 'A', id });
  const body = { detailCode: '404', messages: [{ locale: 'en', text: 'Not found' }] };
  s.tenant.onRequest = ({ path }) => {
    if (path.endsWith('/b')) s.tenant.fault({ on: 'delete', do: respond(404, { body }) });
  };
  s.tenant.fault({ on: 'delete', do: respond(403, { body: { messages: [] } }), after: 99 });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'A' }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(main.log).toMatch(/2 of 3 clients deleted in \d\d?(\.\d)? s, 1 no longer existed\./);
  expect(JSON.parse(main.outputs['deleted'] ?? '').toSorted()).toEqual(['a', 'b', 'c']);
  expect(main.outputs['count']).toBe('3');
  expect(main.summary).toContain('✅ no longer existed');
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectionTo, errorsOf, scenario, warningsOf } from './helpers/scenario.ts';

const MIB = 1024 * 1024;

test('prune of 3,000 clients: the table has what fits into 1 MiB, and says how many are left out', async () => {
  await using s = await scenario();
  for (let index = 0; index < 3000; index++) s.tenant.addClient({ name: `${index} ${'&'.repeat(1000)}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed, warningsOf(main)).toBe(false);
  expect(main.annotations).toEqual([]);
  expect(Buffer.byteLength(main.rawSummary)).toBeLessThan(MIB);
  const rows = main.summary.split('would delete</strong>').length - 1;
  expect(rows).toBeGreaterThan(500);
  expect(main.summary).toContain(`<p>and ${3000 - rows} more</p>`);
  // None stands below the name of another one.
  expect([rows, rows + 1]).toContain(main.summary.split('colspan').length - 1);
});

test('a failure behind a full table has its place', async () => {
  await using s = await scenario();
  for (let index = 0; index < 90; index++) s.tenant.addClient({ name: 'x', id: `${index}-${'i'.repeat(8000)}` });
  s.tenant.fault({ on: 'delete', do: { kind: 'answer', work: 'not done', status: 403 }, times: 999 });
  const inputs = { ...connectionTo(s.tenant), name: '*', 'timeout-seconds': '60' };
  const { main } = await s.step(inputs, { action: 'prune' });
  expect(main.failed).toBe(true);
  expect(errorsOf(main)).toContain('90 clients were not deleted');
  expect(Buffer.byteLength(main.rawSummary)).toBeLessThan(MIB);
  expect(/<p>and \d+ more<\/p>/.test(main.summary)).toBe(true);
  expect(main.summary.slice(main.summary.indexOf('❌ OAuth'))).toMatch(
    /^.*\n<p>90 clients were not deleted.*\n<p>The log/,
  );
});

test('a name of 8 MiB is cut', async () => {
  await using s = await scenario();
  s.tenant.addClient({ name: 'x'.repeat(8 * MIB), created: '2020-01-01T00:00:00Z' });
  s.tenant.addClient({ name: 'short' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed).toBe(false);
  expect(main.summary.match(/colspan="5">&quot;(x{7}…|short)&quot;/g)).toHaveLength(2);
});

test('a new client with a name that is too large is handed out, with a summary of the rest', async () => {
  await using s = await scenario({
    habits: { answer: created => ({ ...created, scope: ['idn:accounts:read'], name: '&'.repeat(200_000) }) },
  });
  const { main } = await s.create();
  expect(main.failed, main.log.slice(-2000)).toBe(false);
  expect(main.summary).toContain(main.outputs['client-id']);
  expect(main.summary).toContain('<p>and 1 more</p>');
  expect(main.annotations.filter(({ level }) => level === 'error')).toEqual([]);
});

test('so does a dry run with 64 kB of what HTML writes with many characters', async () => {
  await using s = await scenario();
  await writeFile(join(s.job.workspace, 'client.yml'), `description: "${'&'.repeat(60_000)}"`);
  const { main } = await s.create({
    'body-file': 'client.yml',
    'dry-run': 'true',
    'business-name': "'".repeat(120_000),
  });
  expect(main.failed).toBe(false);
  expect(main.summary).toContain('<p>More than a job summary can hold.</p>');
});

test('a client with an id that is too large for a summary does not push out the others', async () => {
  await using s = await scenario();
  s.tenant.addClient({ name: 'A', id: 'i'.repeat(700_000) });
  for (let n = 0; n < 20; n++) s.tenant.addClient({ name: `B${n}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed).toBe(false);
  expect(main.summary.split('would delete</strong>').length - 1).toBe(20);
});

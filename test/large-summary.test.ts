import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectionTo, scenario, warningsOf } from './helpers/scenario.ts';

const MIB = 1024 * 1024;

test('prune with 1,000 long names: the table has what fits into 1 MiB, and says how many are left out', async () => {
  await using s = await scenario();
  for (let index = 0; index < 1000; index++) s.tenant.addClient({ name: `${index} ${'ü'.repeat(1000)}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed, warningsOf(main)).toBe(false);
  expect(main.annotations).toEqual([]);
  expect(Buffer.byteLength(main.rawSummary)).toBeLessThan(MIB);
  const rows = main.summary.split('<tr><td>').length - 1;
  expect(rows).toBeGreaterThan(100);
  expect(main.summary).toContain(`<p>and ${1000 - rows} more</p>`);
});

test('a name of 8 MiB leaves the others their rows', async () => {
  await using s = await scenario();
  s.tenant.addClient({ name: 'x'.repeat(8 * MIB), created: '2020-01-01T00:00:00Z' });
  s.tenant.addClient({ name: 'short' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed).toBe(false);
  expect(main.summary).toContain('<td>short</td>');
  expect(main.summary).toContain('<p>and 1 more</p>');
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
  expect(main.summary).toContain('More than a job summary can hold');
});

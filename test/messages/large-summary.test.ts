import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addFailure } from '../../src/runner/summary.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { connectionTo, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const MIB = 1024 * 1024;

test('the summary of prune with 600 clients of the longest names and ids has 500 rows and says how many are left out', async () => {
  await using s = await scenario();
  for (let index = 0; index < 600; index++) {
    s.tenant.addClient({ id: `${index}${"'".repeat(200)}`, name: `${index} ${'"'.repeat(1000)}` });
  }
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(Buffer.byteLength(main.rawSummary)).toBeLessThan(MIB - MOST_OF_A_FAILURE);
  expect(main.summary.split('would delete</strong>').length - 1).toBe(500);
  expect(main.summary).toContain('<p>and 100 more</p>');
});

/** The largest text that a failure may add to a full table. */
const MOST_OF_A_FAILURE = 110_000;

test.each([
  [2000, '<li>'],
  [3000, '<p>The log has the rest.</p>'],
])('a failure with %s ids leaves room for the table: %s', async (number, expected) => {
  const report = memoryReport();
  const ids = Array.from({ length: number }, (_, index) => `${index}`.padStart(36, '-'));
  await addFailure('Failed', `${number} clients were not deleted:\n- ${ids.join(', ')}: HTTP 403`, report);
  const [html = ''] = report.shown;
  expect(html).toContain(`<p>${number} clients were not deleted:</p>\n`);
  expect(html).toContain(expected);
  expect(Buffer.byteLength(html)).toBeLessThan(MOST_OF_A_FAILURE);
});

test('a name of 8 MiB is truncated', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'x'.repeat(8 * MIB), created: '2020-01-01T00:00:00Z' });
  s.tenant.addClient({ name: 'short' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed).toBe(false);
  expect(main.summary.match(/colspan="5">&quot;(x{7}…|short)&quot;/g)).toHaveLength(2);
});

test('a new client with a name that is too large is handed out, with a summary that says so', async () => {
  await using s = await inThisProcess({
    habits: { createResponse: created => ({ ...created, scope: ['idn:accounts:read'], name: '&'.repeat(200_000) }) },
  });
  const { main } = await s.create();
  expect(main.failed, main.log.slice(-2000)).toBe(false);
  expect(main.outputs['client-secret']).not.toBe('');
  expect(main.summary).toContain('<p>More than a job summary can hold.</p>');
  expect(main.annotations.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a dry run with 64 kB of characters that HTML escapes succeeds, with a summary of the rest', async () => {
  await using s = await inThisProcess();
  await writeFile(join(s.job.workspace, 'client.yml'), `description: "${'&'.repeat(60_000)}"`);
  const { main } = await s.create({
    'body-file': 'client.yml',
    'dry-run': 'true',
    'business-name': "'".repeat(120_000),
  });
  expect(main.failed).toBe(false);
  expect(main.summary).toContain('<p>More than a job summary can hold.</p>');
});

test('a client whose id is too large for a summary does not displace the others', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'A', id: 'i'.repeat(700_000) });
  for (let n = 0; n < 20; n++) s.tenant.addClient({ name: `B${n}` });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.failed).toBe(false);
  expect(main.summary.split('would delete</strong>').length - 1).toBe(21);
});

import { expect, test } from 'vitest';
import { addSummary } from '../../src/runner/summary.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { scenario, warningsOf } from '../helpers/scenario.ts';

test('a summary that cannot be written causes a warning, and the credentials are handed out', async () => {
  await using s = await scenario();
  const { main } = await s.create({}, { files: { summary: { fullAfter: 0 } } });
  expect(main.failed).toBe(false);
  expect(main.outputs['client-secret']).toMatch(/./);
  expect(warningsOf(main)).toMatch(/^The job summary could not be written: EFBIG/);
});

test('a summary ends with the link to the clients, if it is known', async () => {
  const report = memoryReport();
  await addSummary('Title', '<p>Text</p>\n', 'https://acme.example/page', report);
  expect(report.shown).toEqual([
    '<h3>Title</h3>\n<p>Text</p>\n<p><a href="https://acme.example/page">API clients of the tenant</a></p>\n',
  ]);
});

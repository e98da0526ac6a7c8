import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { addFailure, addSummary } from '../src/runner/summary.ts';
import { memoryReport } from './helpers/in-process.ts';
import { scenario, warningsOf } from './helpers/scenario.ts';

test('a summary that cannot be written is a warning: the credentials are handed out', async () => {
  await using s = await scenario();
  const { main } = await s.create({}, { files: { summary: 'full' } });
  expect(main.failed).toBe(false);
  expect(main.outputs['client-secret']).toMatch(/./);
  expect(warningsOf(main)).toMatch(/^The job summary could not be written: ENOSPC/);
});

test.skipIf(process.platform === 'win32')('one that takes too long is given up', async () => {
  const pipe = join(await mkdtemp(join(tmpdir(), 'summary-')), 'pipe');
  // To open it for writing waits until somebody reads.
  execFileSync('mkfifo', [pipe]);
  // In a process of its own, because @actions/core remembers the first file of a process.
  const program = `
    import { runnerReport } from ${JSON.stringify(pathToFileURL('src/runner/report.ts'))};
    await runnerReport(process.env).summary('text').catch(error => console.log(error.message));
  `;
  const env = { ...process.env, GITHUB_STEP_SUMMARY: pipe };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { env });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('it took too long\n');
  await readFile(pipe);
});

test('below it stands the way to the clients, where it is known', async () => {
  const report = memoryReport();
  await addSummary('Title', '<p>Text</p>\n', 'https://acme.example/page', report);
  expect(report.shown).toEqual([
    '<h3>Title</h3>\n<p>Text</p>\n<p><a href="https://acme.example/page">API clients of the tenant</a></p>\n',
  ]);
});

test('a failure with more lines than fit says where the rest is', async () => {
  const report = memoryReport();
  const line = 'x'.repeat(60_000);
  await addFailure('Title', `First:\n- ${line}\n- ${line}`, report);
  expect(report.shown).toEqual([
    `<h3>❌ Title</h3>\n<p>First:</p>\n<ul>\n<li>${line}</li>\n</ul>\n<p>The log has the rest.</p>\n`,
  ]);
});

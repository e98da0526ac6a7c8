import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
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
  const folder = await mkdtemp(join(tmpdir(), 'summary-'));
  const pipe = join(folder, 'pipe');
  // To open it for writing waits until somebody reads.
  execFileSync('mkfifo', [pipe]);
  // In a process of its own, because @actions/core remembers the first file of a process.
  const program = `
    import { runnerReport } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../src/runner/report.ts')))};
    const start = performance.now();
    await runnerReport(process.env).summary('text').catch(error => console.log(error.message));
    console.log(performance.now() - start > 4900);
  `;
  const env = { ...process.env, GITHUB_STEP_SUMMARY: pipe };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { env });
  try {
    let said = '';
    for await (const part of child.stdout) {
      said += part;
      if (said.split('\n').length > 2) break;
    }
    expect(said).toBe('it took too long\ntrue\n');
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
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

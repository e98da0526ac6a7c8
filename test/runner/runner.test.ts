import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runStep } from './runner.ts';
import { throwAway } from './throw-away.ts';

const SHOW_INPUTS =
  'console.log(env.INPUT_GIVEN, env["INPUT_WITH-DEFAULT"], `<${env.INPUT_UNSET}>`, env["INPUT_JOB-STATUS"])';

test('inputs may be given, default or empty, and the job status is evaluated again for the post step', async () => {
  await using a = await throwAway(SHOW_INPUTS, SHOW_INPUTS);
  const step = await runStep({ ...a, with: { Given: 'x' } });
  expect(step.main.log).toBe('x a b <> success');
  expect((await step.post({ jobStatus: 'cancelled' })).log).toBe('x a b <> cancelled');
});

test('an input that is not in action.yml is an error in the test, or is passed on with a warning', async () => {
  const show = 'console.log(env.INPUT_TYPO)';
  await using a = await throwAway(show, show);
  await expect(runStep({ ...a, with: { typo: 'x' } })).rejects.toThrow('no input typo');
  const { main, post } = await runStep({ ...a, with: { typo: 'x' }, unknown: 'pass' });
  for (const run of [main, await post()]) {
    expect(run.log).toMatch(/\nx$/);
    expect(run.annotations).toMatchObject([
      { level: 'warning', message: /^Unexpected input\(s\) 'typo', valid inputs/ },
    ]);
  }
});

test('both programs get the job’s variables; state, inputs and the env of the step take precedence', async () => {
  const show = 'console.log(env.INPUT_DATE, env.INPUT_GIVEN, env.MINE, env.STATE_S)';
  const env = { INPUT_DATE: 'today', INPUT_GIVEN: 'job', MINE: 'job', STATE_S: 'job' };
  await using a = await throwAway(`appendFileSync(env.GITHUB_STATE, 'S=state\\n');${show}`, show, { env });
  const step = await runStep({ ...a, with: { given: 'input' }, env: { MINE: 'step' } });
  expect(step.main.log).toBe('today input step job');
  expect((await step.post({ env: { MINE: 'later', INPUT_DATE: 'later' } })).log).toBe('later input step state');
});

test('the environment is clean, and exit code and signal are reported', async () => {
  await using a = await throwAway(
    'if (env.VITEST || env.NODE_OPTIONS) process.exit(9); process.exit(3)',
    'setInterval(() => {}, 1000)',
  );
  const step = await runStep(a);
  expect(step.main).toMatchObject({ exitCode: 3, failed: true });
  expect(a.job.status).toBe('failure');
  const post = await step.post({ kill: { signal: 'SIGTERM', when: { afterMs: 100 } } });
  expect(post).toMatchObject({ exitCode: null, signal: 'SIGTERM', failed: true, cancelled: false });
});

test('standard output without a line end is followed by standard error on a new line', async () => {
  await using a = await throwAway(`process.stdout.write('no end of line'); console.error('::error::x')`);
  const { main } = await runStep(a);
  expect(main).toMatchObject({ annotations: [{ message: 'x' }], log: 'no end of line\nError: x', failed: false });
});

test('a different Node can be given', async () => {
  await using a = await throwAway('', '');
  const node = join(a.job.folder, 'node');
  await writeFile(node, '#!/bin/sh\necho "not Node: $1"\n', { mode: 0o755 });
  const { main, post } = await runStep({ ...a, node });
  expect(main.log).toBe(`not Node: ${join(a.action, 'main.js')}`);
  expect((await post()).log).toBe(`not Node: ${join(a.action, 'post.js')}`);
});

test('Linux does not start a program with a variable of more than 128 KiB', async () => {
  await using a = await throwAway(
    `appendFileSync(env.GITHUB_STATE, 'fits=' + 'x'.repeat(131_072 - 'STATE_fits='.length - 1) + '\\n');
     if (env.INPUT_GIVEN) appendFileSync(env.GITHUB_STATE, 'more=' + 'x'.repeat(131_072) + '\\n');`,
    'console.log(env.STATE_fits.length)',
  );
  expect((await (await runStep(a)).post()).log).toBe('131060');
  const post = await (await runStep({ ...a, with: { given: 'x' } })).post();
  expect(post).toMatchObject({ exitCode: null, failed: true });
  expect(post.annotations).toMatchObject([
    { level: 'error', message: /An error occurred trying to start process .* Argument list too long$/ },
  ]);
});

test('on Windows a longer variable is missing: an input with a warning, state silently', async () => {
  await using a = await throwAway(
    `appendFileSync(env.GITHUB_STATE, ['a=' + 'x'.repeat(32_766), 'b=' + 'x'.repeat(32_767), ''].join('\\r\\n'));`,
    'console.log(env.RUNNER_OS, env.STATE_a.length, env.STATE_b, env.INPUT_GIVEN)',
    { os: 'windows' },
  );
  const step = await runStep({ ...a, with: { given: 'x'.repeat(32_767) } });
  expect(step.main.state['b']).toHaveLength(32_767);
  const post = await step.post();
  expect(post).toMatchObject({ stdout: 'Windows 32766 undefined undefined\n', failed: false });
  expect(post.annotations).toMatchObject([
    { level: 'warning', message: /^Environment variable 'INPUT_GIVEN' exceeds/ },
  ]);
  expect(post.annotations).toHaveLength(1);
});

test('running a post step that is not in action.yml is an error in the test', async () => {
  await using a = await throwAway('');
  const folder = join(a.job.folder, 'no-post');
  await mkdir(folder);
  await writeFile(join(folder, 'action.yml'), 'runs: { using: node24, main: main.mjs }');
  await writeFile(join(folder, 'main.mjs'), '');
  const { post } = await runStep({ job: a.job, action: folder });
  await expect(post()).rejects.toThrow('has no post step');
});

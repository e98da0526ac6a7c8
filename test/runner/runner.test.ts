import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePairs } from './files.ts';
import { findLeaks } from './leaks.ts';
import { interpret } from './log.ts';
import { Masks } from './masks.ts';
import { jobOutputs, runStep, startJob } from './runner.ts';

const YML = `
inputs:
  given: {}
  unset: {}
  with-default: { default: "a b" }
  job-status: { default: "\${{ job.status }}" }
runs: { using: node24, main: main.js, post: post.js }
`;

/** An action of two programs, thrown away with its job. */
async function throwAway(main: string, post = '') {
  const job = await startJob();
  const action = join(job.folder, 'action');
  await mkdir(action);
  await writeFile(join(action, 'action.yml'), YML);
  await writeFile(join(action, 'package.json'), '{"type":"module"}');
  const prelude = "import { appendFileSync } from 'node:fs';\nconst { env } = process;\n";
  await writeFile(join(action, 'main.js'), prelude + main);
  await writeFile(join(action, 'post.js'), prelude + post);
  return { job, action, [Symbol.asyncDispose]: () => job.close() };
}

test('inputs: given, default, empty; the job status is evaluated again for the post step', async () => {
  const show =
    'console.log(env.INPUT_GIVEN, env["INPUT_WITH-DEFAULT"], `<${env.INPUT_UNSET}>`, env["INPUT_JOB-STATUS"])';
  await using a = await throwAway(show, show);
  const step = await runStep({ ...a, with: { given: 'x' } });
  expect(step.main.log).toBe('x a b <> success');
  expect((await step.post({ jobStatus: 'cancelled' })).log).toBe('x a b <> cancelled');
});

test('an input that action.yml does not know is a mistake in the test', async () => {
  await using a = await throwAway('');
  await expect(runStep({ ...a, with: { typo: 'x' } })).rejects.toThrow('no input typo');
});

test('outputs, state, variables and summary are read from their files', async () => {
  await using a = await throwAway(
    `appendFileSync(env.GITHUB_OUTPUT, 'a=1\\nb<<X\\nline 1\\n\\nline 3\\nX\\na=2\\n');
     appendFileSync(env.GITHUB_STATE, 's=kept\\n');
     appendFileSync(env.GITHUB_ENV, 'FOO=bar\\n');
     appendFileSync(env.GITHUB_STEP_SUMMARY, '# hi');`,
    'console.log(env.STATE_s, env.FOO)',
  );
  const step = await runStep(a);
  expect(step.main).toMatchObject({
    outputs: { a: '2', b: 'line 1\n\nline 3' },
    state: { s: 'kept' },
    summary: '# hi',
  });
  expect((await step.post()).log).toBe('kept bar');
});

test('a command file that cannot be read makes the step red', async () => {
  await using a = await throwAway(`appendFileSync(env.GITHUB_OUTPUT, 'a<<X\\nnever ends\\n');`);
  const { main } = await runStep(a);
  expect(main).toMatchObject({ exitCode: 0, failed: true, outputs: {} });
  expect(main.log).toContain('Matching delimiter not found');
  expect(() => parsePairs('just text')).toThrow('Invalid format');
});

test('the environment is clean, and exit code and signal are told', async () => {
  await using a = await throwAway(
    'if (env.VITEST || env.NODE_OPTIONS) process.exit(9); process.exit(3)',
    'setInterval(() => {}, 1000)',
  );
  const step = await runStep(a);
  expect(step.main).toMatchObject({ exitCode: 3, failed: true });
  expect(a.job.status).toBe('failure');
  const post = await step.post({ kill: { signal: 'SIGTERM', when: { afterMs: 100 } } });
  expect(post).toMatchObject({ exitCode: null, signal: 'SIGTERM', failed: true });
});

test('a mask holds from the moment it is added, in every form and line of the secret', () => {
  const secret = 'top "secret"\nsecond-line';
  const masks = new Masks();
  const output = [
    'second-line before',
    `::add-mask::${secret.replaceAll('\n', '%0A')}`,
    'second-line after',
    JSON.stringify({ x: 'top "secret"' }),
    Buffer.from('second-line').toString('base64'),
    encodeURIComponent('top "secret"'),
  ].join('\n');
  expect(interpret(output, masks).lines).toEqual(['second-line before', '*** after', '{"x":"***"}', '***', '***']);
  expect(jobOutputs({ masks } as never, { plain: 'x', secret: 'a second-line' })).toEqual({ plain: 'x' });
});

test('commands are unescaped, old ones are found anywhere in a line, and stop-commands stops them', () => {
  const output = [
    '  ::error title=a%3Ab,file=x::one%0Atwo %25',
    'text ##[warning]old',
    '::debug::hidden',
    '::unknown::shown',
    '::stop-commands::token',
    '::error::not a command',
    '::token::',
    '::notice::again',
  ].join('\n');
  const log = interpret(output, new Masks());
  expect(log.annotations).toEqual([
    { level: 'error', title: 'a:b', message: 'one\ntwo %' },
    { level: 'warning', message: 'old' },
    { level: 'notice', message: 'again' },
  ]);
  expect(log.lines).toContain('::unknown::shown');
  expect(log.lines).toContain('::error::not a command');
  expect(log.lines.join()).not.toContain('hidden');
  expect(log.debugLines).toContain('##[debug]hidden');
});

test('a leak is found wherever it is, whole, in part, or in another form', async () => {
  const secret = '0123456789abcdef0123456789ABCDEF-tail-of-it';
  await using a = await throwAway(
    `console.log('::add-mask::${secret}');
     console.error('${secret.slice(0, 14)}');
     appendFileSync(env.GITHUB_STEP_SUMMARY, Buffer.from('${secret}').toString('base64'));
     appendFileSync(env.GITHUB_OUTPUT, 'client-secret=${secret}\\nother=${[...secret].reverse().join('')}\\n');`,
  );
  const { main } = await runStep(a);
  expect(findLeaks(main, [secret], { outputs: true })).toEqual([
    'log',
    'debug log',
    'summary',
    'standard error',
    'outputs',
  ]);
  expect(findLeaks(main, ['something-else-altogether'], { outputs: true })).toEqual([]);
});

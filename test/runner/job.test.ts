import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runStep, startStep } from './runner.ts';
import { throwAway } from './throw-away.ts';

const MAIN = `
  appendFileSync(env.GITHUB_STATE, 'mine=' + env.INPUT_GIVEN + '\\n');
  appendFileSync(env.GITHUB_ENV, 'EXPORTED=' + env.INPUT_GIVEN + '\\n');
  if (env.INPUT_GIVEN === 'fails') process.exit(1);`;
const POST = "console.log(env.STATE_mine, env.EXPORTED, env['INPUT_JOB-STATUS']);";

test('post steps run last in, first out, each with its own state and the latest exported variables', async () => {
  await using a = await throwAway(MAIN, POST);
  for (const given of ['one', 'two', 'three']) await runStep({ ...a, with: { given } });
  expect(a.job.steps).toHaveLength(3);
  const runs = await a.job.end();
  expect(runs.map(({ log }) => log)).toEqual(['three three success', 'two three success', 'one three success']);
});

test('post steps run only once', async () => {
  await using a = await throwAway(MAIN, POST);
  await runStep({ ...a, with: { given: 'one' } });
  expect(await a.job.end()).toHaveLength(1);
  expect(await a.job.end()).toEqual([]);
});

test('a failed step also has a post step, and all post steps see that the job failed', async () => {
  await using a = await throwAway(MAIN, POST);
  await runStep({ ...a, with: { given: 'one' } });
  await runStep({ ...a, with: { given: 'fails' } });
  expect((await a.job.end()).map(({ log }) => log)).toEqual(['fails fails failure', 'one fails failure']);
});

test('a post step that fails, exports or masks affects those after it', async () => {
  await using a = await throwAway(
    MAIN,
    `${POST}
     if (env.STATE_mine !== 'two') process.exit(0);
     console.log('::add-mask::one');
     appendFileSync(env.GITHUB_ENV, 'EXPORTED=by post\\n');
     process.exit(1);`,
  );
  for (const given of ['one', 'two', 'three']) await runStep({ ...a, with: { given } });
  const runs = await a.job.end();
  expect(runs.map(({ log, failed }) => [log, failed])).toEqual([
    ['three three success', false],
    ['two three success', true],
    ['*** by post failure', false],
  ]);
  expect(a.job.status).toBe('failure');
});

test('a step that is cancelled immediately has a post step', async () => {
  await using a = await throwAway('await sleep(60_000)', POST);
  const { main } = await startStep({ ...a, kill: { sequence: 'cancel', when: { afterMs: 1 }, scale: 0.01 } });
  await main;
  expect((await a.job.end()).map(({ log }) => log)).toEqual(['undefined undefined cancelled']);
});

test('an action without a post step runs nothing at the end of the job', async () => {
  await using a = await throwAway(MAIN, POST);
  const action = join(a.job.folder, 'no-post');
  await mkdir(action);
  await writeFile(join(action, 'action.yml'), 'runs: { using: node24, main: main.mjs }');
  await writeFile(join(action, 'main.mjs'), '');
  await runStep({ ...a, with: { given: 'one' } });
  await runStep({ job: a.job, action });
  expect((await a.job.end()).map(({ log }) => log)).toEqual(['one one success']);
});

test('two concurrent jobs of one run share the run, but nothing on the machine', async () => {
  const show = `console.log(env.GITHUB_RUN_ID, env.GITHUB_RUN_ATTEMPT, env.GITHUB_REPOSITORY);
    console.log(env.GITHUB_WORKSPACE); console.log(env.RUNNER_TEMP); console.log(env.EXPORTED, 'one', 'two');
    console.log('::add-mask::' + env.INPUT_GIVEN);`;
  await using a = await throwAway(MAIN + show, POST);
  await using other = await throwAway('');
  const jobs = [a.job, other.job];
  const [one, two] = await Promise.all(
    jobs.map((job, index) => runStep({ ...a, job, with: { given: ['one', 'two'][index] ?? '' } })),
  );
  const [first = [], second = []] = [one, two].map(step => step?.main.log.split('\n') ?? []);
  expect(first[0]).toBe(second[0]);
  expect(first[1]).not.toBe(second[1]);
  expect(first[2]).not.toBe(second[2]);
  expect([first[3], second[3]]).toEqual(['undefined one two', 'undefined one two']);
  const ends = await Promise.all(jobs.map(job => job.end()));
  expect(ends.map(runs => runs.map(({ log }) => log))).toEqual([['*** *** success'], ['*** *** success']]);
});

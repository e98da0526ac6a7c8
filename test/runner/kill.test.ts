import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runStep, startStep } from './runner.ts';
import { throwAway } from './throw-away.ts';

describe('kill', { concurrent: false }, () => {
  /** A program that prints the signals it receives, and exits at the last of them. */
  const listen = (signals: string, last: string) => `
for (const name of ${signals}) process.on(name, () => {
  console.log(name);
  appendFileSync(env.GITHUB_STATE, name + '=1\\n');
  if (name === '${last}') process.exit(0);
});
writeFileSync('ready', '');
setInterval(() => {}, 1000);`;

  /** Resolves when a program has written a file into the workspace. */
  async function written(file: string): Promise<void> {
    while (!existsSync(file)) await delay(10);
  }

  test('cancel sends SIGINT, and a program may exit in time', async () => {
    await using a = await throwAway(listen("['SIGINT', 'SIGTERM']", 'SIGINT'), 'console.log(env["INPUT_JOB-STATUS"])');
    const when = written(join(a.job.workspace, 'ready'));
    const { main, post } = await runStep({ ...a, kill: { sequence: 'cancel', when } });
    expect(main).toMatchObject({
      exitCode: 0,
      failed: true,
      cancelled: true,
      stdout: 'SIGINT\n',
      state: { SIGINT: '1' },
    });
    expect(main.annotations).toEqual([{ level: 'error', message: 'The operation was canceled.' }]);
    expect(a.job.status).toBe('cancelled');
    expect((await post()).log).toBe('cancelled');
  });

  test('cancel sends SIGTERM to a program that goes on, and then SIGKILL, to a post step as well', async () => {
    const program = listen("['SIGINT', 'SIGTERM']", 'none');
    await using a = await throwAway(program, program.replaceAll('ready', 'post-ready'));
    const main = written(join(a.job.workspace, 'ready'));
    const step = await runStep({ ...a, kill: { sequence: 'cancel', when: main, scale: 0.02 } });
    expect(step.main).toMatchObject({
      exitCode: null,
      signal: 'SIGKILL',
      stdout: 'SIGINT\nSIGTERM\n',
      cancelled: true,
    });
    const when = written(join(a.job.workspace, 'post-ready'));
    const post = await step.post({ kill: { sequence: 'cancel', when, scale: 0.02 } });
    expect(post).toMatchObject({ signal: 'SIGKILL', stdout: 'SIGINT\nSIGTERM\n', cancelled: true });
  });

  test('a program that has already ended is not cancelled', async () => {
    await using a = await throwAway('');
    const { main } = await runStep({ ...a, kill: { sequence: 'cancel', when: { afterMs: 60_000 } } });
    expect(main).toMatchObject({ exitCode: 0, cancelled: false, failed: false });
    expect(a.job.status).toBe('success');
  });

  test('container: the post step runs alongside the main step, with what was written until then', async () => {
    await using a = await throwAway(
      `process.on('SIGINT', () => console.log('a signal'));
     appendFileSync(env.GITHUB_STATE, 'early=1\\n');
     console.log('early');
     writeFileSync('ready', '');
     while (!existsSync('post-was-here')) await sleep(10);
     appendFileSync(env.GITHUB_STATE, 'late=1\\n');
     console.log('late');`,
      `console.log(env.STATE_early, env.STATE_late, env["INPUT_JOB-STATUS"]);
     writeFileSync('post-was-here', '');`,
    );
    const when = written(join(a.job.workspace, 'ready'));
    const step = await startStep({ ...a, kill: { sequence: 'container', when } });
    expect((await step.post()).log).toBe('1 undefined cancelled');
    const main = await step.main;
    expect(main).toMatchObject({ exitCode: 0, cancelled: true, stdout: 'early\nlate\n', state: { early: '1' } });
    expect(main.log).toBe('early\nError: The operation was canceled.');
  });

  test('container: a program that still runs ends with the job', async () => {
    await using a = await throwAway("writeFileSync('ready', ''); setInterval(() => {}, 1000)");
    const when = written(join(a.job.workspace, 'ready'));
    const step = await startStep({ ...a, kill: { sequence: 'container', when } });
    await step.post();
    await a.job.close();
    expect(await step.main).toMatchObject({ signal: 'SIGKILL', exitCode: null });
  });
});

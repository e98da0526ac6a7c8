import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Job, startJob } from './runner.ts';

const YML = `
inputs:
  given: {}
  unset: {}
  with-default: { default: "a b" }
  job-status: { default: "\${{ job.status }}" }
runs: { using: node24, main: main.js, post: post.js }
`;

export interface ThrowAway extends AsyncDisposable {
  readonly job: Job;
  readonly action: string;
}

/** An action of two programs, deleted with its job. The programs can use `env`, `appendFileSync` and `sleep(ms)`. */
export async function throwAway(
  main: string,
  post = '',
  options: Parameters<typeof startJob>[0] = {},
): Promise<ThrowAway> {
  const job = await startJob(options);
  const action = join(job.folder, 'action');
  await mkdir(action);
  await writeFile(join(action, 'action.yml'), YML);
  await writeFile(join(action, 'package.json'), '{"type":"module"}');
  const prelude = `import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const { env } = process;
`;
  await writeFile(join(action, 'main.js'), prelude + main);
  await writeFile(join(action, 'post.js'), prelude + post);
  return { job, action, [Symbol.asyncDispose]: () => job.close() };
}

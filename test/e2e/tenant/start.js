// Starts the tenant alongside the job and points SAIL_* to it. As the first step of a job, it has the last post step.
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { env } = process;
const file = join(env.RUNNER_TEMP, `tenant-${process.pid}.env`);
writeFileSync(file, '');
const serve = join(import.meta.dirname, '..', '..', 'tenant', 'serve.ts');
const tenant = spawn(process.execPath, [serve, '--env-file', file], { detached: true, stdio: 'ignore' });
tenant.unref();
appendFileSync(env.GITHUB_STATE, `pid=${tenant.pid}\n`);

const deadline = Date.now() + 20_000;
let variables = '';
while (!variables.includes('SAIL_CLIENT_SECRET=')) {
  if (Date.now() > deadline) throw new Error('The simulated tenant did not start.');
  await new Promise(done => setTimeout(done, 50));
  variables = readFileSync(file, 'utf8');
}
console.log(`::add-mask::${/SAIL_CLIENT_SECRET=(.*)/.exec(variables)[1]}`);
const origin = /SAIL_BASE_URL=(.*)/.exec(variables)[1];
appendFileSync(env.GITHUB_ENV, variables);
appendFileSync(env.GITHUB_STATE, `origin=${origin}\n`);
console.log(`A simulated tenant listens at ${origin}.`);

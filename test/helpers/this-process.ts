import { main } from '../../src/main.ts';
import { post } from '../../src/post.ts';
import { prune } from '../../src/prune.ts';
import { unseal } from '../../src/unseal.ts';
import { environmentOf, inputVariables, unknownInputs } from '../runner/environment.ts';
import { StepLog } from '../runner/log.ts';
import { type Job, startJob } from '../runner/runner.ts';
import { startTenant, type TenantOptions } from '../tenant/tenant.ts';
import { readActionYml } from './action-yml.ts';
import { type BuiltProgram, capture } from './capture.ts';
import { fastClock } from './fast-clock.ts';
import { filled, type Run, type RunStep, type Steps, scenario } from './scenario.ts';

/** The program waits a tenth of the usual time. */
const SPEED = 10;

/**
 * A tenant and a job like those of `scenario`, whose steps run in this process, for tests with many runs: a start of
 * `dist/` takes ten times as long. Unlike with the built action there are no exit codes and signals, the network is this
 * process's, and a deadline given by a test is ignored. Retries end by their count, however busy the machine is.
 *
 * With a different Node in ACTION_NODE (Windows under Wine) it is `scenario`, because the tests are to check that Node.
 */
export async function inThisProcess(options: TenantOptions = {}): Promise<Steps> {
  if (process.env['ACTION_NODE'] !== undefined) return scenario(options);
  const tenant = await startTenant(options);
  const job = await startJob({ secrets: [tenant.pat.clientSecret] });
  return {
    tenant,
    job,
    ...stepsHere({ tenant, job }),
    [Symbol.asyncDispose]: async () => {
      await tenant.close();
      await job.close();
    },
  };
}

/** Steps in this process for a tenant and a job that already exist. */
export function stepsHere({ tenant, job }: Pick<Steps, 'tenant' | 'job'>): Pick<Steps, 'create' | 'step'> {
  const step: Steps['step'] = (inputs, { action = '.', env = {} } = {}) => runHere(job, action, inputs, env);
  return { step, create: (inputs, options) => step(filled(tenant, inputs), options) };
}

const MAIN: Readonly<Record<string, BuiltProgram>> = { '.': main, prune, unseal };

async function runHere(
  job: Job,
  action: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<RunStep> {
  const program = MAIN[action];
  if (program === undefined) throw new Error(`${action} cannot run in this process`);
  const yml = readActionYml(action);
  const unknown = unknownInputs(yml, inputs);
  if (unknown.length > 0) throw new Error(`${action}/action.yml has no input ${unknown.join(', ')}`);
  const { 'timeout-seconds': seconds = '', ...rest } = inputs;
  // A wrong value is what the test is about.
  const given = /^[1-9]\d*$/.test(seconds) ? rest : inputs;

  const start = (each: BuiltProgram, status: string, more: Readonly<Record<string, string>>): Promise<Run> => {
    const variables = { ...job.env, ...more, ...inputVariables(yml, given, status) };
    const all = environmentOf(job, job.folder, new StepLog(job.masks), variables);
    return capture(each, all, job.masks, fastClock(SPEED, Math.random));
  };

  const run = await start(program, job.status, env);
  Object.assign(job.env, run.exported);
  if (run.failed && job.status === 'success') job.status = 'failure';
  const step: RunStep = {
    main: run,
    post: async (options: Parameters<RunStep['post']>[0] = {}) => {
      if (yml.runs.post === undefined) throw new Error(`${action}/action.yml has no post step`);
      const state = options.mapState?.(run.state) ?? run.state;
      const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value] as const);
      return start(post, options.jobStatus ?? job.status, {
        ...options.env,
        ...env,
        ...Object.fromEntries(states),
      });
    },
  };
  if (yml.runs.post !== undefined) job.steps.push(step);
  return step;
}

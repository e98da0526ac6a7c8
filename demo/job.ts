import { connectionTo } from '../test/helpers/scenario.ts';
import { type ProgramRun, runStep, startJob } from '../test/runner/runner.ts';
import { startTenant } from '../test/tenant/tenant.ts';

type Inputs = Readonly<Record<string, string>>;

/** The inputs of the workflow besides tenant and token. */
export const INPUTS: Inputs = {
  name: 'CI of octo-org/octo-repo',
  scope: 'idn:accounts:read',
  ephemeral: 'true',
  'request-token': 'true',
};

/** The same with typing mistakes. */
export const MISTYPED: Inputs = { name: 'CI of octo-org/octo-repo', scopes: 'idn:accounts:read', ephemeral: 'yes' };

/** The result of a job that creates an ephemeral client with an access token. */
export interface Played {
  /** The origin of the simulated tenant. */
  readonly origin: string;
  readonly main: ProgramRun;
  readonly post: ProgramRun;
}

/**
 * Runs the step from `dist/` in a job with a simulated tenant, and then the post step.
 *
 * @throws Error if a step fails, or the client still exists in the end
 */
export async function playJob(): Promise<Played> {
  await using tenant = await disposableTenant();
  const job = await startJob({ secrets: [tenant.pat.clientSecret] });
  try {
    const { main, post } = await runStep({ job, with: { ...INPUTS, ...connectionTo(tenant) } });
    if (main.failed) throw new Error(`the step failed: ${main.log}`);
    const end = await post();
    if (end.failed) throw new Error(`the post step failed: ${end.log}`);
    if (tenant.clients.size > 0) throw new Error('the client still exists');
    return { origin: tenant.origin, main, post: end };
  } finally {
    await job.close();
  }
}

/**
 * Runs the step with wrong inputs.
 *
 * @throws Error if it succeeds or sends a request
 */
export async function playMistake(): Promise<ProgramRun> {
  await using tenant = await disposableTenant();
  const job = await startJob({ secrets: [tenant.pat.clientSecret] });
  try {
    const { main } = await runStep({ job, with: { ...MISTYPED, ...connectionTo(tenant) }, unknown: 'pass' });
    if (!main.failed) throw new Error('the step with a mistake succeeded');
    if (tenant.requests.length > 0) throw new Error('the step with a mistake sent something');
    return main;
  } finally {
    await job.close();
  }
}

async function disposableTenant() {
  const tenant = await startTenant();
  return Object.assign(tenant, { [Symbol.asyncDispose]: () => tenant.close() });
}

import { connectionTo } from '../test/helpers/scenario.ts';
import { type ProgramRun, runStep, startJob } from '../test/runner/runner.ts';
import { startTenant } from '../test/tenant/tenant.ts';

type Inputs = Readonly<Record<string, string>>;

/** What a workflow gives besides tenant and token. */
export const INPUTS: Inputs = { name: 'CI of octo-org/octo-repo', scope: 'idn:accounts:read', ephemeral: 'true' };

/** The same with a slip of the keyboard. */
export const MISTYPED: Inputs = { name: 'CI of octo-org/octo-repo', scopes: 'idn:accounts:read', ephemeral: 'yes' };

/** What happened in a job that creates an ephemeral client, uses it and ends. */
export interface Played {
  /** Where the simulated tenant listened. */
  readonly origin: string;
  readonly main: ProgramRun;
  /** Of the token that a later step obtained with the new credentials. */
  readonly token: { readonly scope: string; readonly expires_in: number };
  readonly post: ProgramRun;
}

/**
 * Runs the step from `dist/` in a job with a simulated tenant, signs in with what it hands out, and ends the job.
 *
 * @throws Error when the client does not work, or is still there in the end
 */
export async function playJob(): Promise<Played> {
  await using tenant = await disposableTenant();
  const job = await startJob({ secrets: [tenant.pat.clientSecret] });
  try {
    const { main, post } = await runStep({ job, with: { ...INPUTS, ...connectionTo(tenant) } });
    if (main.failed) throw new Error(`the step failed: ${main.log}`);
    const token = await signIn(main);
    const end = await post();
    if (end.failed) throw new Error(`the post step failed: ${end.log}`);
    if (tenant.clients.size > 0) throw new Error('the client is still there');
    return { origin: tenant.origin, main, token, post: end };
  } finally {
    await job.close();
  }
}

/**
 * Runs the step with inputs that are wrong.
 *
 * @throws Error when it succeeds, or sends anything
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

/** What a later step would do with the outputs. */
async function signIn({ outputs }: ProgramRun): Promise<Played['token']> {
  const response = await fetch(outputs['token-url'] ?? '', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: outputs['client-id'] ?? '',
      client_secret: outputs['client-secret'] ?? '',
    }),
  });
  if (!response.ok) throw new Error(`the new credentials do not work: HTTP ${response.status}`);
  const { scope, expires_in } = Object(await response.json());
  return { scope, expires_in };
}

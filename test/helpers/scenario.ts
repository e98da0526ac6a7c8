import { setTimeout as delay } from 'node:timers/promises';
import {
  type Job,
  type PostOptions,
  type Run,
  runStep,
  type StartedStep,
  type Step,
  startJob,
  startStep,
} from '../runner/runner.ts';
import type { Operation } from '../tenant/faults.ts';
import { startTenant, type Tenant, type TenantOptions } from '../tenant/tenant.ts';
import { withPatience } from './patience.ts';

export type { Run } from '../runner/runner.ts';

/** A tenant and a job with steps, all removed at the end of the test. `job.end()` runs the post steps of all its steps. */
export interface Steps extends AsyncDisposable {
  readonly tenant: Tenant;
  readonly job: Job;
  /** Runs the create action as a step, with the connection and a name filled in if `inputs` gives none. */
  create(inputs?: Record<string, string>, options?: Pick<StepOptions, 'action' | 'env'>): Promise<RunStep>;
  /** Runs a step with nothing filled in. */
  step(inputs: Record<string, string>, options?: Pick<StepOptions, 'action' | 'env'>): Promise<RunStep>;
}

export interface RunStep {
  readonly main: Run;
  /** Runs the post step as the job ends. */
  post(options?: Pick<PostOptions, 'jobStatus' | 'env' | 'mapState'>): Promise<Run>;
}

/** The built actions on the simulated runner. */
export interface Scenario extends Steps {
  create(inputs?: Record<string, string>, options?: StepOptions): Promise<Step>;
  /** The same, without waiting for the end of the main step. */
  start(inputs?: Record<string, string>, options?: StepOptions): Promise<StartedStep>;
  step(inputs: Record<string, string>, options?: StepOptions): Promise<Step>;
}

export type StepOptions = Omit<Parameters<typeof runStep>[0], 'job' | 'with'>;

export async function scenario(options: TenantOptions = {}): Promise<Scenario> {
  const tenant = await startTenant(options);
  const steps = await jobWith(tenant);
  return {
    ...steps,
    [Symbol.asyncDispose]: async () => {
      await tenant.close();
      await steps.job.close();
    },
  };
}

/** Another job of the same run, like those of a matrix: they share the tenant, but nothing on the machine. */
export async function jobWith(tenant: Tenant): Promise<Scenario> {
  const job = await startJob({ secrets: [tenant.pat.clientSecret] });
  const step: Scenario['step'] = (inputs, stepOptions) => runStep({ job, with: withPatience(inputs), ...stepOptions });
  return {
    tenant,
    job,
    step,
    start: (inputs, stepOptions) => startStep({ job, with: withPatience(filled(tenant, inputs)), ...stepOptions }),
    create: (inputs, stepOptions) => step(filled(tenant, inputs), stepOptions),
    [Symbol.asyncDispose]: () => job.close(),
  };
}

/** Inputs of the create action, with a connection, a name and a scope filled in if they give none. */
export function filled(tenant: Tenant, inputs: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...connectionTo(tenant), name: 'Pipeline', scope: 'idn:accounts:read', ...inputs };
}

/** The inputs that sign in with the tenant's PAT. */
export function connectionTo({ origin, pat }: Tenant): Record<string, string> {
  return { 'base-url': origin, 'pat-client-id': pat.clientId, 'pat-client-secret': pat.clientSecret };
}

/** Resolves when the tenant has received the first such request completely, before it is handled. */
export function reached({ tenant }: Scenario, expected: Operation): Promise<void> {
  return new Promise(done => {
    tenant.onRequest = ({ operation }) => {
      if (operation === expected) done();
    };
  });
}

/** Resolves when the tenant has one client more than now. */
export async function oneMore({ tenant }: Scenario): Promise<void> {
  const before = tenant.clients.size;
  while (tenant.clients.size === before) await delay(5, undefined, { ref: false });
}

/** The operations requested from the tenant, in order. */
export function operations({ tenant }: Steps): string[] {
  return tenant.requests.map(({ operation }) => operation);
}

/** Error annotations of a run, as one text. */
export function errorsOf(run: Run): string {
  return messagesOf(run, 'error');
}

export function warningsOf(run: Run): string {
  return messagesOf(run, 'warning');
}

function messagesOf({ annotations }: Run, level: string): string {
  return annotations
    .filter(each => each.level === level)
    .map(each => each.message)
    .join('\n');
}

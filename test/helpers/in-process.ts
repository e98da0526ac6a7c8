import type { Clock } from '../../src/clock.ts';
import { create } from '../../src/create.ts';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import type { Tools } from '../../src/lifecycle.ts';
import type { Report } from '../../src/runner/report.ts';
import { settle } from '../../src/settle.ts';
import { readOutcome, readPlan } from '../../src/state.ts';
import { createHttp } from '../../src/tenant/http.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import { messageOf } from '../../src/text.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** What a run left, as the runner would have seen it. */
export interface Seen extends Report {
  readonly shown: string[];
  readonly annotations: string[];
  readonly outputFile: Record<string, string>;
  readonly stateFile: Record<string, string>;
  readonly masked: Set<string>;
}

export function memoryReport(): Seen {
  const seen = {
    shown: [] as string[],
    annotations: [] as string[],
    outputFile: {} as Record<string, string>,
    stateFile: {} as Record<string, string>,
    masked: new Set<string>(),
  };
  const show = (line: string) => void seen.shown.push(line);
  const annotate = (message: string) => void seen.annotations.push(message);
  return {
    ...seen,
    mask: secret => void seen.masked.add(secret),
    info: show,
    debug: show,
    notice: annotate,
    warning: annotate,
    error: annotate,
    outputs: values => void Object.assign(seen.outputFile, values),
    state: values => {
      for (const [name, value] of Object.entries(values)) seen.stateFile[`STATE_${name}`] = value;
    },
    exportVariables: () => {},
    summary: show,
  };
}

/** Time that goes faster: a deadline of ten seconds is over in half a second. */
export function fastClock(speed: number, random: () => number): Clock {
  const start = Date.now();
  const zero = performance.now();
  return {
    now: () => start + (performance.now() - zero) * speed,
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds / speed);
      return () => clearTimeout(timer);
    },
    random,
  };
}

/** The main step without a process of its own. @returns what it showed, and whether it was green */
export async function mainStep(settings: CreateSettings, clock: Clock): Promise<Seen & { green: boolean }> {
  const report = memoryReport();
  const green = await finish(report, () => create(settings, tools(settings, report, clock)));
  return { ...report, green };
}

/** The post step of a main step. */
export async function postStep(main: Seen, jobStatus: string, clock: Clock): Promise<Seen & { green: boolean }> {
  const report = memoryReport();
  const plan = readPlan(main.stateFile, report);
  const green = await finish(report, async () => {
    if (plan !== undefined) await settle(plan, readOutcome(main.stateFile), jobStatus, tools(plan, report, clock));
  });
  return { ...report, green };
}

function tools(
  { connection, timeout }: Pick<CreateSettings, 'connection' | 'timeout'>,
  report: Report,
  clock: Clock,
): Tools {
  const until = clock.now() + timeout;
  const tenant = openTenant(connection, createHttp(clock, {}, report.info), clock, report, until);
  return { tenant, report, clock, until };
}

async function finish(report: Report, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    report.error(messageOf(error));
    return false;
  }
}

/** Settings of a run against the tenant. */
export function settingsFor(tenant: Tenant, changes: Partial<CreateSettings> = {}): CreateSettings {
  return {
    connection: { origin: tenant.origin, apiVersion: 'beta', credentials: { kind: 'pat', ...tenant.pat } },
    request: {
      name: 'Pipeline',
      description: `made by a test ${changes.mark ?? ''}`,
      accessTokenValiditySeconds: 750,
      grantTypes: ['CLIENT_CREDENTIALS'],
      accessType: 'OFFLINE',
      enabled: true,
      scope: ['idn:accounts:read'],
    },
    ifExists: 'create',
    mark: undefined,
    verify: false,
    exportEnv: false,
    sealing: undefined,
    summary: true,
    timeout: 10_000,
    ...changes,
  };
}

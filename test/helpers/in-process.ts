import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import { type CreateSettings, readCreateSettings } from '../../src/inputs/create-inputs.ts';
import { WrongInputs } from '../../src/inputs/inputs.ts';
import { create } from '../../src/main.ts';
import { cleanUp } from '../../src/post.ts';
import type { Report } from '../../src/report.ts';
import { runUrl } from '../../src/run-url.ts';
import { Secret } from '../../src/secret.ts';
import { readJournal } from '../../src/state.ts';
import type { SignIn } from '../../src/tenant/connection.ts';
import { openTenant } from '../../src/tenant/tenant.ts';
import type { Tools } from '../../src/tools.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** The run that the steps belong to. */
const ENV = { GITHUB_REPOSITORY: 'octo-org/octo-repo', GITHUB_RUN_ID: '1658821493', GITHUB_RUN_ATTEMPT: '1' };

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
    group: (_title, lines) => void seen.shown.push(...lines),
    debug: show,
    notice: annotate,
    warning: annotate,
    error: annotate,
    outputs: values => void Object.assign(seen.outputFile, values),
    state: values => {
      for (const [name, value] of Object.entries(values)) seen.stateFile[`STATE_${name}`] = value;
    },
    exportVariables: () => {},
    summary: async text => show(text),
    quote: value => JSON.stringify(value),
    hide: text => text,
    hideLong: text => text,
  };
}

/** The environment of an action with these inputs. */
export function environmentOf(
  inputs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const file = join(import.meta.dirname, 'in-process.ts');
  return {
    ...ENV,
    // Files that are there; nothing is written to them.
    ...{ GITHUB_OUTPUT: file, GITHUB_STATE: file },
    ...more,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
}

/**
 * @param more variables beside the inputs
 * @returns what the create action shows for these inputs, which are wrong: its error, and all else
 */
export async function refusal(
  inputs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): Promise<{ message: string; shown: string }> {
  const report = memoryReport();
  const error = await readCreateSettings(environmentOf(inputs, more), report).catch((reason: unknown) => reason);
  if (!(error instanceof WrongInputs)) throw new Error('These inputs are not wrong', { cause: error });
  return { message: error.message, shown: [error.message, ...report.shown, ...report.annotations].join('\n') };
}

/** @returns the error that the create action reports for these inputs, which are wrong */
export async function refusalOf(
  inputs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { message } = await refusal(inputs, more);
  return message;
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
export async function runMain(settings: CreateSettings, clock: Clock): Promise<Seen & { green: boolean }> {
  const report = memoryReport();
  const green = await isGreen(report, atEnd => create(settings, tools(settings, report, clock, atEnd)));
  return { ...report, green };
}

/** The post step of a main step. */
export async function runPost(main: Seen, jobStatus: string, clock: Clock): Promise<Seen & { green: boolean }> {
  const report = memoryReport();
  const green = await isGreen(report, async atEnd => {
    const journal = readJournal(main.stateFile, report);
    if (journal !== undefined) await cleanUp(journal, jobStatus, tools(journal.plan, report, clock, atEnd));
  });
  return { ...report, green };
}

function tools(
  { connection, timeout }: Pick<CreateSettings, 'connection' | 'timeout'>,
  report: Report,
  clock: Clock,
  atEnd: Tools['atEnd'],
): Tools {
  const until = clock.now() + timeout;
  const tenant = openTenant(connection, { env: {}, report, clock, until });
  return { tenant, report, clock, until, env: ENV, run: runUrl(ENV), atEnd };
}

async function isGreen(report: Report, work: (atEnd: Tools['atEnd']) => Promise<void>): Promise<boolean> {
  const closers: (() => void)[] = [];
  try {
    await work(close => void closers.push(close));
    return true;
  } catch (error) {
    report.error(messageOf(error));
    return false;
  } finally {
    for (const close of closers) close();
  }
}

/** How a test signs in at a tenant. */
export function signInOf({ pat: { clientId, clientSecret } }: Pick<Tenant, 'pat'>): SignIn {
  return { kind: 'pat', clientId, clientSecret: Secret.mask(clientSecret, { mask: () => {} }), isQuoted: false };
}

/** Settings of a run against the tenant. */
export function settingsFor(tenant: Tenant, changes: Partial<CreateSettings> = {}): CreateSettings {
  return {
    kind: 'create',
    connection: { origin: tenant.origin, apiVersion: 'beta', signIn: signInOf(tenant) },
    request: {
      name: 'Pipeline',
      description: changes.isEphemeral
        ? '[ephemeral repository=octo-org/octo-repo run=1658821493] made by a test'
        : 'Created by GitHub Actions: octo-org/octo-repo, workflow Test, https://github.com/octo-org/octo-repo/actions/runs/1658821493',
      accessTokenValiditySeconds: 750,
      grantTypes: ['CLIENT_CREDENTIALS'],
      accessType: 'OFFLINE',
      enabled: true,
      scope: ['idn:accounts:read'],
    },
    given: [],
    warnings: [],
    ifExists: 'create',
    isEphemeral: false,
    keepOlder: changes.ifExists === 'replace' ? 0 : undefined,
    verify: false,
    requestToken: false,
    dryRun: false,
    exportEnv: false,
    sealing: undefined,
    timeout: 10_000,
    stopFile: join(tmpdir(), randomUUID(), 'nobody stops this step'),
    ...changes,
  };
}

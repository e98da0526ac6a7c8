import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
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
import { memoryReport, type Seen } from './memory-report.ts';
import { runVariables } from './workflow-run.ts';

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
  const env = runVariables();
  return { tenant, report, clock, until, env, run: runUrl(env), atEnd };
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

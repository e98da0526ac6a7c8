import { existsSync } from 'node:fs';
import { StepError } from './errors.ts';
import type { Machine } from './runner/program.ts';
import type { Connection } from './tenant/connection.ts';
import type { DeletionTools } from './tenant/deletion.ts';
import { openTenant } from './tenant/tenant.ts';

export interface Tools extends DeletionTools {
  readonly env: NodeJS.ProcessEnv;
  readonly atEnd: Machine['atEnd'];
}

/** @param timeout of the whole step, in milliseconds @param step `post`: a notice of the main step is not repeated */
export function openTools(machine: Machine, connection: Connection, timeout: number, step?: 'main' | 'post'): Tools {
  const { env, report, clock, start, atEnd } = machine;
  const until = start + timeout;
  const tenant = openTenant(connection, { env, report, clock, until, noticesDeprecation: step !== 'post' });
  atEnd(tenant.close);
  return { tenant, report, clock, until, env, atEnd };
}

/** @throws Error when the post step has begun: in a container job it can while the main step still waits */
export function stopIfEnded(stopFile: string): void {
  if (existsSync(stopFile)) throw new StepError('The job has ended, so nothing more is sent.');
}

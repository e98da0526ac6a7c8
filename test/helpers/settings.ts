import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import { Secret } from '../../src/secret.ts';
import type { Connection } from '../../src/tenant/connection.ts';
import type { ClientRequest } from '../../src/tenant/fields.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { descriptionOf, RUN } from './workflow-run.ts';

/** The default of `timeout-seconds`, in milliseconds. */
export const TIMEOUT = 120_000;

/** The folder does not exist: a step that looks for the file finds none, and one that writes it fails. */
const STOP_FILE = join(tmpdir(), 'no such folder', 'stop');

type Reachable = Pick<Tenant, 'origin' | 'pat'>;

/** No tenant exists at this origin: for tests that send nothing, or whose requests go elsewhere. */
export const NOWHERE = { origin: 'http://localhost:1', pat: { clientId: 'id', clientSecret: 'a secret of the token' } };

/** How steps sign in at the tenant. */
export function connectionOf({ origin, pat: { clientId, clientSecret } }: Reachable): Connection {
  const secret = Secret.mask(clientSecret, { mask: () => {} });
  return { origin, apiVersion: 'beta', signIn: { kind: 'pat', clientId, clientSecret: secret, isQuoted: false } };
}

/**
 * Settings of a run of the create action against the tenant.
 *
 * @param request fields that differ from the default request
 * @param run id of the workflow run
 */
export function settingsFor(
  tenant: Reachable,
  changes: Partial<CreateSettings> = {},
  request: Partial<ClientRequest> = {},
  run: string = RUN,
): CreateSettings {
  const isOwn = changes.given?.includes('description');
  return {
    kind: 'create',
    connection: connectionOf(tenant),
    request: {
      name: 'Pipeline',
      description: isOwn ? 'For the nightly job' : descriptionOf(changes.isEphemeral ? 'ephemeral' : 'plain', run),
      accessTokenValiditySeconds: 750,
      grantTypes: ['CLIENT_CREDENTIALS'],
      accessType: 'OFFLINE',
      enabled: true,
      scope: ['idn:accounts:read'],
      ...request,
    },
    given: ['name'],
    warnings: [],
    ifExists: 'create',
    isEphemeral: false,
    keepOlder: changes.ifExists === 'replace' ? 0 : undefined,
    verify: false,
    requestToken: false,
    dryRun: false,
    exportEnv: false,
    sealing: undefined,
    timeout: TIMEOUT,
    stopFile: STOP_FILE,
    ...changes,
  };
}

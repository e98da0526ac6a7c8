import type { Clock } from './clock.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import type { Tools } from './lifecycle.ts';
import type { Report } from './runner/report.ts';
import { addSummary, escapeHtml, table } from './runner/summary.ts';
import { seal } from './seal.ts';
import type { Client } from './tenant/client.ts';
import { adminPage, clientsUrl, type Place, tokenUrl } from './tenant/connection.ts';
import type { Created } from './tenant/tenant.ts';
import { quote } from './text.ts';

/**
 * Hands a new client to the workflow: outputs, exported variables, a line in the log, the job summary.
 *
 * @throws Error when an output could not be set; a summary that cannot be written is a warning
 */
export async function handOut(created: Created, settings: CreateSettings, { report, clock }: Tools): Promise<void> {
  const { client, secret } = created;
  const { origin } = settings.connection;
  const sealed = await sealFor(created, settings, report, clock);
  report.outputs({
    ...credentialOutputs({ id: client.id, secret, client: client.fields, origin }),
    created: 'true',
    sealed,
  });
  if (settings.exportEnv) exportCredentials(origin, client.id, secret, report);
  const lifetime = settings.mark === undefined ? '' : ' It is deleted at the end of the job.';
  report.info(`Created the OAuth client ${quote(client.name)}, client-id ${client.id}, at ${origin}.${lifetime}`);
  if (settings.summary) addSummary('OAuth client created', describe(client, settings), adminPage(origin), report);
}

/** Hands out a client that was there already, without a secret: the tenant shows it only once. */
export async function handOutExisting(
  client: Client,
  settings: CreateSettings,
  { report, clock }: Tools,
): Promise<void> {
  const { origin } = settings.connection;
  const sealed = await sealFor({ client, secret: undefined }, settings, report, clock);
  report.outputs({
    ...credentialOutputs({ id: client.id, secret: undefined, client: client.fields, origin }),
    created: 'false',
    sealed,
  });
  if (settings.exportEnv) exportCredentials(origin, client.id, undefined, report);
  report.info(
    `The OAuth client ${quote(client.name)} exists, client-id ${client.id}, at ${origin}; nothing was created.`,
  );
  if (settings.summary) addSummary('OAuth client found', describe(client, settings), adminPage(origin), report);
}

/** The outputs and the summary of a dry run. */
export function handOutNothing(place: Place, body: string, summary: boolean, report: Report): void {
  const nothing = credentialOutputs({ id: '', secret: undefined, client: undefined, origin: place.origin });
  report.outputs({ ...nothing, created: 'false', sealed: '' });
  if (!summary) return;
  const request = `<p>POST <code>${escapeHtml(clientsUrl(place))}</code></p>\n<pre>${escapeHtml(body)}</pre>\n`;
  addSummary('Dry run: no OAuth client created', request, undefined, report);
}

interface Credentials {
  readonly id: string;
  readonly secret: string | undefined;
  /** The client as JSON, undefined when there is none. */
  readonly client: Readonly<Record<string, unknown>> | undefined;
  readonly origin: string;
}

/** The outputs that create and unseal have in common. */
export function credentialOutputs({ id, secret, client, origin }: Credentials): Record<string, string> {
  return {
    'client-id': id,
    'client-secret': secret ?? '',
    client: client === undefined ? '' : JSON.stringify(client),
    'base-url': origin,
    'token-url': tokenUrl(origin),
  };
}

/** @returns the output `sealed`, empty when there is no key, or nothing to seal, which a notice says */
async function sealFor(
  { client, secret }: Created,
  { sealing, connection: { origin } }: CreateSettings,
  report: Report,
  clock: Clock,
): Promise<string> {
  if (sealing === undefined) return '';
  if (secret === undefined) {
    report.notice(
      `seal-key: the output sealed is empty, because there is no secret of the client ${client.id} to seal.`,
    );
    return '';
  }
  const { key, repository, run } = sealing;
  const content = {
    id: client.id,
    secret,
    'base-url': origin,
    'token-url': tokenUrl(origin),
    client: client.fields,
    repository,
    run,
    created: new Date(client.created ?? clock.now()).toISOString(),
  };
  return seal(content, key);
}

/** The names that the vendor's CLI and SDKs read. A new id beside an old secret would be worse than nothing. */
export function exportCredentials(origin: string, id: string, secret: string | undefined, report: Report): void {
  if (secret === undefined) {
    report.warning(`export-env: nothing is exported, because there is no secret for the client ${id}.`);
    return;
  }
  report.exportVariables({ SAIL_BASE_URL: origin, SAIL_CLIENT_ID: id, SAIL_CLIENT_SECRET: secret });
}

function describe({ id, name, fields }: Client, { connection, request, mark }: CreateSettings): string {
  const list = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none');
  return table([
    ['Name', name ?? ''],
    ['client-id', id],
    ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
    ['Grant types', list(fields['grantTypes'] ?? request.grantTypes)],
    ['Scopes', list(fields['scope'] ?? request.scope ?? ['sp:scopes:all'])],
    ['Access token', `valid ${fields['accessTokenValiditySeconds'] ?? request.accessTokenValiditySeconds} seconds`],
    ['Lifetime', mark === undefined ? 'until somebody deletes it' : 'until the end of the job'],
  ]);
}

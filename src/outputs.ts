import type { CreateSettings, DryRun } from './inputs/create-inputs.ts';
import type { Report } from './runner/report.ts';
import { addSummary, table } from './runner/summary.ts';
import { seal } from './seal.ts';
import type { Client } from './tenant/client.ts';
import { adminPage, clientsUrl, tokenUrl } from './tenant/connection.ts';
import type { Tools } from './tenant/deletion.ts';
import { ALL_SCOPES } from './tenant/grant.ts';
import type { Created } from './tenant/tenant.ts';
import { escapeHtml } from './text.ts';

/**
 * Hands a new client to the workflow: outputs, exported variables, a line in the log, the job summary.
 *
 * @throws Error when an output could not be set; a summary that cannot be written is a warning
 */
export async function handOut(created: Created, settings: CreateSettings, tools: Tools): Promise<void> {
  const { client } = created;
  const { report } = tools;
  await setOutputs(created, true, settings, tools);
  const { origin } = settings.connection;
  const lifetime = settings.mark === undefined ? '' : ' It will be deleted at the end of the job.';
  report.info(
    `Created the OAuth client ${report.quote(client.name)}, client-id ${client.id}, at ${origin}.${lifetime}`,
  );
  if (settings.summary) await addSummary('OAuth client created', factsOf(client, settings), adminPage(origin), report);
}

/** Hands out a client that was there already, without a secret: the tenant shows it only once. */
export async function handOutExisting(client: Client, settings: CreateSettings, tools: Tools): Promise<void> {
  const { report } = tools;
  const { origin } = settings.connection;
  await setOutputs({ client, secret: undefined }, false, settings, tools);
  report.info(
    `The OAuth client ${report.quote(client.name)} exists, client-id ${client.id}, at ${origin}; nothing was created.`,
  );
  if (settings.summary) await addSummary('OAuth client found', factsOf(client, settings), adminPage(origin), report);
}

/** Shows the request that would be sent, and sets outputs that are empty. */
export async function showDryRun({ place, request, summary }: DryRun, report: Report): Promise<void> {
  const body = JSON.stringify(request, null, 2);
  report.info('Dry run: nothing is sent. The request would be');
  report.info(`POST ${clientsUrl(place)}`);
  report.info(body);
  const nothing = credentialOutputs({ id: '', secret: undefined, client: undefined, origin: place.origin });
  report.outputs({ ...nothing, created: 'false', sealed: '' });
  if (!summary) return;
  const html = `<p>POST <code>${escapeHtml(clientsUrl(place))}</code></p>\n<pre>${escapeHtml(body)}</pre>\n`;
  await addSummary('Dry run: no OAuth client created', html, undefined, report);
}

interface HandedOut {
  readonly id: string;
  readonly secret: string | undefined;
  /** The client as JSON, undefined when there is none. */
  readonly client: Readonly<Record<string, unknown>> | undefined;
  readonly origin: string;
}

/** The outputs that create and unseal have in common. */
export function credentialOutputs({ id, secret, client, origin }: HandedOut): Record<string, string> {
  return {
    'client-secret': secret ?? '',
    'client-id': id,
    client: client === undefined ? '' : JSON.stringify(client),
    'base-url': origin,
    'token-url': tokenUrl(origin),
  };
}

/** The names that the vendor's CLI and SDKs read. A new id beside an old secret would be worse than nothing. */
export function exportCredentials(origin: string, id: string, secret: string | undefined, report: Report): void {
  if (secret === undefined) {
    report.warning(`export-env: nothing is exported, because there is no secret for the client ${id}.`);
    return;
  }
  report.exportVariables({ SAIL_BASE_URL: origin, SAIL_CLIENT_ID: id, SAIL_CLIENT_SECRET: secret });
}

async function setOutputs(
  { client, secret }: Created,
  isNew: boolean,
  settings: CreateSettings,
  { report, clock }: Tools,
): Promise<void> {
  const { sealing, exportEnv, connection } = settings;
  const { origin } = connection;
  const { id, fields } = client;
  let sealed = '';
  if (sealing !== undefined && secret === undefined) {
    report.notice(`seal-key: the output sealed is empty, because there is no secret of the client ${id} to seal.`);
  } else if (sealing !== undefined && secret !== undefined) {
    const { key, ...maker } = sealing;
    const created = new Date(client.created ?? clock.now()).toISOString();
    const content = { id, secret, 'base-url': origin, 'token-url': tokenUrl(origin), client: fields };
    sealed = await seal({ ...content, ...maker, created }, key);
  }
  const credentials = credentialOutputs({ id, secret, client: fields, origin });
  report.outputs({ ...credentials, created: String(isNew), sealed });
  if (exportEnv) exportCredentials(origin, id, secret, report);
}

function factsOf({ id, name, fields }: Client, { connection, request, mark }: CreateSettings): string {
  const list = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none');
  return table([
    ['Name', name ?? ''],
    ['client-id', id],
    ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
    ['Grant types', list(fields['grantTypes'] ?? request.grantTypes)],
    ['Scopes', list(fields['scope'] ?? request.scope ?? [ALL_SCOPES])],
    ['Access token', `valid ${fields['accessTokenValiditySeconds'] ?? request.accessTokenValiditySeconds} seconds`],
    ['Lifetime', mark === undefined ? 'until somebody deletes it' : 'until the end of the job'],
  ]);
}

import type { Client } from './client.ts';
import { adminPage, clientsUrl, type Place, tokenUrl } from './connection.ts';
import type { CreateSettings } from './create-inputs.ts';
import type { Report } from './report.ts';
import { addSummary, escapeHtml, table } from './summary.ts';
import type { Created } from './tenant.ts';
import { quote } from './text.ts';

/**
 * Hands a new client to the workflow: outputs, exported variables, a line in the log, the job summary.
 *
 * @throws Error when an output could not be set; a summary that cannot be written is a warning
 */
export async function handOut({ client, secret }: Created, settings: CreateSettings, report: Report): Promise<void> {
  const { origin } = settings.connection;
  setOutputs({ client, secret, created: true, origin }, report);
  if (settings.exportEnv) exportCredentials(origin, client.id, secret, report);
  const lifetime = settings.mark === undefined ? '' : ' It is deleted at the end of the job.';
  report.info(`Created the OAuth client ${quote(client.name)}, client-id ${client.id}, at ${origin}.${lifetime}`);
  if (settings.summary) await addSummary('OAuth client created', describe(client, settings), adminPage(origin), report);
}

/** Hands out a client that was there already, without a secret: the tenant shows it only once. */
export async function handOutExisting(client: Client, settings: CreateSettings, report: Report): Promise<void> {
  const { origin } = settings.connection;
  setOutputs({ client, secret: undefined, created: false, origin }, report);
  if (settings.exportEnv) exportCredentials(origin, client.id, undefined, report);
  report.info(
    `The OAuth client ${quote(client.name)} exists, client-id ${client.id}, at ${origin}; nothing was created.`,
  );
  if (settings.summary) await addSummary('OAuth client found', describe(client, settings), adminPage(origin), report);
}

/** The outputs and the summary of a dry run. */
export async function handOutNothing(place: Place, body: string, summary: boolean, report: Report): Promise<void> {
  setOutputs({ client: undefined, secret: undefined, created: false, origin: place.origin }, report);
  if (!summary) return;
  const request = `<p>POST <code>${escapeHtml(clientsUrl(place))}</code></p>\n<pre>${escapeHtml(body)}</pre>\n`;
  await addSummary('Dry run: no OAuth client created', request, undefined, report);
}

interface Outputs {
  readonly client: Client | undefined;
  readonly secret: string | undefined;
  readonly created: boolean;
  readonly origin: string;
}

function setOutputs({ client, secret, created, origin }: Outputs, report: Report): void {
  report.output('client-id', client?.id ?? '');
  report.output('client-secret', secret ?? '');
  report.output('created', String(created));
  report.output('client', client === undefined ? '' : JSON.stringify(client.fields));
  report.output('base-url', origin);
  report.output('token-url', tokenUrl(origin));
}

/** The names that the vendor's CLI and SDKs read. A new id beside an old secret would be worse than nothing. */
function exportCredentials(origin: string, id: string, secret: string | undefined, report: Report): void {
  if (secret === undefined) {
    report.warning(`export-env: nothing is exported, because there is no secret for the client ${id}.`);
    return;
  }
  report.exportVariable('SAIL_BASE_URL', origin);
  report.exportVariable('SAIL_CLIENT_ID', id);
  report.exportVariable('SAIL_CLIENT_SECRET', secret);
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

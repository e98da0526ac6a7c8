import type { Client } from './client.ts';
import { adminPage, clientsUrl, type Place, tokenUrl } from './connection.ts';
import type { CreateSettings } from './create-inputs.ts';
import type { Report } from './report.ts';
import type { Created } from './tenant.ts';
import { messageOf, quote } from './text.ts';

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
  if (settings.summary) await writeSummary('OAuth client created', rows(client, settings, lifetime), origin, report);
}

/** Hands out a client that was there already, without a secret: the tenant shows it only once. */
export async function handOutExisting(client: Client, settings: CreateSettings, report: Report): Promise<void> {
  const { origin } = settings.connection;
  setOutputs({ client, secret: undefined, created: false, origin }, report);
  if (settings.exportEnv) exportCredentials(origin, client.id, undefined, report);
  report.info(
    `The OAuth client ${quote(client.name)} exists, client-id ${client.id}, at ${origin}; nothing was created.`,
  );
  if (settings.summary) await writeSummary('OAuth client found', rows(client, settings, ''), origin, report);
}

/** The outputs and the summary of a dry run. */
export async function handOutNothing(place: Place, body: string, summary: boolean, report: Report): Promise<void> {
  setOutputs({ client: undefined, secret: undefined, created: false, origin: place.origin }, report);
  if (!summary) return;
  const text = `<h3>Dry run: no OAuth client created</h3>\n<p>POST <code>${escapeHtml(clientsUrl(place))}</code></p>\n`;
  await addSummary(`${text}<pre>${escapeHtml(body)}</pre>\n`, report);
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

type SummaryRow = readonly [heading: string, text: string];

function rows({ id, name, fields }: Client, { connection, request }: CreateSettings, lifetime: string): SummaryRow[] {
  const list = (value: unknown) => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none');
  const scope = fields['scope'] ?? request.scope;
  return [
    ['Name', name ?? ''],
    ['client-id', id],
    ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
    ['Grant types', list(fields['grantTypes'] ?? request.grantTypes)],
    ['Scopes', list(scope ?? ['sp:scopes:all'])],
    ['Access token', `valid ${fields['accessTokenValiditySeconds'] ?? request.accessTokenValiditySeconds} seconds`],
    ...(lifetime === '' ? [] : [['Lifetime', 'deleted at the end of the job'] as const]),
  ];
}

async function writeSummary(title: string, rows: SummaryRow[], origin: string, report: Report): Promise<void> {
  const body = rows.map(([heading, text]) => `<tr><th>${heading}</th><td>${escapeHtml(text)}</td></tr>`).join('\n');
  const page = adminPage(origin);
  const link = page === undefined ? '' : `<p><a href="${page}">API clients of the tenant</a></p>\n`;
  await addSummary(`<h3>${title}</h3>\n<table>\n${body}\n</table>\n${link}`, report);
}

async function addSummary(html: string, report: Report): Promise<void> {
  try {
    await report.summary(html);
  } catch (error) {
    report.warning(`The job summary could not be written: ${messageOf(error)}`);
  }
}

/** A line break would end the HTML block and let Markdown begin. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll(/\r?\n|\r/g, '&#10;');
}

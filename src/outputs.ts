import type { CreateSettings, DryRun } from './inputs/create-inputs.ts';
import type { Report } from './report.ts';
import { addSummary, type Cell, table, withoutEscapes } from './runner/summary.ts';
import { seal } from './seal.ts';
import type { Client } from './tenant/client.ts';
import { adminPage, clientsUrl, scopesIn, tokenUrl } from './tenant/connection.ts';
import type { Difference } from './tenant/difference.ts';
import { isUntold, showBoth } from './tenant/field-value.ts';
import type { ClientRequest, FieldName } from './tenant/fields.ts';
import { ALL_SCOPES } from './tenant/grant.ts';
import type { Created } from './tenant/tenant.ts';
import { count, escapeHtml, someIds } from './text.ts';
import type { Tools } from './tools.ts';

/**
 * Hands a new client to the workflow: outputs, exported variables, a line in the log, the job summary.
 *
 * @param older ids of the clients that it replaces
 * @throws Error when an output could not be set; a summary that cannot be written is a warning
 */
export async function handOut(
  created: Created,
  settings: CreateSettings,
  tools: Tools,
  older: readonly string[],
): Promise<void> {
  const { client } = created;
  const { report } = tools;
  await setOutputs(created, true, settings, tools);
  const { origin } = settings.connection;
  const lifetime = settings.mark === undefined ? '' : ' It will be deleted at the end of the job.';
  report.info(
    `Created the OAuth client ${report.quote(client.name)}, client-id ${client.id}, at ${origin}.${lifetime}`,
  );
  const number = count(older.length, 'older client');
  const rows = factsOf(client, settings, settings.request);
  if (older.length > 0) {
    report.info(`If the job succeeds, ${number} of that name will be deleted at its end: ${someIds(older)}.`);
    rows.push(['Replaces', `${number}, which the post step deletes if the job succeeds: ${someIds(older)}`]);
  }
  await addSummary('OAuth client created', table(rows, 'column', report.hide), adminPage(origin), report);
}

/**
 * Hands out a client that was there already, without a secret: the tenant shows it only once.
 *
 * @param changes what was changed in it, or would be, if this were no dry run
 */
export async function handOutExisting(
  client: Client,
  settings: CreateSettings,
  tools: Tools,
  changes: readonly Difference[] = [],
): Promise<void> {
  const { report } = tools;
  const { quote } = report;
  const { connection, dryRun, ifExists } = settings;
  const names = changes.map(({ name }) => name);
  await setOutputs({ client, secret: undefined }, false, settings, tools, dryRun ? [] : names);
  const which = `OAuth client ${quote(client.name)}, client-id ${client.id}, at ${connection.origin}`;
  const none = ifExists === 'update' ? 'is as asked; nothing was changed' : 'exists; nothing was created';
  const done = dryRun ? `Dry run: the ${which}, would be changed` : `Updated the ${which}`;
  report.info(names.length > 0 ? `${done}: ${names.join(', ')}.` : `The ${which}, ${none}.`);
  const rows = changes.map(({ name, old, asked }) => [
    name,
    ...showBoth(name, old, asked, quote).map(text => withoutEscapes(text, report.hide)),
  ]);
  const changed = rows.length > 0 ? table([['Field', 'Old', 'New'], ...rows], 'row', report.hide) : '';
  const facts = factsOf(client, settings, undefined);
  facts.push(['client-secret', 'none: the tenant shows it only once, when a client is created']);
  const found = `found, nothing ${ifExists === 'update' ? 'changed' : 'created'}`;
  const title = rows.length === 0 ? found : dryRun ? 'would be updated (dry run)' : 'updated';
  const html = changed + table(facts, 'column', report.hide);
  await addSummary(`OAuth client ${title}`, html, adminPage(connection.origin), report);
}

/**
 * Shows the request that would be sent, and sets outputs that are empty.
 *
 * @param found what the tenant was asked and said
 */
export async function showDryRun(
  { place, request, warnings }: Omit<DryRun, 'kind'>,
  report: Report,
  found = 'nothing is sent.',
): Promise<void> {
  for (const warning of warnings) report.warning(warning);
  const body = JSON.stringify(request, null, 2);
  report.info(`Dry run: ${found} The request would be`);
  report.info(`POST ${clientsUrl(place)}`);
  report.info(body);
  const nothing = credentialOutputs({ id: '', secret: undefined, client: undefined, origin: place.origin });
  report.outputs({ ...nothing, changed: '[]', created: 'false', sealed: '' });
  const shown = (text: string) => escapeHtml(withoutEscapes(text, report.hide));
  const wide = isWide(request.scope) ? `<p><strong>${WIDE}</strong></p>\n` : '';
  const html = `<p>POST <code>${shown(clientsUrl(place))}</code></p>\n${wide}<pre>${shown(body)}</pre>\n`;
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
  { client, secret }: { readonly client: Client; readonly secret: string | undefined },
  isNew: boolean,
  settings: CreateSettings,
  { report, clock }: Tools,
  changed: readonly FieldName[] = [],
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
  report.outputs({ ...credentials, changed: JSON.stringify(changed), created: String(isNew), sealed });
  if (exportEnv) exportCredentials(origin, id, secret, report);
}

const WIDE = `❗ ${ALL_SCOPES}: every right of the owner of the token`;

/** Without a scope a client gets them all. */
function isWide(scopes: unknown): boolean {
  return isUntold(scopes) || scopesIn(scopes)?.length === 0 || scopesIn(scopes)?.includes(ALL_SCOPES) === true;
}

/** @param request what was asked, where the tenant says nothing; undefined for a client that was there already */
function factsOf(
  { id, name, fields }: Client,
  { connection, mark }: CreateSettings,
  request: ClientRequest | undefined,
): [string, Cell][] {
  const told = (field: FieldName) => fields[field] ?? request?.[field];
  const list = (value: unknown) => scopesIn(value)?.join(', ') || 'none';
  const scopes = told('scope');
  const untold = '❗ not told by the tenant; a client without scopes has every right of its owner';
  const wide = isUntold(scopes) && request === undefined ? untold : isWide(scopes) ? WIDE : undefined;
  return [
    ['Name', name ?? ''],
    ['client-id', id],
    ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
    ['Grant types', list(told('grantTypes'))],
    ['Scopes', wide === undefined ? list(scopes) : { text: wide, strong: true }],
    ['Access token', `valid ${told('accessTokenValiditySeconds') ?? 'an unknown number of'} seconds`],
    ['Lifetime', mark === undefined ? 'until somebody deletes it' : 'until the end of the job'],
  ];
}

import type { CreateSettings, DryRun } from './inputs/create-inputs.ts';
import { creationTable, updateTable } from './plan-table.ts';
import type { Report, Values } from './report.ts';
import { addSummary, type Cell, table, withoutEscapes } from './runner/summary.ts';
import { seal } from './seal.ts';
import type { Secret } from './secret.ts';
import type { Client } from './tenant/client.ts';
import { ALL_SCOPES, scopeSet } from './tenant/comparison.ts';
import { adminPage, clientsUrl, scopesIn, tokenUrl } from './tenant/connection.ts';
import { type Deviation, isMissing, showChange } from './tenant/field-value.ts';
import type { ClientRequest, FieldName } from './tenant/fields.ts';
import type { Created } from './tenant/tenant.ts';
import { count, escapeHtml, someIds } from './text.ts';
import type { Tools } from './tools.ts';
import type { NewToken } from './verify.ts';

type Step = Tools & { readonly settings: CreateSettings };

/**
 * Hands a new client to the workflow: outputs, exported variables, a line in the log, the job summary.
 * @param due ids of the clients that the post step deletes if the job succeeds @throws Error when an output could not be set
 */
export async function handOut(created: Created, token: NewToken | undefined, due: readonly string[], step: Step) {
  const { client } = created;
  const { settings, report } = step;
  const { origin } = settings.connection;
  const plan = settings.ifExists === 'update' ? creationTable(settings.request, report) : '';
  await setOutputs(created, { changed: '[]', created: 'true', plan }, token, step);
  const lifetime = settings.isEphemeral ? ' It will be deleted at the end of the job.' : '';
  const name = report.quote(client.name);
  report.info(`Created the OAuth client ${name}, client-id ${client.id}, at ${origin}.${lifetime}`);
  const rows = factsOf(client, settings, settings.request);
  if (due.length > 0) {
    const number = count(due.length, 'older client');
    report.info(`If the job succeeds, ${number} of that name will be deleted at its end: ${someIds(due)}.`);
    rows.push(['Replaces', `${number}, which the post step deletes if the job succeeds: ${someIds(due)}`]);
  }
  await addSummary('OAuth client created', table(rows, 'column', report.hide), adminPage(origin), report);
}

/** The job summary says what the end of the job deleted. */
export async function summarizeDeleted(ids: readonly string[], report: Report): Promise<void> {
  if (ids.length === 0) return;
  const text = `✅ ${count(ids.length, 'OAuth client')} deleted at the end of the job: ${someIds(ids)}`;
  await addSummary('', `<p>${escapeHtml(report.hide(text))}</p>\n`, undefined, report);
}

/** What became of a client that already existed: the words for log and summary. */
const FOUND = {
  skip: { log: 'exists; nothing was created', title: 'found, nothing created' },
  same: { log: 'is as requested; nothing was changed', title: 'found, nothing changed' },
  updated: { log: 'has been updated', title: 'updated' },
  'dry run': { log: 'would be changed', title: 'would be updated (dry run)' },
} as const;

/** Hands out a client that already existed, without a secret. @param changes what was changed, or would be in a dry run */
export async function handOutExisting(client: Client, step: Step, changes: readonly Deviation[] = []): Promise<void> {
  const { settings, report } = step;
  const { connection, dryRun, ifExists } = settings;
  const changed = changes.map(({ name }) => name);
  const others = { changed: JSON.stringify(changed), created: 'false', plan: updateTable(changes, report) };
  await setOutputs({ client, secret: undefined }, others, undefined, step);

  const kind = dryRun ? 'dry run' : 'updated';
  const found = FOUND[ifExists === 'skip' ? 'skip' : changed.length > 0 ? kind : 'same'];
  const names = changed.length > 0 ? `: ${changed.join(', ')}` : '';
  const line = `${dryRun ? 'Dry run: the' : 'The'} OAuth client ${report.quote(client.name)}, client-id ${client.id}, at ${connection.origin}, ${found.log}${names}.`;
  if (dryRun && changed.length > 0) report.notice(line);
  else report.info(line);
  if (!dryRun) {
    report.notice(
      `The client ${client.id} already existed, so client-secret ${settings.requestToken ? 'and access-token are' : 'is'} ` +
        "empty and must not be stored: guard the step that uses it with if: steps.ID.outputs.created == 'true'.",
    );
  }
  if (settings.verify && !settings.requestToken)
    report.notice(`verify: nothing is verified, because there is no secret for the client ${client.id}.`);
  const plain = (text: string) => withoutEscapes(text, report.hide);
  const rows = changes.map(change => [change.name, ...showChange(change, report.quote).map(plain)]);
  const differences = rows.length > 0 ? table([['Field', 'Now', 'Then'], ...rows], 'row', report.hide) : '';
  const noSecret: [string, Cell] = ['client-secret', 'none: the tenant shows it only once, when a client is created'];
  const html = differences + table([...factsOf(client, settings), noSecret], 'column', report.hide);
  await addSummary(`OAuth client ${found.title}`, html, adminPage(connection.origin), report);
}

/** Shows the request that would be sent, and sets the outputs of a step that creates nothing. */
export async function showDryRun(dryRun: Omit<DryRun, 'kind'>, report: Report): Promise<void> {
  const { place, request, warnings, isLookedUp = false } = dryRun;
  for (const warning of warnings) report.warning(warning);
  const body = JSON.stringify(request, null, 2);
  if (isLookedUp) report.warning('Dry run: no client has this name, so one would be created. Check the name.');
  const why = isLookedUp ? 'no client has this name.' : 'nothing is sent.';
  for (const line of [`Dry run: ${why} The request would be`, `POST ${clientsUrl(place)}`, body]) report.info(line);
  report.outputs({
    ...credentialOutputs(place.origin, undefined, undefined, report),
    ...tokenOutputs(undefined),
    changed: '[]',
    created: 'false',
    plan: isLookedUp ? creationTable(request, report) : '',
    sealed: '',
  });
  const shown = (text: string) => escapeHtml(withoutEscapes(text, report.hide));
  const wide = isWide(request.scope) ? `<p><strong>${WIDE}</strong></p>\n` : '';
  const none = isLookedUp ? '<p>No client has this name.</p>\n' : '';
  const html = `${none}<p>POST <code>${shown(clientsUrl(place))}</code></p>\n${wide}<pre>${shown(body)}</pre>\n`;
  await addSummary('Dry run: no OAuth client created', html, undefined, report);
}

type Shown = Pick<Client, 'id' | 'fields'> | undefined;

/** The outputs that create and unseal have in common. Parts of secrets in the client's fields are hidden. */
export function credentialOutputs(origin: string, client: Shown, secret: Secret | undefined, { hide }: Report): Values {
  const hidden = (_: string, value: unknown) => (typeof value === 'string' ? hide(value) : value);
  return {
    'client-secret': secret?.reveal() ?? '',
    'client-id': client?.id ?? '',
    client: client === undefined ? '' : JSON.stringify(client.fields, hidden),
    'base-url': origin,
    'token-url': tokenUrl(origin),
  };
}

/** The names that SailPoint's CLI and SDKs read. Without a secret it exports nothing: an old secret would not fit the id. */
export function exportCredentials(origin: string, id: string, secret: Secret | undefined, report: Report): void {
  if (secret === undefined)
    report.warning(`export-env: nothing is exported, because there is no secret for the client ${id}.`);
  else report.exportVariables({ SAIL_BASE_URL: origin, SAIL_CLIENT_ID: id, SAIL_CLIENT_SECRET: secret.reveal() });
}

/** @param others the outputs `changed`, `created` and `plan` */
async function setOutputs({ client, secret }: Created, others: Values, token: NewToken | undefined, step: Step) {
  const { report, clock, settings } = step;
  const { sealing, exportEnv, requestToken } = settings;
  const { origin } = settings.connection;
  const { id, fields } = client;
  let sealed = '';
  if (sealing !== undefined && secret === undefined)
    report.notice(`seal-key: the output sealed is empty, because there is no secret for the client ${id} to seal.`);
  if (sealing !== undefined && secret !== undefined) {
    const { key, ...maker } = sealing;
    const created = new Date(client.created ?? clock.now()).toISOString();
    const content = { id, secret: secret.reveal(), 'base-url': origin, 'token-url': tokenUrl(origin), client: fields };
    sealed = await seal({ ...content, ...maker, created }, key);
  }
  report.outputs({
    ...credentialOutputs(origin, client, secret, report),
    ...tokenOutputs(requestToken ? token : undefined),
    ...others,
    sealed,
  });
  if (exportEnv) exportCredentials(origin, id, secret, report);
}

function tokenOutputs(token: NewToken | undefined): Record<string, string> {
  const expiresAt = token === undefined ? '' : new Date(token.expiresAt).toISOString();
  return { 'access-token': token?.accessToken.reveal() ?? '', 'access-token-expires-at': expiresAt };
}

const WIDE = `❗ ${ALL_SCOPES}: every right of the owner of the token`;

/** Without a scope a client gets them all. */
const isWide = (scopes: unknown): boolean => scopeSet(scopes)?.has(ALL_SCOPES) === true;

/** @param request what was requested, where the tenant says nothing; undefined for a client that already existed */
function factsOf({ id, name, fields }: Client, settings: CreateSettings, request?: ClientRequest): [string, Cell][] {
  const { connection, isEphemeral } = settings;
  const shownOf = (field: FieldName) => fields[field] ?? request?.[field];
  const list = (value: unknown) => scopesIn(value)?.join(', ') || 'none';
  const scopes = shownOf('scope');
  const hidden = '❗ not shown by the tenant; a client without scopes has every right of its owner';
  const wide = isMissing(scopes) && request === undefined ? hidden : isWide(scopes) ? WIDE : undefined;
  return [
    ['Name', name ?? ''],
    ['client-id', id],
    ['Tenant', `${connection.origin} (api-version ${connection.apiVersion})`],
    ['Grant types', list(shownOf('grantTypes'))],
    ['Scopes', wide === undefined ? list(scopes) : { text: wide, strong: true }],
    ['Access token', `valid ${shownOf('accessTokenValiditySeconds') ?? 'an unknown number of'} seconds`],
    ['Lifetime', isEphemeral ? 'until the end of the job' : 'until it is deleted'],
  ];
}

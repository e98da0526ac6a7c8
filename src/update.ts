import { messageFor, StepError } from './errors.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import { handOutExisting } from './outputs.ts';
import type { Client } from './tenant/client.ts';
import { compare } from './tenant/comparison.ts';
import { adminPlace } from './tenant/connection.ts';
import { type Deviation, showChange, showDeviations } from './tenant/field-value.ts';
import { FIELDS } from './tenant/fields.ts';
import { containsMarker } from './tenant/request-id.ts';
import { UnclearError } from './tenant/session.ts';
import { reserveOf } from './tenant/transport/waits.ts';
import { namedText, timeText } from './text.ts';
import { stopIfEnded, type Tools } from './tools.ts';

/** Compare what is given, show it, patch (not in a dry run), check what was stored. @throws Error that says what differs */
export async function update(existing: readonly Client[], settings: CreateSettings, tools: Tools): Promise<void> {
  const { request, given, dryRun } = settings;
  const { report } = tools;
  const [client, ...others] = existing;
  if (client === undefined || others.length > 0) throw whichOf(existing, request.name, tools);
  if (containsMarker(client.description ?? '')) {
    throw new StepError(
      `The client ${client.id} ${namedText(request.name, report.quote)} is ephemeral: another job deletes it at its end, so it ` +
        'is not updated. Use different names for ephemeral clients and those that stay.',
    );
  }
  const different = compare(request, client.fields, { names: given, exactUris: true });
  const changes = different.filter(({ patchable }) => patchable);
  const unchangeable = different.filter(({ patchable }) => !patchable);
  const fixed = unchangeable.filter(({ kind }) => kind !== 'missing');
  // What cannot be changed and is not shown is no reason to fail.
  const hidden = unchangeable.filter(({ kind }) => kind === 'missing');
  const visible = different.filter(deviation => !hidden.includes(deviation));
  if (visible.length > 0) report.info(`The client ${client.id} differs:\n  ${showChanges(visible, tools, '\n  ')}`);
  if (fixed.length > 0) {
    throw new StepError(
      `The tenant cannot change this in an existing client: ${showChanges(fixed, tools)}. Nothing was changed in the ` +
        `client ${client.id}. Set if-exists to replace, which creates a new client with a new id and secret.`,
    );
  }
  const notShown = showDeviations(hidden, report.quote);
  if (notShown !== '') report.warning(`The tenant does not show all fields of the client ${client.id}: ${notShown}.`);
  if (dryRun || changes.length === 0) return handOutExisting(client, { ...tools, settings }, changes);

  const after = await patch(client, changes, settings, tools);
  check(client, after, changes, settings, tools);
  try {
    await handOutExisting(after, { ...tools, settings }, changes);
  } catch (error) {
    const names = changes.map(({ name }) => name).join(', ');
    throw new StepError(`${messageFor(error, report)} The client ${client.id} has been changed: ${names}.`);
  }
}

function whichOf(existing: readonly Client[], name: string | null, { report }: Tools): Error {
  const clients = existing.map(({ id, created, lastUsed }) => {
    const used = lastUsed === null ? 'never used' : `last used ${timeText(lastUsed)}`;
    return `\n- ${id}: created ${timeText(created)}, ${used}`;
  });
  return new StepError(
    `${existing.length} clients are ${namedText(name, report.quote)} (times in UTC); nothing was changed:` +
      `${clients.join('')}\nDelete those that are not in use, give the one you mean a different name, or set ` +
      'if-exists to replace.',
  );
}

/** @returns the client as it is afterwards. @throws Error when it was not changed, or when that is unknown */
async function patch({ id }: Client, changes: readonly Deviation[], settings: CreateSettings, tools: Tools) {
  const { tenant, report, until } = tools;
  const names = changes.map(({ name }) => name);
  const requested = Object.fromEntries(changes.map(change => [change.name, change.requested]));
  const isAsRequested = (client: Client) => compare(requested, client.fields, { names, exactUris: true }).length === 0;
  // Why it is unknown whether the request was carried out; empty when it was.
  let cause = '';
  try {
    const tryUntil = until - reserveOf(settings.timeout);
    const after = await tenant.update(id, changes, tryUntil, () => stopIfEnded(settings.stopFile));
    // What the response leaves out or does not show as changed, a list may.
    if (isAsRequested(after)) return after;
  } catch (error) {
    if (!(error instanceof UnclearError)) throw error;
    if (error.proof === 'carried out') {
      report.info('The response does not show the client; reading it again.');
    } else {
      cause = `${error.message} ${error.advice} `;
      report.info(`${error.message} Checking whether it was carried out.`);
    }
  }
  const { clients } = await tenant.list().catch((reason: unknown) => {
    const message = messageFor(reason, report);
    throw new StepError(`${cause}The client ${id} may have been changed, and it could not be looked up: ${message}`);
  });
  const found = clients.find(client => client.id === id);
  if (found === undefined) throw new StepError(`${cause}The client ${id} no longer exists.`);
  if (cause === '' || isAsRequested(found)) return found;
  throw new StepError(`${cause}The client ${id} is not as requested: the next run will try again.`);
}

/** @throws Error when the client has wider rights than requested or before, or when a field still has its old value */
function check(before: Client, after: Client, changes: readonly Deviation[], settings: CreateSettings, tools: Tools) {
  const { request, given } = settings;
  const { report, tenant } = tools;
  const notGiven = FIELDS.filter(row => 'right' in row && !given.includes(row.name)).map(({ name }) => name);
  const now = compare(request, after.fields, { names: given });
  const isWider = ({ kind, granted }: Deviation) => kind === 'wider' && granted !== undefined;
  const wider = now.filter(isWider);
  const widened = compare(before.fields, after.fields, { names: notGiven }).filter(isWider);
  const place = adminPlace(tenant.connection.origin);
  const shown = [showDeviations(wider, report.quote), showDeviations(widened, report.quote, 'before')];
  const rights = shown.filter(text => text !== '').join('; ');
  if (rights !== '') {
    throw new StepError(
      `The client ${after.id} now has wider rights than requested: ${rights}. It may be in use, so it stays: check it at ${place}.`,
    );
  }
  const open = now.filter(({ name }) => changes.some(change => change.name === name));
  const unchanged = open.filter(({ name }) => compare(before.fields, after.fields, { names: [name] }).length === 0);
  const notDone = showDeviations(unchanged, report.quote);
  if (notDone !== '') {
    throw new StepError(
      `The tenant accepted the update of the client ${after.id}, but did not carry it out: ${notDone}. ` +
        `Check the client at ${place}.`,
    );
  }
  const other = now.filter(({ patchable }) => patchable);
  if (other.length > 0) {
    report.warning(
      `The tenant stored the client ${after.id} differently than requested: ${showDeviations(other, report.quote)}. Each run ` +
        'tries it again, unless the input is written as the tenant stores it.',
    );
  }
}

/** `field: now "a", then "b"` for each. */
const showChanges = (deviations: readonly Deviation[], { report }: Tools, separator = '; '): string =>
  deviations.map(each => `${each.name}: now ${showChange(each, report.quote).join(', then ')}`).join(separator);

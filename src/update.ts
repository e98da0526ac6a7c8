import { StepError, tell } from './errors.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import { handOutExisting } from './outputs.ts';
import type { Client } from './tenant/client.ts';
import { adminPlace } from './tenant/connection.ts';
import { type Difference, differences, toPatch } from './tenant/difference.ts';
import { isUntold, showBoth } from './tenant/field-value.ts';
import { RIGHTS } from './tenant/grant.ts';
import { UnclearError } from './tenant/session.ts';
import { reserveOf } from './tenant/transport/waits.ts';
import type { Tools } from './tools.ts';

/**
 * The story of `if-exists: update` where a client of the name exists: compare what is given, show old and new, patch,
 * and make sure that the tenant says what was asked. Id and secret stay. A dry run ends before the patch.
 *
 * @param existing the clients of the name, of which there must be one
 * @throws Error that says what differs; nothing that exists is deleted
 */
export async function update(existing: readonly Client[], settings: CreateSettings, tools: Tools): Promise<void> {
  const { request, given, verify, dryRun } = settings;
  const { report } = tools;
  const [client, ...others] = existing;
  if (client === undefined || others.length > 0) {
    throw new StepError(
      `Which client named ${report.quote(request.name)} is to be updated? There are ${existing.length}: ` +
        `${existing.map(({ id }) => id).join(', ')}. Nothing was changed. Delete all but the one that is meant.`,
    );
  }
  const { id, fields } = client;
  const different = differences(given, request, fields);
  const isHidden = ({ patchable, old }: Difference) => !patchable && isUntold(old);
  const told = different.filter(difference => !isHidden(difference));
  if (told.length > 0)
    report.info(`The client ${id} differs:\n  ${listDifferences(told, 'old', 'new', tools, '\n  ')}`);
  const fixed = told.filter(({ patchable }) => !patchable);
  if (fixed.length > 0) {
    throw new StepError(
      `The tenant cannot change this in a client that exists: ${listDifferences(fixed, 'old', 'new', tools)}. Nothing was ` +
        `changed in the client ${id}. Set if-exists to replace, which makes a new client with another id and secret.`,
    );
  }
  const untold = different.filter(isHidden);
  if (untold.length > 0) {
    report.warning(
      `The tenant does not tell what the client ${id} has: ${listDifferences(untold, 'asked', 'got', tools)}.`,
    );
  }
  if (verify) report.notice(`verify: nothing is verified, because there is no secret for the client ${id}.`);
  const changes = different.filter(({ patchable }) => patchable);
  if (dryRun || changes.length === 0) return handOutExisting(client, settings, tools, changes);

  const after = await patch(client, changes, settings, tools);
  check(client, after, settings, tools);
  try {
    await handOutExisting(after, settings, tools, changes);
  } catch (error) {
    const names = changes.map(({ name }) => name).join(', ');
    throw new StepError(`${tell(error, report)} The client ${id} has been changed: ${names}.`);
  }
}

/** @returns the client as it is afterwards. @throws Error when it was not changed, or when that cannot be known */
async function patch(
  { id }: Client,
  changes: readonly Difference[],
  { request, timeout }: CreateSettings,
  { tenant, report, until }: Tools,
): Promise<Client> {
  try {
    return await tenant.update(id, toPatch(changes), until - reserveOf(timeout));
  } catch (error) {
    if (!(error instanceof UnclearError)) throw error;
    const cause = `${error.message} ${error.advice}`;
    report.info(`${cause} Looking whether it was carried out.`);
    const failed = (why: string) => new StepError(`${cause} The client ${id} ${why}`);
    const { clients } = await tenant.list().catch((reason: unknown) => {
      throw failed(`may have been changed, and whether it was could not be looked up: ${tell(reason, report)}`);
    });
    const found = clients.find(client => client.id === id);
    if (found === undefined) throw failed('is gone.');
    const names = changes.map(({ name }) => name);
    if (differences(names, request, found.fields).length > 0)
      throw failed('is not as asked: the next run tries it again.');
    return found;
  }
}

/** @throws Error when the client has other rights than asked for or before; other deviations are a warning */
function check(before: Client, after: Client, { request, given }: CreateSettings, tools: Tools): void {
  const { report, tenant } = tools;
  const notGiven = RIGHTS.filter(name => !given.includes(name));
  const left = differences(given, request, after.fields);
  const rights = [...left, ...differences(notGiven, before.fields, after.fields)].filter(
    ({ name, old, asked }) => RIGHTS.includes(name) && !isUntold(old) && !isUntold(asked),
  );
  if (rights.length > 0) {
    throw new StepError(
      `The client ${after.id} now has other rights than were asked for: ${listDifferences(rights, 'asked', 'got', tools)}. ` +
        `It may be in use, so it stays: check it at ${adminPlace(tenant.connection.origin)}.`,
    );
  }
  const other = left.filter(({ patchable }) => patchable);
  if (other.length > 0) {
    report.warning(
      `The tenant stored the client ${after.id} otherwise than asked: ${listDifferences(other, 'asked', 'got', tools)}. Each run ` +
        'tries it again, unless it is written as the tenant stores it.',
    );
  }
}

/** What is asked for has the word `new` or `asked`, what the tenant has `old` or `got`. */
function listDifferences(
  different: readonly Difference[],
  first: 'old' | 'asked',
  second: 'new' | 'got',
  { report }: Tools,
  separator = '; ',
): string {
  const told = different.map(({ name, old, asked }) => {
    const [has, wants] = showBoth(name, old, asked, report.quote);
    return `${name}: ${first} ${first === 'old' ? has : wants}, ${second} ${first === 'old' ? wants : has}`;
  });
  return told.join(separator);
}

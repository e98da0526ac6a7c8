import type { Report } from '../report.ts';
import { type Selectors, STAMPED_EVERY } from '../selection.ts';
import { isClientId } from '../tenant/client.ts';
import { MOST_SHOWN } from '../tenant/client-request.ts';
import { ownClientId } from '../tenant/connection.ts';
import { firstOf } from '../text.ts';
import { readConnection } from './connection-inputs.ts';
import { openInputs } from './inputs.ts';
import { CONNECTION_INPUTS, PRUNE_INPUTS } from './rows.ts';

export type PruneSettings = Awaited<ReturnType<typeof readPruneSettings>>;

/** Reads and checks everything that the prune action is given; times are in milliseconds. @throws WrongInputs with every problem */
export async function readPruneSettings(env: NodeJS.ProcessEnv, report: Report) {
  const inputs = openInputs(env, report, { ...CONNECTION_INPUTS, ...PRUNE_INPUTS });
  const { given, complain } = inputs;
  const found = readConnection(inputs);
  const ids = await inputs.list('client-id');
  const wrong = (ids ?? []).filter(id => !isClientId(id)).map(id => `${report.quote(id)} is not the id of a client`);
  if (wrong.length > 0) complain('client-id', firstOf(wrong, MOST_SHOWN, '; '));
  const ephemeral = inputs.flag('ephemeral');
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (ephemeral && repository === '') complain('ephemeral', 'needs GITHUB_REPOSITORY, which the runner sets');
  const olderThan = inputs.duration('older-than');
  const unusedFor = inputs.duration('unused-for');
  if (unusedFor !== undefined && unusedFor < STAMPED_EVERY)
    complain('unused-for', 'must be at least 1d: the tenant records the use of a client only once a day');
  const keep = inputs.integer('keep');
  const dryRun = inputs.flag('dry-run');
  // Only checked here: `runner/program.ts` reads it, because a failure also has a summary.
  inputs.flag('summary');
  const timeout = inputs.integer('timeout-seconds') * 1000;
  const name = given('name') || undefined;
  const why = "give client-id, name or ephemeral; an empty selection never means all clients (name: '*' does)";
  if (given('client-id') === '' && name === undefined && !ephemeral) complain('client-id', `is missing: ${why}`);
  const { connection } = inputs.finish(['GITHUB_OUTPUT'], { connection: found });
  if (ephemeral && olderThan === undefined && ids === undefined && !dryRun)
    report.warning('ephemeral: without older-than, clients of jobs that are still running are deleted as well.');
  const ephemeralOf = ephemeral ? repository : undefined;
  const ownId = ownClientId(connection.signIn);
  const selectors: Selectors = { ids, name, ephemeralOf, olderThan, unusedFor, keep, ownId };
  return { connection, selectors, dryRun, timeout };
}

import type { Report } from '../runner/report.ts';
import type { Selectors } from '../selection.ts';
import { isClientId } from '../tenant/client.ts';
import { type Complain, type Connection, ownClientId, readConnection } from '../tenant/connection.ts';
import { quote } from '../text.ts';
import { CONNECTION_INPUTS, openInputs, WrongInputs } from './inputs.ts';

/** What a run of the prune action is to do. */
export interface PruneSettings {
  readonly connection: Connection;
  readonly selectors: Selectors;
  readonly dryRun: boolean;
  readonly summary: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

const PRUNE_INPUTS = [
  'client-id',
  'name',
  'ephemeral',
  'older-than',
  'unused-for',
  'keep',
  'dry-run',
  'summary',
  'timeout-seconds',
];
const MILLISECONDS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Reads and checks everything that the prune action is given.
 *
 * @throws WrongInputs with every problem
 */
export async function readPruneSettings(env: NodeJS.ProcessEnv, report: Report): Promise<PruneSettings> {
  const inputs = openInputs(env, report, [...CONNECTION_INPUTS, ...PRUNE_INPUTS]);
  const { given, complain } = inputs;
  const connection = readConnection(inputs, complain);
  const ids = await inputs.list('client-id');
  for (const id of ids) if (!isClientId(id)) complain('client-id', `${quote(id)} is not the id of a client`);
  const ephemeral = inputs.flag('ephemeral', false);
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  if (ephemeral && repository === '') complain('ephemeral', 'needs GITHUB_REPOSITORY, which the runner sets');
  const olderThan = readDuration(given('older-than'), 'older-than', complain);
  const unusedFor = readDuration(given('unused-for'), 'unused-for', complain);
  const keep = inputs.wholeNumber('keep', 0);
  const dryRun = inputs.flag('dry-run', false);
  const summary = inputs.flag('summary', true);
  const timeout = inputs.wholeNumber('timeout-seconds', 600) * 1000;
  const selected = ['client-id', 'name', 'unused-for'].some(input => given(input) !== '') || ephemeral;
  if (!selected) {
    complain(
      'client-id',
      'is missing: give client-id, name, ephemeral or unused-for; no selection never means all clients',
    );
  }
  inputs.needFiles(['GITHUB_OUTPUT']);
  if (connection === undefined || inputs.problems.length > 0) throw new WrongInputs(inputs.problems);
  if (ephemeral && olderThan === undefined && !dryRun) {
    report.warning('ephemeral: without older-than, the clients of jobs that are still running are deleted, too.');
  }
  const selectors = {
    ids: given('client-id') === '' ? undefined : ids,
    name: given('name') || undefined,
    ephemeralOf: ephemeral ? repository : undefined,
    olderThan,
    unusedFor,
    keep,
    ownId: ownClientId(connection.credentials),
  };
  return { connection, selectors, dryRun, summary, timeout };
}

/** @returns milliseconds, or undefined when it is not given or wrong */
function readDuration(text: string, input: string, complain: Complain): number | undefined {
  if (text === '') return undefined;
  const match = /^([1-9]\d{0,5})([mhdw])$/.exec(text);
  if (match === null) {
    complain(input, `${quote(text)} is not a duration such as 45m, 12h, 30d or 2w`);
    return undefined;
  }
  const [, number, unit] = match;
  return Number(number) * (unit === 'm' || unit === 'h' || unit === 'd' || unit === 'w' ? MILLISECONDS[unit] : 0);
}

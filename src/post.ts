import { writeFileSync } from 'node:fs';
import { messageFor, stackOf, throwAll } from './errors.ts';
import { CREATE_ROWS, readJobStatus } from './inputs/create-inputs.ts';
import { maskSecrets } from './inputs/secret-inputs.ts';
import { cleanUpLeftovers } from './leftovers.ts';
import { summarizeDeleted } from './outputs.ts';
import { completeReplacement } from './replace.ts';
import { type Machine, run } from './runner/program.ts';
import { type Plan, type ReadJournal, readJournal } from './state.ts';
import { adminPlace } from './tenant/connection.ts';
import { couldNotDelete, removeAll } from './tenant/deletion.ts';
import { openTools, type Tools } from './tools.ts';

/** The post step of the create action: deletes what is to be deleted, and names what may be left. */
export const post = (start = run): Promise<void> => start(postStep, 'OAuth client: post step failed');

/** @throws Error that names what is left */
async function postStep(machine: Machine): Promise<void> {
  const { env, report } = machine;
  const journal = readJournal(env, report);
  if (journal === undefined) return;
  // The runner masks them since the main step, but as a whole only.
  maskSecrets(env, CREATE_ROWS, report);
  const { connection, timeout } = journal.plan;
  await cleanUp(journal, readJobStatus(env), openTools(machine, connection, timeout, 'post'));
}

/** First what is due with the known client, then what requests of unknown fate left. @throws Error that names what is left */
export async function cleanUp(journal: ReadJournal, jobStatus: string, tools: Tools): Promise<void> {
  if (journal.outcome.state !== 'handed out') stopMainStep(journal.plan, tools);
  const problem = await settleClient(journal, jobStatus, tools).catch((error: unknown) =>
    messageFor(error, tools.report),
  );
  throwAll([problem, await cleanUpLeftovers(journal, tools)]);
}

/** @returns what must be done by hand; undefined if nothing */
async function settleClient(journal: ReadJournal, jobStatus: string, tools: Tools): Promise<string | undefined> {
  const { plan, outcome } = journal;
  switch (outcome.state) {
    case 'none':
      return undefined;
    case 'created':
      return remove(outcome.client.id, tools);
    case 'handing out':
      if (plan.isEphemeral) return remove(outcome.client.id, tools);
      return void tools.report.warning(
        `The step was stopped while it handed out the client ${outcome.client.id}. Its secret may be stored nowhere: delete ` +
          `it at ${adminPlace(plan.connection.origin)} if it is not in use.`,
      );
    case 'handed out':
      if (plan.isEphemeral) return remove(outcome.client.id, tools);
      if (plan.keepOlder === undefined) return undefined;
      return completeReplacement(journal, outcome.client, jobStatus, tools);
  }
}

async function remove(id: string, tools: Tools): Promise<string | undefined> {
  const removal = await removeAll([id], tools);
  await summarizeDeleted(removal.deleted, tools.report);
  return couldNotDelete(removal, tools.tenant);
}

/** In a container job a cancel does not reach the main step, which may still wait to send its create request. */
function stopMainStep({ stopFile }: Plan, { report }: Tools): void {
  try {
    writeFileSync(stopFile, '');
  } catch (error) {
    report.debug(stackOf(error));
  }
}

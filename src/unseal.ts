import { messageOf, StepError } from './errors.ts';
import { readUnsealSettings } from './inputs/unseal-inputs.ts';
import { credentialOutputs, exportCredentials } from './outputs.ts';
import { type Machine, run } from './runner/program.ts';
import { openSealed } from './seal.ts';
import { Secret } from './secret.ts';

/** The unseal action: outputs the client that another job sealed. Uses no network. */
export const unseal = (start = run): Promise<void> => start(unsealStep);

/** @throws Error that says why there is nothing to hand out */
async function unsealStep({ env, report }: Machine): Promise<void> {
  const { sealed, key, exportEnv } = readUnsealSettings(env, report);
  const content = await openSealed(sealed, key, env['GITHUB_REPOSITORY'] ?? '').catch((error: unknown) => {
    throw new StepError(`sealed: ${messageOf(error)}.`);
  });
  const secret = Secret.mask(content.secret, report);
  const { attempt } = content;
  if (content.run === env['GITHUB_RUN_ID'] && attempt !== undefined && attempt !== env['GITHUB_RUN_ATTEMPT']) {
    report.warning(
      `sealed: was made by attempt ${attempt} of this run, so the client ${content.id} may have been deleted ` +
        'since. "Re-run all jobs" creates a new one.',
    );
  }
  const { id, client, 'base-url': origin } = content;
  report.outputs(credentialOutputs(origin, { id, fields: client }, secret, report));
  if (exportEnv) exportCredentials(origin, id, secret, report);
  report.info(`Opened the client ${id}, sealed by run ${content.run} at ${content.created}.`);
}

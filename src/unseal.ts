import { messageOf, StepError } from './errors.ts';
import { whySecretsAreEmpty } from './inputs/empty-secrets.ts';
import { openInputs } from './inputs/inputs.ts';
import { UNSEAL_INPUTS } from './inputs/rows.ts';
import { credentialOutputs, exportCredentials } from './outputs.ts';
import { run } from './runner/program.ts';
import { openSealed, parseSealKey, SEAL_KEY_FORM } from './seal.ts';

/** The unseal action: a client that another job sealed, as outputs of this one. Uses no network. */
export function unseal(): Promise<void> {
  return run(async ({ env, report }) => {
    const inputs = openInputs(env, report, UNSEAL_INPUTS);
    const { given, complain } = inputs;
    const exportEnv = inputs.flag('export-env');
    const key = parseSealKey(given('seal-key'));
    if (given('seal-key') === '') complain('seal-key', `is missing. ${whySecretsAreEmpty(env)}`);
    else if (key === undefined) complain('seal-key', SEAL_KEY_FORM);
    if (given('sealed') === '') {
      complain(
        'sealed',
        'is empty: the job that sealed it must be listed under needs and pass it on in its outputs. ' +
          'If both are true, seal-key was empty in that job, or there was no secret to seal (if-exists skip, dry-run, a PUBLIC client)',
      );
    }
    inputs.needFiles(['GITHUB_OUTPUT', ...(exportEnv ? ['GITHUB_ENV'] : [])]);
    inputs.finish();
    if (key === undefined) throw new Error('a key without a problem is missing');

    const content = await openSealed(given('sealed'), key, env['GITHUB_REPOSITORY'] ?? '').catch((error: unknown) => {
      throw new StepError(`sealed: ${messageOf(error)}.`);
    });
    report.mask(content.secret);
    const { id, secret, client, 'base-url': origin } = content;
    report.outputs(credentialOutputs({ id, secret, client, origin }));
    if (exportEnv) exportCredentials(origin, id, secret, report);
    report.info(`Opened the client ${id}, sealed by run ${content.run} at ${content.created}.`);
  });
}

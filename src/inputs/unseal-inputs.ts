import type { Report } from '../report.ts';
import { parseSealKey, SEAL_KEY_FORM } from '../seal.ts';
import { whySecretsAreEmpty } from './empty-secrets.ts';
import { openInputs } from './inputs.ts';
import { UNSEAL_INPUTS } from './rows.ts';

const WHY_EMPTY = `the job that sealed it must be listed under needs and pass it on in its outputs. If both are true:
  - seal-key was empty in that job, or there was no secret to seal (if-exists skip, dry-run, a PUBLIC client)
  - that job warned "Skip output 'sealed' since it may contain secret": it contains a secret of a few characters by chance. Run it again, or make that secret a variable`;

/** Reads and checks everything that the unseal action is given. @throws WrongInputs with every problem */
export function readUnsealSettings(env: NodeJS.ProcessEnv, report: Report) {
  const inputs = openInputs(env, report, UNSEAL_INPUTS);
  const { given, complain, meant } = inputs;
  const exportEnv = inputs.flag('export-env');
  const key = parseSealKey(given('seal-key'));
  if (given('seal-key') === '') complain('seal-key', `is missing${meant('seal-key')}. ${whySecretsAreEmpty(env)}`);
  else if (key === undefined) complain('seal-key', SEAL_KEY_FORM);
  const sealed = given('sealed');
  if (sealed === '') complain('sealed', `is empty${meant('sealed')}: ${WHY_EMPTY}`);
  const files = ['GITHUB_OUTPUT', ...(exportEnv ? ['GITHUB_ENV'] : [])];
  return { sealed, exportEnv, ...inputs.finish(files, { key }) };
}

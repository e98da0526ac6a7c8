import { accessSync, appendFileSync, constants } from 'node:fs';
import { messageOf } from '../text.ts';
import { appendPairs, issueCommand, writeLine } from './commands.ts';

type Values = Readonly<Record<string, string>>;

/** What a program tells the runner. Nothing that was masked appears in what goes to the log. */
export interface Report {
  /** From now on this text is shown as ***; call it before anything that could show it. */
  mask(secret: string): void;
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  outputs(values: Values): void;
  /** For the post step of this action in the same job. */
  state(values: Values): void;
  exportVariables(values: Values): void;
  /** Adds HTML or Markdown to the job summary. Goes without where the runner has none. */
  summary(text: string): void;
}

export function runnerReport(env: NodeJS.ProcessEnv): Report {
  const secrets = new Set<string>();

  /**
   * The runner masks, too; this holds for what it does not see as a whole. And a line must not become a command:
   * the runner finds `##[command]` anywhere in a line (ActionCommand.TryParse) and `::command::` at its start.
   */
  function clean(text: string): string {
    let shown = text;
    for (const secret of secrets) shown = shown.replaceAll(secret, '***');
    return shown.replaceAll('##[', '#\u200b#[').replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, ' ');
  }

  const pairsTo = (variable: string) => (values: Values) => {
    try {
      appendPairs(env[variable] ?? '', values);
    } catch (error) {
      throw new Error(`The file of ${variable} could not be written: ${messageOf(error)}.`);
    }
  };

  return {
    mask: secret => {
      if (secret === '') return;
      secrets.add(secret);
      issueCommand('add-mask', secret);
    },
    info: line => writeLine(clean(line).replaceAll(/^\s*::/gm, '\u200b::')),
    debug: line => issueCommand('debug', clean(line)),
    notice: message => issueCommand('notice', clean(message)),
    warning: message => issueCommand('warning', clean(message)),
    error: message => issueCommand('error', clean(message)),
    outputs: pairsTo('GITHUB_OUTPUT'),
    state: pairsTo('GITHUB_STATE'),
    exportVariables: pairsTo('GITHUB_ENV'),
    summary: text => {
      if (isWritable(env['GITHUB_STEP_SUMMARY'])) appendFileSync(env['GITHUB_STEP_SUMMARY'] ?? '', clean(text));
    },
  };
}

/**
 * A step that cannot hand anything out, or leave anything for its post step, must not begin.
 *
 * @returns what is wrong with these files, one sentence each
 */
export function missingCommandFiles(names: readonly string[], env: NodeJS.ProcessEnv): string[] {
  return names
    .filter(name => !isWritable(env[name]))
    .map(
      name => `${name}: is not set to a file that can be written; this program is started by the GitHub Actions runner`,
    );
}

function isWritable(path: string | undefined): boolean {
  try {
    accessSync(path ?? '', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

import { accessSync, constants } from 'node:fs';
import * as core from '@actions/core';

/** What a program tells the runner. Nothing that was masked appears in what goes to the log. */
export interface Report {
  /** From now on this text is shown as ***; call it before anything that could show it. */
  mask(secret: string): void;
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  output(name: string, value: string): void;
  /** For the post step of this action in the same job. */
  state(name: string, value: string): void;
  exportVariable(name: string, value: string): void;
  /** Adds HTML or Markdown to the job summary. Goes without where the runner has none. */
  summary(text: string): Promise<void>;
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

  return {
    mask: secret => {
      if (secret === '') return;
      secrets.add(secret);
      core.setSecret(secret);
    },
    info: line => core.info(clean(line).replaceAll(/^\s*::/gm, '\u200b::')),
    debug: line => core.debug(clean(line)),
    notice: message => core.notice(clean(message)),
    warning: message => core.warning(clean(message)),
    error: message => core.error(clean(message)),
    output: (name, value) => core.setOutput(name, value),
    state: (name, value) => core.saveState(name, value),
    exportVariable: (name, value) => core.exportVariable(name, value),
    summary: async text => {
      if (isWritable(env['GITHUB_STEP_SUMMARY'])) await core.summary.addRaw(clean(text)).write();
    },
  };
}

/**
 * Without the runner's files @actions/core falls back to printing outputs and state, secrets and all.
 *
 * @returns what is wrong with them, one sentence each
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

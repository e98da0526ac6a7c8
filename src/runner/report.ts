import { accessSync, appendFileSync, constants, statSync } from 'node:fs';
import * as core from '@actions/core';
import { messageOf, StepError } from '../errors.ts';
import type { Report, Values } from '../report.ts';
import { cut, visible } from '../text.ts';
import { toAnnotations } from './annotations.ts';
import { createMasks, encodedForms, SHORTEST_MASK } from './masks.ts';

/** Outputs that are a secret, encrypted, or a host that the workflow itself names. */
const AS_THEY_ARE = new Set(['client-secret', 'access-token', 'sealed', 'base-url', 'token-url']);

/** The report that writes to the runner: commands on standard output, and files, whose names @actions/core reads itself. */
export function runnerReport(env: NodeJS.ProcessEnv): Report {
  const masks = createMasks();

  // Invisible characters could split a secret, and the runner passes over them in a command.
  const plain = (text: string) => visible(text).replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, ' ');
  const hide = (text: string) => masks.hide(plain(text));
  const hideLongSecrets = (text: string) => masks.hide(plain(text), 'long');
  // The runner finds the command `##[command]` anywhere in a line, `::command::` at its start (ActionCommand.cs).
  const clean = (text: string) => hideLongSecrets(text).replaceAll('##[', '# #[');
  const info = (line: string) => core.info(clean(line).replaceAll(/^(\s*):(?=:)/gm, '$1: '));

  const annotate = (write: (message: string) => void) => (message: string) => {
    const { annotations, rest } = toAnnotations(clean(message));
    for (const part of annotations) write(part);
    if (rest !== '') info(rest);
  };

  const writeEach = (variable: string, write: (name: string, value: string) => void) => (values: Values) => {
    try {
      for (const [name, value] of Object.entries(values)) write(name, value);
    } catch (error) {
      throw new StepError(`The file of ${variable} could not be written: ${messageOf(error)}.`);
    }
  };

  const setOutput = (name: string, value: string) =>
    core.setOutput(name, AS_THEY_ARE.has(name) ? value : masks.hideWhole(value));
  /** Texts in it are hidden before JSON escapes them. */
  const asJson = (value: unknown) =>
    JSON.stringify(value, (_, part) => (typeof part === 'string' ? hide(part) : part)) ?? String(value);

  return {
    mask: secret => {
      if (secret.length < SHORTEST_MASK) return;
      for (const text of new Set(encodedForms(secret))) {
        masks.add(text);
        core.setSecret(text);
      }
    },
    quote: (value, longest = 80) => {
      const text = masks.hide(visible(typeof value === 'string' ? value : asJson(value)));
      return JSON.stringify(cut(text, longest));
    },
    hide,
    hideLongSecrets,
    info,
    group: (title, lines) => {
      core.startGroup(clean(title));
      for (const line of lines) info(line);
      core.endGroup();
    },
    debug: line => core.debug(clean(line)),
    notice: annotate(core.notice),
    warning: annotate(core.warning),
    error: annotate(core.error),
    outputs: values => {
      const id = values['client-id'] ?? '';
      if (masks.hideWhole(id) !== id)
        throw new StepError('The id of the client contains a secret, so nothing is handed out.');
      writeEach('GITHUB_OUTPUT', setOutput)(values);
    },
    state: writeEach('GITHUB_STATE', core.saveState),
    exportVariables: writeEach('GITHUB_ENV', core.exportVariable),
    summary: async text => {
      const path = env['GITHUB_STEP_SUMMARY'];
      if (!path) return;
      const problem = problemOf(path, constants.W_OK);
      if (problem !== undefined) throw new StepError(problem);
      appendFileSync(path, clean(text));
    },
  };
}

/** What is wrong with files of the runner, one sentence each. Without them @actions/core would print the values. */
export function missingCommandFiles(names: readonly string[], env: NodeJS.ProcessEnv): string[] {
  return names.flatMap(name => {
    const path = env[name];
    if (!path) return `${name}: is not set; this program is started by the GitHub Actions runner`;
    const problem = problemOf(path, constants.W_OK);
    return problem === undefined ? [] : `${name}: ${problem}`;
  });
}

/** Why a file cannot be used with a mode of `fs.constants`. A pipe or a device could keep this program forever. */
export function problemOf(path: string, mode: number): string | undefined {
  try {
    accessSync(path, mode);
    return statSync(path).isFile() ? undefined : `${path} is not a regular file`;
  } catch (error) {
    const user = process.getuid?.();
    return messageOf(error) + (user === undefined ? '' : ` (user ${user})`);
  }
}

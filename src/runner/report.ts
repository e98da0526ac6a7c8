import { accessSync, appendFileSync, constants } from 'node:fs';
import * as core from '@actions/core';
import { messageOf, StepError } from '../errors.ts';
import { escapeHtml, type Quote } from '../text.ts';
import { toAnnotations } from './annotations.ts';

type Values = Readonly<Record<string, string>>;

/** What a program tells the runner. Nothing that was masked appears in what people read. */
export interface Report {
  /** From now on this text is shown as ***; call it before anything that could show it. */
  mask(secret: string): void;
  /**
   * Masks first and cuts then: a part of a secret would fit no mask. Of a word that is cut seven characters are left,
   * because it may be a secret that this program does not know. 80 characters when nothing is said.
   */
  readonly quote: Quote;
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /**
   * Written one by one, in this order. A secret shows in `client-secret` alone.
   *
   * @throws Error when the runner's file cannot be written
   */
  outputs(values: Values): void;
  /** For the post step of this action in the same job. @throws Error when the runner's file cannot be written */
  state(values: Values): void;
  /** @throws Error when the runner's file cannot be written */
  exportVariables(values: Values): void;
  /** Adds HTML or Markdown to the job summary. Goes without where the runner has none. @throws Error */
  summary(text: string): void;
}

/** A mask this short would shred everything else that is shown, ids too, and the runner would drop job outputs. */
const SHORTEST_MASK = 4;
/** Shorter texts occur by chance, and an output that is changed is no good. */
const SHORTEST_MASK_OF_OUTPUTS = 8;
const QUOTE_LENGTH = 80;

export function runnerReport(env: NodeJS.ProcessEnv): Report {
  const secrets = new Set<string>();
  let masks: RegExp | undefined;
  let shortTold = false;

  /** The runner masks, too; this holds for what it does not see as a whole. */
  function masked(text: string): string {
    masks ??= toPattern([...secrets]);
    return hide(text, masks);
  }

  /**
   * A line must not become a command: the runner finds `##[command]` anywhere in a line and `::command::` at its start
   * (ActionCommand.cs).
   */
  function clean(text: string): string {
    return masked(visible(text).replaceAll(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, ' ')).replaceAll(
      '##[',
      '# #[',
    );
  }

  const info = (line: string) => core.info(clean(line).replaceAll(/^(\s*):(?=:)/gm, '$1: '));

  const annotate = (write: (message: string) => void) => (message: string) => {
    const { annotations, rest } = toAnnotations(clean(message));
    for (const part of annotations) write(part);
    for (const line of rest) info(line);
  };

  const writeEach = (variable: string, write: (name: string, value: string) => void) => (values: Values) => {
    try {
      for (const [name, value] of Object.entries(values)) write(name, value);
    } catch (error) {
      throw new StepError(`The file of ${variable} could not be written: ${messageOf(error)}.`);
    }
  };

  const warning = annotate(message => core.warning(message));

  return {
    mask: secret => {
      if (secret === '' || secrets.has(secret)) return;
      if (secret.length >= SHORTEST_MASK) {
        secrets.add(secret);
        masks = undefined;
        core.setSecret(secret);
      } else if (!shortTold) {
        shortTold = true;
        warning(`A secret of fewer than ${SHORTEST_MASK} characters is not masked: the mask would hide too much else.`);
      }
    },
    quote: (value, longest = QUOTE_LENGTH) => {
      const text = masked(visible(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))));
      return JSON.stringify(
        text.length > longest ? `${text.slice(0, longest).replace(/([\w-]{7})[\w-]+$/, '$1')}…` : text,
      );
    },
    info,
    debug: line => core.debug(clean(line)),
    notice: annotate(message => core.notice(message)),
    warning,
    error: annotate(message => core.error(message)),
    outputs: writeEach('GITHUB_OUTPUT', (name, value) => {
      const long = toPattern([...secrets].filter(secret => secret.length >= SHORTEST_MASK_OF_OUTPUTS));
      core.setOutput(name, name === 'client-secret' ? value : hide(value, long));
    }),
    state: writeEach('GITHUB_STATE', core.saveState),
    exportVariables: writeEach('GITHUB_ENV', core.exportVariable),
    // Not core.summary, which works in libuv's pool: name look-ups that never return may have all of its threads.
    summary: text => {
      const file = env['GITHUB_STEP_SUMMARY'];
      if (file && isWritable(file)) appendFileSync(file, clean(text));
    },
  };
}

/** Without characters that nobody sees: they could part a secret, and the runner passes over them in a command. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
}

/** Finds the longest secret at each place, in upper or lower case: hosts come back in lower case. */
function toPattern(secrets: readonly string[]): RegExp {
  const sources = secrets
    .flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length)
    .map(form => Array.from(form, formsOf).join(''));
  return new RegExp(sources.length === 0 ? '(?!)' : `(?=(${sources.join('|')}))`, 'gi');
}

/** A character as it is, and as a URL and HTML write it: each part of a URL leaves others as they are. */
function formsOf(character: string): string {
  if (/\w/.test(character)) return character;
  const inUrl = Buffer.from(character).toString('hex').replaceAll(/../g, '%$&');
  const forms = [character, inUrl, escapeHtml(character)];
  return `(?:${forms.map(form => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')})`;
}

/** Secrets that overlap are hidden as one: what the first one leaves of the second would fit no mask. */
function hide(text: string, pattern: RegExp): string {
  let shown = '';
  let from = 0;
  for (const { index, 1: found = '' } of text.matchAll(pattern)) {
    if (index >= from) shown += `${text.slice(from, index)}***`;
    from = Math.max(from, index + found.length);
  }
  return shown + text.slice(from);
}

/**
 * A step that cannot hand anything out, or leave anything for its post step, must not begin. Without these files
 * @actions/core would print the values.
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

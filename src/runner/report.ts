import { accessSync, constants } from 'node:fs';
import * as core from '@actions/core';
import { messageOf, StepError } from '../errors.ts';
import type { Quote } from '../text.ts';
import { toAnnotations } from './annotations.ts';

type Values = Readonly<Record<string, string>>;

/** What a program tells the runner. Nothing that was masked appears in what people read. */
export interface Report {
  /** From now on this text is shown as ***; call it before anything that could show it. */
  mask(secret: string): void;
  /** Masks first and cuts then: a part of a secret would fit no mask. 80 characters when nothing is said. */
  readonly quote: Quote;
  info(line: string): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** Written one by one, in this order. @throws Error when the runner's file cannot be written */
  outputs(values: Values): void;
  /** For the post step of this action in the same job. @throws Error when the runner's file cannot be written */
  state(values: Values): void;
  /** @throws Error when the runner's file cannot be written */
  exportVariables(values: Values): void;
  /** Adds HTML or Markdown to the job summary. Goes without where the runner has none. @throws Error */
  summary(text: string): Promise<void>;
}

/** A mask this short would shred everything else that is shown, ids too, and the runner would drop job outputs. */
const SHORTEST_MASK = 4;
const QUOTE_LENGTH = 80;

export function runnerReport(env: NodeJS.ProcessEnv): Report {
  const secrets = new Set<string>();
  let masks: Masks | undefined;
  let shortTold = false;

  /** The runner masks, too; this holds for what it does not see as a whole. */
  function masked(text: string): string {
    masks ??= toMasks(secrets);
    const lower = text.toLowerCase();
    return masks.lower.some(form => lower.includes(form)) ? text.replaceAll(masks.pattern(), '***') : text;
  }

  /**
   * A line must not become a command: the runner finds `##[command]` anywhere in a line and `::command::` at its start
   * (ActionCommand.cs). Characters that nobody sees go first: they could stand in the middle of a command or a secret.
   */
  function clean(text: string): string {
    return masked(withoutInvisible(text))
      .replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, ' ')
      .replaceAll('##[', '# #[');
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
      const text = masked(
        withoutInvisible(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))),
      );
      return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
    },
    info,
    debug: line => core.debug(clean(line)),
    notice: annotate(message => core.notice(message)),
    warning,
    error: annotate(message => core.error(message)),
    outputs: writeEach('GITHUB_OUTPUT', core.setOutput),
    state: writeEach('GITHUB_STATE', core.saveState),
    exportVariables: writeEach('GITHUB_ENV', core.exportVariable),
    summary: async text => {
      if (isWritable(env['GITHUB_STEP_SUMMARY'])) await core.summary.addRaw(clean(text)).write();
    },
  };
}

interface Masks {
  readonly lower: readonly string[];
  /** Made when something is found: making it takes a while. */
  readonly pattern: () => RegExp;
}

/**
 * Each secret as it is, and as JSON or a URL writes it; the longest first, because one may be a part of another. Hosts
 * come back in lower case, so case does not count.
 */
function toMasks(secrets: ReadonlySet<string>): Masks {
  const forms = [...secrets].flatMap(secret => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  const sorted = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const sources = sorted.map(form => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return { lower: sorted.map(form => form.toLowerCase()), pattern: () => new RegExp(sources.join('|'), 'gi') };
}

/** Text of the tenant is mostly ASCII: the pattern of what nobody sees is large, and is needed for the rest only. */
function withoutInvisible(text: string): string {
  return /[^\x00-\x7f]/.test(text) ? text.replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '') : text;
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

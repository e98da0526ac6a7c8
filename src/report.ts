import type { Quote } from './text.ts';

/** What is written to one of the runner's files, by name. */
export type Values = Readonly<Record<string, string>>;

/** What a program says to the runner, masked. What writes a file throws an Error when the file cannot be written. */
export interface Report {
  /** From now on this text is shown as ***; call it before anything that could show it. */
  mask(secret: string): void;
  /** Masks before it cuts: a part of a secret would match no mask. Longest by default: 80 characters. */
  readonly quote: Quote;
  /** A text without secrets and control characters. Call it before escaping: an escaped secret would match no mask. */
  hide(text: string): string;
  /** The same for a sentence of our own, in which values are hidden already: a short secret may be one of its words. */
  hideLongSecrets(text: string): string;
  info(line: string): void;
  /** Lines of the log that are folded below a title. */
  group(title: string, lines: readonly string[]): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** Written in this order, once they are checked. A secret is shown in `client-secret` and `access-token` alone. */
  outputs(values: Values): void;
  /** For the post step of this action in the same job. */
  state(values: Values): void;
  exportVariables(values: Values): void;
  /** Adds HTML or Markdown to the job summary. Does nothing where the runner has none. */
  summary(text: string): Promise<void>;
}

import type { Quote } from './text.ts';

/** What is written to one of the runner's files, by name. */
export type Values = Readonly<Record<string, string>>;

/** What a program says to the runner. Nothing that was masked appears in what people read. */
export interface Report {
  /** From now on this text is shown as ***; call it before anything that could show it. */
  mask(secret: string): void;
  /** Masks first and cuts then: a part of a secret would fit no mask. Longest by default: 80 characters. */
  readonly quote: Quote;
  /** A text without secrets and control characters, to be escaped: an entity would fit no mask. */
  hide(text: string): string;
  /** The same for a sentence of our own, in which values are hidden already: a short secret may be one of its words. */
  hideLong(text: string): string;
  info(line: string): void;
  /** Lines of the log that are folded below a title. */
  group(title: string, lines: readonly string[]): void;
  debug(line: string): void;
  notice(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /**
   * All values are checked, then written in this order. A secret shows in `client-secret` and `access-token` alone.
   * @throws Error when the runner's file cannot be written
   */
  outputs(values: Values): void;
  /** For the post step of this action in the same job. @throws Error when the runner's file cannot be written */
  state(values: Values): void;
  /** @throws Error when the runner's file cannot be written */
  exportVariables(values: Values): void;
  /** Adds HTML or Markdown to the job summary. Goes without where the runner has none. @throws Error */
  summary(text: string): Promise<void>;
}

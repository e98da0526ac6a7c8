/** A failure that the program foresaw: its message says to the reader of the log what happened and what to do. */
export class StepError extends Error {}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** For the debug log: an unexpected error is found by its stack. */
export const stackOf = (error: unknown): string => (error instanceof Error && error.stack) || messageOf(error);

/** Fails with all of these, one a line, so that no problem hides another. Does nothing when there is none. */
export function throwAll(problems: readonly (string | undefined)[]): void {
  const present = problems.filter(problem => problem !== undefined);
  if (present.length > 0) throw new StepError(present.join('\n'));
}

/** The message of an error for the log. An unexpected one says so, and its stack is in the debug log. */
export function messageFor(error: unknown, { debug }: { debug(line: string): void }): string {
  if (error instanceof StepError) return error.message;
  debug(stackOf(error));
  return `An unexpected error: ${messageOf(error)}. Please report it; debug logging shows where it happened.`;
}

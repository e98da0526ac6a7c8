/** A failure that the program foresaw: its message says to the reader of the log what happened and what to do. */
export class StepError extends Error {}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For the debug log: an error that nobody expected is found by its stack. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Fails with all of these, one a line, so that no problem hides another. Does nothing when there is none. */
export function throwAll(problems: readonly (string | undefined)[]): void {
  const told = problems.filter(problem => problem !== undefined);
  if (told.length > 0) throw new StepError(told.join('\n'));
}

/** What people are told of an error. One that nobody expected says so, and its stack is found at debug level. */
export function tell(error: unknown, { debug }: { debug(line: string): void }): string {
  if (error instanceof StepError) return error.message;
  debug(stackOf(error));
  return `An error that nobody expected: ${messageOf(error)}. Please report it; debug logging shows where it happened.`;
}

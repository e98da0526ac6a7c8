/** A failure that the program foresaw: its message says to the reader of the log what happened and what to do. */
export class StepError extends Error {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For the debug log: an error that nobody expected is found by its stack. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

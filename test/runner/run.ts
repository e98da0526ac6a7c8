import type { Results } from './command-files.ts';
import type { Annotation } from './log.ts';

/** One program that ran to its end, main or post, as the runner and its user see it. */
export interface ProgramRun extends Results {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** As the program wrote them, nothing masked. */
  readonly stdout: string;
  readonly stderr: string;
  /** What a reader of the job's log sees. */
  readonly log: string;
  /** The same where step debug logging is on. */
  readonly debugLog: string;
  /** What the page of the run shows: masked, cut to 4,096 characters, ten of each level. */
  readonly annotations: readonly Annotation[];
  /** What came after these ten; only the log has it. */
  readonly dropped: readonly Annotation[];
  /** The step is not green: by its exit code, because the runner cannot read a command, or cancelled. */
  readonly failed: boolean;
  /** The run was cancelled while the program ran (`kill.sequence`). */
  readonly cancelled: boolean;
  readonly durationMs: number;
}

/** The same of a program that had no process of its own. */
export type Run = Omit<ProgramRun, 'exitCode' | 'signal' | 'cancelled' | 'durationMs'>;

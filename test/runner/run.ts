import type { Results } from './command-files.ts';
import type { Annotation } from './log.ts';

/** One program that ran to its end, main or post, as the runner and its user see it. */
export interface ProgramRun extends Results {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** As the program wrote them, without masking. */
  readonly stdout: string;
  readonly stderr: string;
  /** What a reader of the job's log sees. */
  readonly log: string;
  /** The same with step debug logging. */
  readonly debugLog: string;
  /** The annotations on the page of the run: masked, truncated to 4,096 characters, ten of each level. */
  readonly annotations: readonly Annotation[];
  /** The annotations after these ten, which are only in the log. */
  readonly dropped: readonly Annotation[];
  /** The step failed: by its exit code, because the runner cannot read a command, or because it was cancelled. */
  readonly failed: boolean;
  /** The run was cancelled while the program ran (`kill.sequence`). */
  readonly cancelled: boolean;
  readonly durationMs: number;
}

/** The same for a program that ran in this process. */
export type Run = Omit<ProgramRun, 'exitCode' | 'signal' | 'cancelled' | 'durationMs'>;

import type { Report } from '../report.ts';

/** What the code has to know about an input. action.yml and the README explain it. */
interface InputRow {
  /** `secret`: text that is masked before anything is logged. */
  readonly kind: 'text' | 'secret' | 'boolean' | 'integer' | 'choice' | 'list' | 'duration';
  /** The value when the input is empty or not given. An integer has one; a boolean without one is false, except `verify`. */
  readonly default?: string | number | boolean;
  /** The least that an integer can be; else 0. */
  readonly least?: number;
  /** Whether the action would do more than was meant if the input was lost because its name is mistyped. */
  readonly limits?: boolean;
  /** What is dropped from the front of the text. */
  readonly prefix?: RegExp;
  /** The `default` in action.yml: for what only the runner can know. */
  readonly expression?: string;
}

export type InputRows = Readonly<Record<string, InputRow>>;

/** Which tenant, which path, as whom: create and prune have them. */
export const CONNECTION_INPUTS = {
  tenant: { kind: 'text' },
  'base-url': { kind: 'text' },
  'api-version': { kind: 'choice' },
  'pat-client-id': { kind: 'text' },
  'pat-client-secret': { kind: 'secret' },
  'access-token': { kind: 'secret', prefix: /^bearer(\s+|$)/i },
} as const satisfies InputRows;

/** Less is no time to clean up in. */
const LEAST_SECONDS = 5;

/** Of the create action, besides the connection and the fields of the request. */
export const CREATE_INPUTS = {
  'body-file': { kind: 'text', limits: true },
  'if-exists': { kind: 'choice', default: 'create', limits: true },
  ephemeral: { kind: 'boolean', default: false, limits: true },
  verify: { kind: 'boolean' },
  'request-token': { kind: 'boolean', default: false },
  'keep-older': { kind: 'integer', default: 0, limits: true },
  'export-env': { kind: 'boolean', default: false },
  'seal-key': { kind: 'secret' },
  'dry-run': { kind: 'boolean', default: false, limits: true },
  summary: { kind: 'boolean', default: true },
  'timeout-seconds': { kind: 'integer', default: 120, least: LEAST_SECONDS },
  'job-status': { kind: 'text', expression: '${{ job.status }}' },
} as const satisfies InputRows;

/** Of the prune action, besides the connection. */
export const PRUNE_INPUTS = {
  'client-id': { kind: 'list', limits: true },
  name: { kind: 'text', limits: true },
  ephemeral: { kind: 'boolean', default: false, limits: true },
  'older-than': { kind: 'duration', limits: true },
  'unused-for': { kind: 'duration', limits: true },
  keep: { kind: 'integer', default: 0, limits: true },
  'dry-run': { kind: 'boolean', default: false, limits: true },
  summary: { kind: 'boolean', default: true },
  'timeout-seconds': { kind: 'integer', default: 600, least: LEAST_SECONDS },
} as const satisfies InputRows;

/** Of the unseal action. */
export const UNSEAL_INPUTS = {
  sealed: { kind: 'text' },
  'seal-key': { kind: 'secret' },
  'export-env': { kind: 'boolean', default: false },
} as const satisfies InputRows;

/** Takes each problem, with the input or variable that it is about. Returns undefined for the value that is missing. */
export type Complain = (subject: string, problem: string) => undefined;

export interface InputSource {
  /** An input's text, trimmed; empty when it is not given. */
  readonly given: (input: string) => string;
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
  readonly complain: Complain;
  /** What is given under a name like that of an input that is missing; empty when there is nothing. */
  readonly meant: (...missing: readonly string[]) => string;
}

/** As core.getInput reads it, from an environment that is passed in. */
export const inputText = (env: NodeJS.ProcessEnv, name: string, row?: InputRow): string =>
  env[`INPUT_${name.toUpperCase()}`]?.trim().replace(row?.prefix ?? '', '') ?? '';

import { API_VERSIONS } from '../tenant/connection.ts';

/** What is known of an input: reading, action.yml and README come from it. */
export interface InputRow {
  /** `secret` is text that is masked before anything is said. */
  readonly kind: 'text' | 'secret' | 'boolean' | 'integer' | 'choice' | 'list' | 'duration';
  /** What a choice can be. */
  readonly values?: readonly string[];
  /** What counts when the input is empty, which is the same as not given. Of a flag else false, of a number 0. */
  readonly default?: string | number | boolean;
  /** The least that an integer can be; else 0. */
  readonly least?: number;
  /** It holds the action back: were it lost because its name is mistyped, the action would do more than was meant. */
  readonly limits?: boolean;
  /** What is dropped from the front of the text. */
  readonly prefix?: RegExp;
  /** The `default` in action.yml: for what only the runner can know. */
  readonly expression?: string;
  /** As in action.yml. */
  readonly description: string;
}

/** What to do when clients of the name exist. */
export const IF_EXISTS = ['create', 'fail', 'skip', 'replace', 'update'] as const;
export type IfExists = (typeof IF_EXISTS)[number];

/** The inputs of an action by their names. What stands here is what action.yml declares and the README explains. */
export type InputRows = Readonly<Record<string, InputRow>>;

/** Which tenant, which path, as whom: create and prune have them. */
export const CONNECTION_INPUTS = {
  tenant: {
    kind: 'text',
    description: 'Name of the tenant: acme stands for https://acme.api.identitynow.com.',
  },
  'base-url': {
    kind: 'text',
    description:
      'Base URL of the API instead of tenant, for demo and government hosts. It may end with an api-version: https://acme.api.identitynow.com/beta. Default: the environment variable SAIL_BASE_URL.',
  },
  'api-version': {
    kind: 'choice',
    values: API_VERSIONS,
    description: 'Version of the API: beta, v3, v2024, v2025, v2026 or v1. Default: beta.',
  },
  'pat-client-id': {
    kind: 'text',
    description:
      "Client ID of a user's personal access token with the scope sp:oauth-client:manage. Default: the environment variable SAIL_CLIENT_ID.",
  },
  'pat-client-secret': {
    kind: 'secret',
    description: 'Client secret of that personal access token. Default: the environment variable SAIL_CLIENT_SECRET.',
  },
  'access-token': {
    kind: 'secret',
    prefix: /^bearer(\s+|$)/i,
    description: 'A user access token that you already have, instead of a personal access token.',
  },
} as const satisfies InputRows;

/** Less is no time to clean up in. */
const LEAST_SECONDS = 5;

const SUMMARY = {
  kind: 'boolean',
  default: true,
  description: 'false leaves out the job summary. Default: true.',
} as const;
const EXPORT_ENV = {
  kind: 'boolean',
  default: false,
  description:
    "true exports SAIL_BASE_URL, SAIL_CLIENT_ID and SAIL_CLIENT_SECRET for the later steps, as the vendor's CLI and SDKs read them. Default: false.",
} as const;

/** Of the create action, beside the connection and the fields of the request. */
export const CREATE_INPUTS = {
  'body-file': {
    kind: 'text',
    limits: true,
    description:
      "YAML or JSON file with these fields under the API's names (businessName, grantTypes and so on), its path relative to the workspace. Inputs override it.",
  },
  'if-exists': {
    kind: 'choice',
    values: IF_EXISTS,
    default: 'create',
    limits: true,
    description:
      'When clients of this name exist: create another one; fail and name them; skip, which outputs the newest, without a secret; replace, which deletes them at the end of a successful job; or update, which changes the one of this name to what is given. Default: create.',
  },
  ephemeral: {
    kind: 'boolean',
    default: false,
    limits: true,
    description:
      'true deletes the client at the end of the job, whether the job succeeds, fails or is cancelled. Default: false.',
  },
  verify: {
    kind: 'boolean',
    description:
      'true obtains a token with the new credentials before it hands them out. Default: true with if-exists replace if the client can use CLIENT_CREDENTIALS; otherwise false.',
  },
  'request-token': {
    kind: 'boolean',
    default: false,
    description:
      'true obtains an access token with the new credentials, as verify does, and hands it out as the outputs access-token and access-token-expires-at. Default: false.',
  },
  'keep-older': {
    kind: 'integer',
    default: 0,
    limits: true,
    description:
      'With if-exists replace: how many of the older clients of the name stay, the newest ones. 1 is a rotation with overlap. Default: 0.',
  },
  'export-env': EXPORT_ENV,
  'seal-key': {
    kind: 'secret',
    description:
      '32 random bytes as base64, base64url or 64 hex digits, kept as a secret: then the output sealed carries the credentials to another job, which opens it with the action unseal.',
  },
  'dry-run': {
    kind: 'boolean',
    default: false,
    limits: true,
    description:
      'true checks everything and shows the request instead of sending it; needs no credentials. With if-exists update and credentials it shows what would change. Default: false.',
  },
  summary: SUMMARY,
  'timeout-seconds': {
    kind: 'integer',
    default: 120,
    least: LEAST_SECONDS,
    description: 'Deadline for the step, every retry included. Default: 120.',
  },
  'job-status': {
    kind: 'text',
    expression: '${{ job.status }}',
    description: 'Internal; leave it unset. It tells the end of the job whether the job succeeded.',
  },
} as const satisfies InputRows;

/** Of the prune action, beside the connection. */
export const PRUNE_INPUTS = {
  'client-id': { kind: 'list', limits: true, description: 'Ids of clients, a list.' },
  name: {
    kind: 'text',
    limits: true,
    description: 'Name of clients; * matches any characters, everything else matches exactly (case-sensitive).',
  },
  ephemeral: {
    kind: 'boolean',
    default: false,
    limits: true,
    description:
      "true: only clients with this repository's marker, which ephemeral gives them. Give older-than with it, because clients of jobs that are still running have it too. Default: false.",
  },
  'older-than': {
    kind: 'duration',
    limits: true,
    description: 'Only clients created longer ago than this: 45m, 12h, 30d or 2w, for example.',
  },
  'unused-for': {
    kind: 'duration',
    limits: true,
    description: 'Only clients not used for this long, or never used and created longer ago: 30d, for example.',
  },
  keep: {
    kind: 'integer',
    default: 0,
    limits: true,
    description:
      'Number of newest clients per name that are always kept, whatever the other selectors match. Default: 0.',
  },
  'dry-run': {
    kind: 'boolean',
    default: false,
    limits: true,
    description: 'true shows what would be deleted and deletes nothing. Default: false.',
  },
  summary: SUMMARY,
  'timeout-seconds': {
    kind: 'integer',
    default: 600,
    least: LEAST_SECONDS,
    description: 'Deadline for the step, every retry included. Default: 600.',
  },
} as const satisfies InputRows;

/** Of the unseal action. */
export const UNSEAL_INPUTS = {
  sealed: {
    kind: 'text',
    description: "The output sealed of the create action, passed on through its job's outputs.",
  },
  'seal-key': { kind: 'secret', description: 'The key that it was sealed with.' },
  'export-env': EXPORT_ENV,
} as const satisfies InputRows;

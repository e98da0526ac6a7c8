import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import type { Operation } from '../tenant/faults.ts';

/** A way to use the create action. */
export interface Mode {
  readonly changes: Partial<CreateSettings>;
  /** How many clients with the name exist from the start. */
  readonly older: number;
  /** The requests of a main step and a post step without a fault. */
  readonly requests: readonly Operation[];
  /** How the job ends after a main step that succeeded; `success` when not given. */
  readonly jobStatus?: string;
  /** Whether the main step fails without a fault. */
  readonly isRefused?: boolean;
  /** The notices of the job without a fault. */
  readonly notices?: readonly RegExp[];
}

const REPLACE: Partial<CreateSettings> = { ifExists: 'replace', keepOlder: 0, verify: true };
const ROTATION: readonly Operation[] = ['token', 'list', 'create', 'token', 'token', 'list', 'delete'];
const NO_SECRET = [/already existed, so client-secret is empty/];

export const MODES = {
  plain: { changes: {}, older: 0, requests: ['token', 'create'] },
  ephemeral: { changes: { isEphemeral: true }, older: 0, requests: ['token', 'create', 'token', 'delete'] },
  verify: { changes: { verify: true }, older: 0, requests: ['token', 'create', 'token'] },
  'own description': { changes: { given: ['name', 'description'] }, older: 0, requests: ['token', 'create'] },
  replace: { changes: REPLACE, older: 1, requests: ROTATION },
  'replace with keep-older': { changes: { ...REPLACE, keepOlder: 1 }, older: 2, requests: ROTATION },
  'replace in a job that fails': {
    ...{ changes: REPLACE, older: 1, jobStatus: 'failure' },
    requests: ['token', 'list', 'create', 'token', 'token', 'list'],
    notices: [/job's status is failure, so nothing is deleted/],
  },
  update: {
    changes: { ifExists: 'update', given: ['name', 'accessTokenValiditySeconds'] },
    ...{ older: 1, requests: ['token', 'list', 'patch'], notices: NO_SECRET },
  },
  skip: { changes: { ifExists: 'skip' }, older: 1, requests: ['token', 'list'], notices: NO_SECRET },
  fail: {
    changes: { ifExists: 'fail' },
    ...{ older: 1, requests: ['token', 'list'], isRefused: true, notices: [/already exists/] },
  },
} satisfies Record<string, Mode>;

export type ModeName = keyof typeof MODES;

export const MODE_NAMES = Object.keys(MODES).filter((name): name is ModeName => name in MODES);

/** Whether the mode looks for clients by name; then each step of a run has its own name. */
export function isAlone({ changes: { ifExists = 'create' } }: Mode): boolean {
  return ifExists !== 'create';
}

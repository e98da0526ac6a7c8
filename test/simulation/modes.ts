import type { CreateSettings } from '../../src/inputs/create-inputs.ts';
import type { Operation } from '../tenant/faults.ts';

/** A way to use the create action. */
export interface Mode {
  readonly changes: Partial<CreateSettings>;
  /** How many clients of the name there are from the start that the mode is about. */
  readonly older: number;
  /** What a main step and a post step send when nothing goes wrong. */
  readonly requests: readonly Operation[];
  /** How the job ends after a main step that succeeded; `success` when not given. */
  readonly jobStatus?: string;
  /** Whether the main step fails without a fault. */
  readonly isRefused?: boolean;
  /** What the job says without a fault. */
  readonly notices?: readonly RegExp[];
}

const REPLACE: Partial<CreateSettings> = { ifExists: 'replace', keepOlder: 0, verify: true };
const ROTATION: readonly Operation[] = ['token', 'list', 'create', 'token', 'token', 'list', 'delete'];
const NO_SECRET = [/existed already, so client-secret is empty/];

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

/** Whether the mode looks for clients of the name: then each step of a run has a name of its own. */
export function isAlone({ changes: { ifExists = 'create' } }: Mode): boolean {
  return ifExists !== 'create';
}

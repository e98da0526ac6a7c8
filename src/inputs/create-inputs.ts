import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../report.ts';
import { parseSealKey, SEAL_KEY_FORM, type Sealed } from '../seal.ts';
import type { Connection, Place } from '../tenant/connection.ts';
import { type ClientRequest, FIELDS, type FieldName, type Fields } from '../tenant/fields.ts';
import { requestWarnings } from '../tenant/request-warnings.ts';
import { readConnection, readDryPlace } from './connection-inputs.ts';
import { getsNoSecrets } from './empty-secrets.ts';
import { type Inputs, oneOf, openInputs, parseBoolean } from './inputs.ts';
import { readRequest } from './request-inputs.ts';
import { CONNECTION_INPUTS, CREATE_INPUTS, type InputSource, inputText } from './rows.ts';
import { complainOfSecrets } from './secret-inputs.ts';

const IF_EXISTS = ['create', 'fail', 'skip', 'replace', 'update'] as const;
type IfExists = (typeof IF_EXISTS)[number];

export interface CreateSettings {
  readonly kind: 'create';
  readonly connection: Connection;
  readonly request: ClientRequest;
  /** The fields of the request that an input or the body file gives; the others are defaults. */
  readonly given: readonly FieldName[];
  /** Shown when a client is created: one that exists already was not created from the request. */
  readonly warnings: readonly string[];
  readonly ifExists: IfExists;
  readonly isEphemeral: boolean;
  /** With `replace`: how many older clients of the name stay; else undefined. */
  readonly keepOlder: number | undefined;
  readonly verify: boolean;
  readonly requestToken: boolean;
  /** Look into the tenant and show what would be changed. */
  readonly dryRun: boolean;
  readonly exportEnv: boolean;
  readonly sealing: (Pick<Sealed, 'repository' | 'run' | 'attempt'> & { readonly key: Uint8Array }) | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  /** Exists once the post step has begun: in a container job the main step may still be running then. */
  readonly stopFile: string;
}

export interface DryRun {
  readonly kind: 'dry run';
  readonly place: Place;
  readonly request: ClientRequest;
  readonly warnings: readonly string[];
  /** Whether the tenant's list was read, and no client has the name. */
  readonly isLookedUp?: boolean;
}

/** Every input of the action but the fields. */
export const CREATE_ROWS = { ...CONNECTION_INPUTS, ...CREATE_INPUTS };
type CreateInputs = Inputs<typeof CREATE_ROWS>;

/** Reads and checks everything that the create action is given. @throws WrongInputs with every problem */
export async function readCreateSettings(env: NodeJS.ProcessEnv, report: Report): Promise<CreateSettings | DryRun> {
  const inputs = openInputs(env, report, CREATE_ROWS, FIELDS);
  return needsConnection(inputs) ? readCreate(inputs) : readDryRun(inputs);
}

/** A dry run sends nothing, except for an update with credentials, which reads the tenant to compare. */
function needsConnection({ given, env }: InputSource): boolean {
  if (parseBoolean(given('dry-run')) !== true) return true;
  const secrets = [given('access-token'), given('pat-client-secret'), env['SAIL_CLIENT_SECRET']];
  return given('if-exists').toLowerCase() === 'update' && secrets.some(secret => secret?.trim());
}

async function readDryRun(inputs: CreateInputs): Promise<DryRun> {
  const { given, env, report } = inputs;
  const found = readDryPlace(inputs);
  const { ifExists, warnings, read: draft } = await readRest(inputs);
  const { place, read } = inputs.finish(['GITHUB_OUTPUT'], { place: found, read: draft });
  if (ifExists === 'update') {
    const say = getsNoSecrets(env) ? report.notice : report.warning;
    const hasId = given('pat-client-id') || env['SAIL_CLIENT_ID']?.trim();
    const lacking = hasId ? 'the secret of the personal access token is empty' : 'no credentials are given';
    say(`dry-run: ${lacking}, so nothing was compared with the tenant.`);
  }
  return { kind: 'dry run', place, request: read.request, warnings };
}

async function readCreate(inputs: CreateInputs): Promise<CreateSettings> {
  const found = readConnection(inputs);
  const { read: draft, ...rest } = await readRest(inputs);
  // A dry run hands out nothing and has no post step.
  const none = rest.dryRun && { verify: false, requestToken: false, exportEnv: false, sealing: undefined };
  const files = rest.dryRun ? [] : ['GITHUB_STATE', ...(rest.exportEnv ? ['GITHUB_ENV'] : [])];
  const { connection, read } = inputs.finish(['GITHUB_OUTPUT', ...files], { connection: found, read: draft });
  const stopFile = join(inputs.env['RUNNER_TEMP'] || tmpdir(), `idn-oauth-client-${randomUUID()}`);
  return { kind: 'create', connection, ...read, ...rest, stopFile, ...none };
}

/** Everything but the connection. `read` is undefined where the request has a problem. */
async function readRest(inputs: CreateInputs) {
  const { given, env, complain } = inputs;
  const dryRun = inputs.flag('dry-run');
  const isEphemeral = inputs.flag('ephemeral');
  const exportEnv = inputs.flag('export-env');
  // Only checked here: `runner/program.ts` reads it, because a failure also has a summary.
  inputs.flag('summary');
  const timeout = inputs.integer('timeout-seconds') * 1000;
  const chosen = oneOf('if-exists', IF_EXISTS, inputs);
  const ifExists = chosen ?? 'create';
  const sealing = readSealing(inputs);
  const { body, read } = await readRequest(inputs, isEphemeral, timeout);
  complainOfSecrets(body, CREATE_ROWS, inputs);
  if (isEphemeral && ['skip', 'replace', 'update'].includes(ifExists))
    complain('ephemeral', `cannot go with if-exists ${ifExists}: that client is meant to outlive the job`);
  if (body['name'] === null && ifExists !== 'create')
    complain('if-exists', `${ifExists} looks for clients of the same name, and the name is null`);
  const gitea = "replace does not work here: Gitea's runner does not say at the end whether the job succeeded";
  if (ifExists === 'replace' && env['GITEA_ACTIONS'] === 'true') complain('if-exists', gitea);
  const older = inputs.integer('keep-older');
  const isMistyped = chosen === undefined && given('if-exists') !== '';
  if (given('keep-older') !== '' && ifExists !== 'replace' && !isMistyped)
    complain('keep-older', 'is for if-exists replace, which deletes older clients with the name');
  const warnings = read === undefined ? [] : requestWarnings(read.request);
  if (isEphemeral && given('access-token') !== '') {
    warnings.push(
      'ephemeral: access-token may have expired by the end of the job; the client would then not be deleted. ' +
        'A personal access token (pat-client-id, pat-client-secret) is safer.',
    );
  }
  if (isEphemeral && sealing !== undefined)
    warnings.push('seal-key: the client is ephemeral, so the job that opens sealed finds it deleted.');
  const keepOlder = ifExists === 'replace' ? older : undefined;
  const verification = readVerification(inputs, ifExists, body);
  return { read, warnings, dryRun, isEphemeral, exportEnv, timeout, ifExists, sealing, keepOlder, ...verification };
}

/** Whether a token is obtained with the new credentials, and whether it is handed out. */
function readVerification(inputs: CreateInputs, ifExists: IfExists, body: Fields) {
  const { given, complain } = inputs;
  // A field with a problem is not in the body, and must not cause another one.
  const { grantTypes = ['CLIENT_CREDENTIALS'], enabled, type } = body;
  const canVerify = [grantTypes].flat().includes('CLIENT_CREDENTIALS') && enabled !== false && type !== 'PUBLIC';
  const requestToken = inputs.flag('request-token');
  const verifies = given('verify') === '' ? ifExists === 'replace' && canVerify : inputs.flag('verify');
  if (requestToken && given('verify') !== '' && !verifies)
    complain('verify', 'is false along with request-token, which obtains a token: remove one of the two');
  const verify = verifies || requestToken;
  const needs = 'needs a client that can sign in: CLIENT_CREDENTIALS, enabled, and not PUBLIC';
  if (verify && !canVerify) complain(requestToken ? 'request-token' : 'verify', needs);
  return { verify, requestToken };
}

function readSealing({ given, env, complain }: InputSource): CreateSettings['sealing'] {
  if (given('seal-key') === '') return undefined;
  const key = parseSealKey(given('seal-key'));
  if (key === undefined) return complain('seal-key', SEAL_KEY_FORM);
  const { GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: attempt = '' } = env;
  return { key, repository, run, attempt };
}

/** How the job ended so far, as the runner says when it evaluates the inputs again for the post step. */
export const readJobStatus = (env: NodeJS.ProcessEnv): string => inputText(env, 'job-status');

import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../report.ts';
import { PART } from '../runner/masks.ts';
import { parseSealKey, SEAL_KEY_FORM } from '../seal.ts';
import { requestWarnings } from '../tenant/client-request.ts';
import type { Connection, Place } from '../tenant/connection.ts';
import { type ClientRequest, FIELDS, type FieldName } from '../tenant/fields.ts';
import { readConnection, readDryPlace } from './connection-inputs.ts';
import { type InputSource, inputText, oneOf, openInputs, secretTexts } from './inputs.ts';
import { readRequest } from './request-inputs.ts';
import { CONNECTION_INPUTS, CREATE_INPUTS, IF_EXISTS, type IfExists } from './rows.ts';

/** What a run of the create action is to do. */
export interface CreateSettings {
  readonly kind: 'create';
  readonly connection: Connection;
  readonly request: ClientRequest;
  /** The fields of the request that an input or the body file gives; the others are defaults. */
  readonly given: readonly FieldName[];
  /** Told when a client is created: one that is there already is not made of the request. */
  readonly warnings: readonly string[];
  readonly ifExists: IfExists;
  /** Whether the client is deleted at the end of the job. */
  readonly isEphemeral: boolean;
  /** With `replace`: how many older clients of the name stay; else undefined. */
  readonly keepOlder: number | undefined;
  readonly verify: boolean;
  /** Whether an access token is handed out. */
  readonly requestToken: boolean;
  /** Look into the tenant and show what would be changed. */
  readonly dryRun: boolean;
  readonly exportEnv: boolean;
  /** How to make the output `sealed`. */
  readonly sealing: Sealing | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  /** The file by which the post step stops the main step. */
  readonly stopFile: string;
}

interface Sealing {
  readonly key: Uint8Array;
  readonly repository: string;
  readonly run: string;
  readonly attempt: string;
}

/** What a dry run shows. */
export interface DryRun {
  readonly kind: 'dry run';
  readonly place: Place;
  readonly request: ClientRequest;
  readonly warnings: readonly string[];
  /** Whether `if-exists: update` is given. */
  readonly isUpdate: boolean;
  /** Whether the tenant's list was read, and no client has the name. */
  readonly isLookedUp?: boolean;
}

const NOTHING_HANDED_OUT = { verify: false, requestToken: false, exportEnv: false, sealing: undefined };

/** Every input of the action but the fields. */
export const CREATE_ROWS = { ...CONNECTION_INPUTS, ...CREATE_INPUTS };

/**
 * Reads and checks everything that the create action is given.
 *
 * @throws WrongInputs with every problem
 */
export async function readCreateSettings(env: NodeJS.ProcessEnv, report: Report): Promise<CreateSettings | DryRun> {
  const inputs = openInputs(env, report, CREATE_ROWS, FIELDS);
  const { given, complain } = inputs;
  const dryRun = inputs.flag('dry-run');
  const isEphemeral = inputs.flag('ephemeral');
  const exportEnv = inputs.flag('export-env');
  // Only checked here: `runner/program.ts` reads it, because a failure has a summary, too.
  inputs.flag('summary');
  const timeout = inputs.integer('timeout-seconds') * 1000;
  const ifExists = oneOf('if-exists', IF_EXISTS, inputs) ?? 'create';
  const sealing = readSealing(inputs);
  const secrets = [given('access-token'), given('pat-client-secret'), env['SAIL_CLIENT_SECRET']];
  const sends = !dryRun || (ifExists === 'update' && secrets.some(secret => secret?.trim()));
  const place = sends ? undefined : readDryPlace(inputs);
  const connection = sends ? readConnection(inputs) : undefined;
  const draft = await readRequest(inputs, isEphemeral);
  const request = draft?.request;
  if (request !== undefined) complainOfSecrets(request, inputs);

  if (isEphemeral && ['skip', 'replace', 'update'].includes(ifExists)) {
    complain('ephemeral', `cannot go with if-exists ${ifExists}: that client is to outlive the job`);
  }
  if (request?.name === null && ifExists !== 'create') {
    complain('if-exists', `${ifExists} looks for clients of the same name, and the name is null`);
  }
  const canVerify = request !== undefined && canSignIn(request);
  const requestToken = inputs.flag('request-token');
  const verifies = given('verify') === '' ? ifExists === 'replace' && canVerify : inputs.flag('verify');
  if (requestToken && given('verify') !== '' && !verifies) {
    complain('verify', 'is false beside request-token, which obtains a token: remove one of the two');
  }
  const verify = verifies || requestToken;
  if (verify && request !== undefined && !canVerify) {
    const input = requestToken ? 'request-token' : 'verify';
    complain(input, 'needs a client that can sign in: CLIENT_CREDENTIALS, enabled, and not PUBLIC');
  }
  const keepOlder = inputs.integer('keep-older');
  if (given('keep-older') !== '' && ifExists !== 'replace') {
    complain('keep-older', 'is for if-exists replace, which deletes older clients of the name');
  }
  if (ifExists === 'replace' && env['GITEA_ACTIONS'] === 'true') {
    complain(
      'if-exists',
      "replace does not work here: Gitea's runner does not say at the end whether the job succeeded",
    );
  }
  inputs.needFiles(['GITHUB_OUTPUT', 'GITHUB_STATE', ...(exportEnv ? ['GITHUB_ENV'] : [])]);
  const { where, read } = inputs.finish({ where: connection ?? place, read: draft });

  const warnings = requestWarnings(read.request);
  if (isEphemeral && given('access-token') !== '') {
    warnings.push(
      'ephemeral: access-token may have expired by the end of the job, so that the client is not deleted. ' +
        'A personal access token (pat-client-id, pat-client-secret) is safer.',
    );
  }
  if (isEphemeral && sealing !== undefined) {
    warnings.push('seal-key: the client is ephemeral, so the job that opens sealed finds it deleted.');
  }
  if (connection === undefined) {
    if (ifExists === 'update') report.notice('dry-run: no credentials are given, so nothing is compared.');
    return { kind: 'dry run', place: where, request: read.request, warnings, isUpdate: ifExists === 'update' };
  }
  const stopFile = join(stopFolder(env), `idn-oauth-client-${randomUUID()}`);
  const handingOut = dryRun ? NOTHING_HANDED_OUT : { verify, requestToken, exportEnv, sealing };
  const older = ifExists === 'replace' ? keepOlder : undefined;
  return {
    ...{ kind: 'create', connection, ...read, warnings, ifExists, isEphemeral, keepOlder: older, dryRun },
    ...handingOut,
    ...{ timeout, stopFile },
  };
}

/** Where the post step can leave a file for the main step. */
function stopFolder(env: NodeJS.ProcessEnv): string {
  const folder = env['RUNNER_TEMP'] ?? '';
  try {
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return tmpdir();
  }
}

/** How the job ended so far, as the runner says when it evaluates the inputs again for the post step. */
export function readJobStatus(env: NodeJS.ProcessEnv): string {
  return inputText(env, 'job-status');
}

/** A client's fields can be read by everybody who may list clients, and are an output. */
function complainOfSecrets(request: ClientRequest, { env, complain }: InputSource): void {
  const secrets = secretTexts(env, CREATE_ROWS).filter(secret => secret.length >= PART);
  for (const { name, input } of FIELDS) {
    const texts = [request[name]].flat().filter(text => typeof text === 'string');
    if (texts.some(text => secrets.some(secret => text.includes(secret)))) {
      complain(input, 'contains a secret, which every user who may list clients could read');
    }
  }
}

/** Whether a client can obtain a token with nothing but its own credentials. */
function canSignIn({ grantTypes, enabled, type }: ClientRequest): boolean {
  return (grantTypes ?? []).includes('CLIENT_CREDENTIALS') && enabled && type !== 'PUBLIC';
}

function readSealing({ given, env, complain }: InputSource): Sealing | undefined {
  if (given('seal-key') === '') return undefined;
  const key = parseSealKey(given('seal-key'));
  if (key === undefined) complain('seal-key', SEAL_KEY_FORM);
  const { GITHUB_REPOSITORY: repository = '', GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: attempt = '' } = env;
  return key && { key, repository, run, attempt };
}

import type { Report } from '../runner/report.ts';
import { parseSealKey, SEAL_KEY_FORM } from '../seal.ts';
import { type ClientRequest, FIELDS, requestWarnings } from '../tenant/client-request.ts';
import {
  type Complain,
  type Connection,
  type Place,
  readConnection,
  readDryConnection,
  secretTexts,
} from '../tenant/connection.ts';
import { quote } from '../text.ts';
import { CONNECTION_INPUTS, type Inputs, inputText, openInputs, WrongInputs } from './inputs.ts';
import { inputOf, readRequest } from './request-inputs.ts';

const IF_EXISTS = ['create', 'fail', 'skip', 'replace'] as const;
export type IfExists = (typeof IF_EXISTS)[number];

/** What a run of the create action is to do. */
export interface CreateSettings {
  readonly connection: Connection;
  readonly request: ClientRequest;
  readonly ifExists: IfExists;
  /** The mark at the end of the description by which the post step finds the client; undefined when it is to stay. */
  readonly mark: string | undefined;
  readonly verify: boolean;
  readonly exportEnv: boolean;
  /** How to make the output `sealed`. */
  readonly sealing: { readonly key: Uint8Array; readonly repository: string; readonly run: string } | undefined;
  readonly summary: boolean;
  readonly timeout: number;
}

/** What a dry run shows. */
export interface DryRun {
  readonly place: Place;
  readonly request: ClientRequest;
  readonly summary: boolean;
}

/** Inputs of the create action beside those of the request body and the connection. */
const CREATE_INPUTS = [
  'body-file',
  'if-exists',
  'ephemeral',
  'verify',
  'export-env',
  'seal-key',
  'dry-run',
  'summary',
  'timeout-seconds',
  'job-status',
];
/**
 * Reads and checks everything that the create action is given.
 *
 * @param makeMark makes the mark of an ephemeral client
 * @throws WrongInputs with every problem
 */
export async function readCreateSettings(
  env: NodeJS.ProcessEnv,
  report: Report,
  makeMark: () => string,
): Promise<CreateSettings | DryRun> {
  const names = [...CONNECTION_INPUTS, ...CREATE_INPUTS, ...FIELDS.map(({ input }) => input)];
  const inputs = openInputs(env, report, names);
  const { given, complain, flag } = inputs;
  const dryRun = flag('dry-run', false);
  const ephemeral = flag('ephemeral', false);
  const exportEnv = flag('export-env', false);
  const summary = flag('summary', true);
  const timeout = inputs.wholeNumber('timeout-seconds', 120) * 1000;
  const ifExists = readIfExists(given('if-exists'), complain);
  const sealing = readSealing(inputs);
  const mark = ephemeral ? makeMark() : undefined;
  const place = dryRun ? readDryConnection(inputs, complain) : undefined;
  const connection = dryRun ? undefined : readConnection(inputs, complain);
  const request = await readRequest(inputs, mark, complain);
  if (request !== undefined) complainOfSecrets(request, inputs);

  if (ephemeral && (ifExists === 'skip' || ifExists === 'replace')) {
    complain('ephemeral', `cannot go with if-exists ${ifExists}: that client is to outlive the job`);
  }
  if (request?.name === null && ifExists !== 'create') {
    complain('if-exists', `${ifExists} looks for clients of the same name, and the name is null`);
  }
  const canVerify = request !== undefined && canSignIn(request);
  const verify = flag('verify', ifExists === 'replace' && canVerify);
  if (verify && request !== undefined && !canVerify) {
    complain('verify', 'needs a client that can sign in: CLIENT_CREDENTIALS, enabled, and not PUBLIC');
  }
  inputs.needFiles(['GITHUB_OUTPUT', 'GITHUB_STATE', ...(exportEnv ? ['GITHUB_ENV'] : [])]);

  if (inputs.problems.length === 0 && request !== undefined) {
    for (const { field, warning } of requestWarnings(request)) report.warning(`${inputOf(field)}: ${warning}`);
    if (place !== undefined) return { place, request, summary };
    if (connection !== undefined) {
      if (ephemeral && sealing !== undefined) {
        report.warning('seal-key: the client is ephemeral, so the job that opens sealed finds it deleted.');
      }
      return { connection, request, ifExists, mark, verify, exportEnv, sealing, summary, timeout };
    }
  }
  throw new WrongInputs(inputs.problems);
}

/** How the job ended so far, as the runner says when it evaluates the inputs again for the post step. */
export function readJobStatus(env: NodeJS.ProcessEnv): string {
  return inputText(env, 'job-status');
}

/** A client's fields can be read by everybody who may list clients, and are an output. Short texts occur by chance. */
function complainOfSecrets(request: ClientRequest, inputs: Inputs): void {
  const secrets = secretTexts(inputs).filter(secret => secret.length >= 8);
  for (const { name, input } of FIELDS) {
    const texts = [request[name]].flat().filter(text => typeof text === 'string');
    if (texts.some(text => secrets.some(secret => text.includes(secret)))) {
      inputs.complain(input, 'holds a secret, which everybody who may list clients could read');
    }
  }
}

/** Whether a client can obtain a token with nothing but its own credentials. */
function canSignIn({ grantTypes, enabled, type }: ClientRequest): boolean {
  return (grantTypes ?? []).includes('CLIENT_CREDENTIALS') && enabled && type !== 'PUBLIC';
}

function readSealing({ given, env, complain }: Inputs): CreateSettings['sealing'] {
  if (given('seal-key') === '') return undefined;
  const key = parseSealKey(given('seal-key'));
  if (key === undefined) complain('seal-key', SEAL_KEY_FORM);
  return key && { key, repository: env['GITHUB_REPOSITORY'] ?? '', run: env['GITHUB_RUN_ID'] ?? '' };
}

function readIfExists(text: string, complain: Complain): IfExists {
  const value = IF_EXISTS.find(each => each === (text.toLowerCase() || 'create'));
  if (value === undefined) complain('if-exists', `${quote(text)} is not one of ${IF_EXISTS.join(', ')}`);
  return value ?? 'create';
}

import { readBodyFile } from './body-file.ts';
import {
  type ClientRequest,
  FIELDS,
  type Field,
  type Given,
  MAX_INTEGER,
  requestWarnings,
  toClientRequest,
} from './client-request.ts';
import {
  type Complain,
  type Connection,
  type InputSource,
  type Place,
  readConnection,
  readDryConnection,
  secretTexts,
} from './connection.ts';
import { parseList } from './list.ts';
import { proxySecrets } from './proxy.ts';
import { missingCommandFiles, type Report } from './report.ts';
import { count, nearest, quote } from './text.ts';

/** Every problem of the inputs at once; nothing has been sent. */
export class WrongInputs extends Error {
  constructor(problems: readonly string[]) {
    const list = problems.map(problem => `\n- ${problem}`).join('');
    super(`${count(problems.length, 'problem')} in the inputs; nothing was sent:${list}`);
  }
}

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
  'dry-run',
  'summary',
  'timeout-seconds',
  'job-status',
];
const CONNECTION_INPUTS = ['tenant', 'base-url', 'api-version', 'pat-client-id', 'pat-client-secret', 'access-token'];

/**
 * Reads and checks everything that the create action is given. Masks secrets first, so that no problem can show one.
 *
 * @param makeMark makes the mark of an ephemeral client
 * @throws WrongInputs with every problem
 */
export async function readCreateSettings(
  env: NodeJS.ProcessEnv,
  report: Report,
  makeMark: () => string,
): Promise<CreateSettings | DryRun> {
  const { source, problems, complain } = open(env, report, [...CREATE_INPUTS, ...FIELDS.map(({ input }) => input)]);
  const readFlag = (input: string, otherwise: boolean) => readBoolean(source.given(input), input, otherwise, complain);

  const dryRun = readFlag('dry-run', false);
  const ephemeral = readFlag('ephemeral', false);
  const exportEnv = readFlag('export-env', false);
  const summary = readFlag('summary', true);
  const timeout = readTimeout(source, 120, complain);
  const ifExists = readIfExists(source.given('if-exists'), complain);
  const mark = ephemeral ? makeMark() : undefined;
  const place = dryRun ? readDryConnection(source, complain) : undefined;
  const connection = dryRun ? undefined : readConnection(source, complain);
  const request = await readRequest(source, mark, complain);

  if (ephemeral && (ifExists === 'skip' || ifExists === 'replace')) {
    complain('ephemeral', `cannot go with if-exists ${ifExists}: that client is to outlive the job`);
  }
  if (request?.name === null && ifExists !== 'create') {
    complain('if-exists', `${ifExists} looks for clients of the same name, and the name is null`);
  }
  const canVerify = request !== undefined && canSignIn(request);
  const verify = readFlag('verify', ifExists === 'replace' && canVerify);
  if (verify && request !== undefined && !canVerify) {
    complain('verify', 'needs a client that can sign in: CLIENT_CREDENTIALS, enabled, and not PUBLIC');
  }
  const commandFiles = ['GITHUB_OUTPUT', 'GITHUB_STATE', ...(exportEnv ? ['GITHUB_ENV'] : [])];
  problems.push(...missingCommandFiles(commandFiles, env));

  if (problems.length === 0 && request !== undefined) {
    for (const { field, warning } of requestWarnings(request)) report.warning(`${inputOf(field)}: ${warning}`);
    if (place !== undefined) return { place, request, summary };
    if (connection !== undefined) {
      return { connection, request, ifExists, mark, verify, exportEnv, summary, timeout };
    }
  }
  throw new WrongInputs(problems);
}

/** How the job ended so far, as the runner says when it evaluates the inputs again for the post step. */
export function readJobStatus(env: NodeJS.ProcessEnv): string {
  return inputText(env, 'job-status');
}

/** As core.getInput reads it, from an environment that is passed in. */
function inputText(env: NodeJS.ProcessEnv, name: string): string {
  return env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
}

/** Whether a client can obtain a token with nothing but its own credentials. */
function canSignIn({ grantTypes, enabled, type }: ClientRequest): boolean {
  return (grantTypes ?? []).includes('CLIENT_CREDENTIALS') && enabled && type !== 'PUBLIC';
}

/** What reading the inputs of any of the actions begins with. */
function open(env: NodeJS.ProcessEnv, report: Report, ownInputs: readonly string[]) {
  const source: InputSource = { given: name => inputText(env, name), env };
  for (const secret of [...secretTexts(source), ...proxySecrets(env)]) report.mask(secret);
  const problems: string[] = [];
  const complain: Complain = (subject, problem) => problems.push(`${subject}: ${problem}`);
  complainOfMistypedInputs([...CONNECTION_INPUTS, ...ownInputs], env, complain);
  return { source, problems, complain };
}

/**
 * The runner only warns of an input that action.yml does not know, and a mistyped `scopes` would grant everything.
 * Only what is near a known name is meant for us: other programs use the prefix INPUT_, too.
 */
function complainOfMistypedInputs(known: readonly string[], env: NodeJS.ProcessEnv, complain: Complain): void {
  for (const variable of Object.keys(env)) {
    const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
    if (name === undefined || known.includes(name) || !env[variable]) continue;
    const meant = nearest(name, known);
    if (meant !== undefined) complain(name, `is not an input; did you mean ${meant}?`);
  }
}

async function readRequest(
  { given, env }: InputSource,
  mark: string | undefined,
  complain: Complain,
): Promise<ClientRequest | undefined> {
  const draft: { [N in Field['name']]?: Given } = {};
  const subjects = new Map<string, string>();
  let wrong = false;
  const complainOf: Complain = (subject, problem) => {
    wrong = true;
    complain(subject, problem);
  };

  const path = given('body-file');
  if (path !== '') {
    const body = await readBodyFile(path, env['GITHUB_WORKSPACE'] || process.cwd()).catch((error: unknown) => {
      complainOf('body-file', error instanceof Error ? error.message : 'cannot be read');
      return {};
    });
    for (const [key, value] of Object.entries(body)) {
      const field = FIELDS.find(({ name }) => name === key);
      if (field === undefined) {
        const names = FIELDS.map(({ name }) => name);
        complainOf(`${quote(key, 40)} (body-file)`, `is no field of the request; ${nearestOrAll(key, names)}`);
      } else {
        draft[field.name] = { value, show: kindOf };
        subjects.set(field.name, `${field.name} (body-file)`);
      }
    }
  }
  for (const field of FIELDS) {
    const text = given(field.input);
    if (text === '') continue;
    try {
      draft[field.name] = { value: await readValue(field, text), show: quote };
    } catch (error) {
      complainOf(field.input, error instanceof Error ? error.message : 'cannot be read');
      delete draft[field.name];
    }
    subjects.set(field.name, field.input);
  }

  const checked = toClientRequest(draft, runDescription(env));
  if ('problems' in checked) {
    for (const { field, problem } of checked.problems) {
      // An input that could not even be read has been complained of already.
      if (draft[field] === undefined && subjects.has(field)) continue;
      complainOf(subjects.get(field) ?? inputOf(field), problem);
    }
    return undefined;
  }
  if (wrong) return undefined;
  if (mark === undefined) return checked.request;
  const { description } = checked.request;
  return { ...checked.request, description: description ? `${description} ${mark}` : mark };
}

/** @throws Error with what is wrong */
async function readValue(field: Field, text: string): Promise<unknown> {
  switch (field.kind) {
    case 'integer':
      // Left as text, it fails the check of its field, which shows it.
      return /^[1-9]\d*$/.test(text) ? Number(text) : text;
    case 'boolean':
      return parseBoolean(text) ?? text;
    case 'choices':
    case 'redirect URIs':
    case 'scopes':
      return parseList(text);
    default:
      return text;
  }
}

/** YAML 1.2 core schema, as in core.getBooleanInput. */
function parseBoolean(text: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return undefined;
}

function readBoolean(text: string, input: string, otherwise: boolean, complain: Complain): boolean {
  if (text === '') return otherwise;
  const value = parseBoolean(text);
  if (value === undefined) complain(input, `must be true or false, not ${quote(text)}`);
  return value ?? otherwise;
}

/** @returns milliseconds */
function readTimeout({ given }: InputSource, otherwise: number, complain: Complain): number {
  const text = given('timeout-seconds');
  const value = text === '' ? otherwise : Number(text);
  if (text !== '' && (!/^[1-9]\d*$/.test(text) || value > MAX_INTEGER)) {
    complain('timeout-seconds', `must be a whole number from 1 to ${MAX_INTEGER}, not ${quote(text)}`);
  }
  return value * 1000;
}

function readIfExists(text: string, complain: Complain): IfExists {
  const value = IF_EXISTS.find(each => each === (text.toLowerCase() || 'create'));
  if (value === undefined) complain('if-exists', `${quote(text)} is not one of ${IF_EXISTS.join(', ')}`);
  return value ?? 'create';
}

function nearestOrAll(word: string, names: readonly string[]): string {
  const meant = nearest(word, names);
  return meant === undefined ? `the fields are ${names.join(', ')}` : `did you mean ${meant}?`;
}

/** A value of a body file as a message shows it: its kind, because the file's content is not ours to print. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `this ${typeof value}`;
}

function inputOf(name: Field['name']): string {
  return FIELDS.find(field => field.name === name)?.input ?? name;
}

/** Names the run that made the client, for whoever finds it in the tenant. */
function runDescription(env: NodeJS.ProcessEnv): string {
  const repository = env['GITHUB_REPOSITORY'] ?? 'an unknown repository';
  const workflow = env['GITHUB_WORKFLOW'] ?? 'an unknown workflow';
  const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  return `Created by GitHub Actions: ${repository}, workflow ${workflow}, ${run}`;
}

import { messageOf } from '../errors.ts';
import { runUrl } from '../run-url.ts';
import { type Given, MOST_SHOWN, toClientRequest } from '../tenant/client-request.ts';
import { type ClientRequest, FIELDS, type Field, type FieldName, inputOf } from '../tenant/fields.ts';
import { withMarker, withoutRequestIds } from '../tenant/request-id.ts';
import { count, nearest, type Quote } from '../text.ts';
import { readBodyFile } from './body-file.ts';
import { type Complain, type InputSource, parseBoolean } from './inputs.ts';
import { parseList } from './list.ts';

/** What the API says of a client and does not take. Source: SailPoint's API description, schema GetOAuthClientResponse. */
const RETURNED: readonly string[] = ['id', 'secret', 'created', 'modified', 'lastUsed', 'metadata'];

const COMMA = 'a URI that contains a comma must be in a list such as ["https://example.com/a,b"]';

/** What was read so far. */
interface Reading {
  readonly draft: { [N in FieldName]?: Given };
  /** What a problem of the field is about, for each that is given, even where it could not be read. */
  readonly subjects: Map<FieldName, string>;
}

/**
 * Reads the request body from the body file, the inputs over it, and the defaults under it.
 *
 * @param isEphemeral whether the description begins with the marker
 * @param timeout of the whole step, in milliseconds
 * @returns the request and which of its fields are given, or undefined when there was a problem
 */
export async function readRequest(
  source: InputSource,
  isEphemeral: boolean,
  timeout: number,
): Promise<{ readonly request: ClientRequest; readonly given: readonly FieldName[] } | undefined> {
  let wrong = false;
  const complain: Complain = (subject, problem) => {
    wrong = true;
    source.complain(subject, problem);
  };
  const reading: Reading = { draft: {}, subjects: new Map() };
  const bodyIsRead = await readBody(reading, timeout, { ...source, complain });
  await readFields(reading, { ...source, complain });
  const { draft, subjects } = reading;
  const checked = toClientRequest(draft, runDescription(source.env));
  if ('problems' in checked) {
    for (const { field, problem } of checked.problems) {
      // An input or a body file that could not even be read has been complained of already.
      if (draft[field] === undefined && (subjects.has(field) || !bodyIsRead)) continue;
      const input = inputOf(field);
      const subject = subjects.get(field) ?? input;
      const alsoThere = source.given('body-file') === '' ? '' : ', also in body-file';
      if (draft[field] === undefined) complain(subject, `is missing${source.meant(input)}${alsoThere}: ${problem}`);
      else if (subject === input && isCutAtComma(field, source.given(input))) complain(input, `${problem}; ${COMMA}`);
      else complain(subject, problem);
    }
    return undefined;
  }
  if (wrong) return undefined;
  const isGiven = 'description' in draft;
  const { description: text } = checked.request;
  const clean = isGiven && text !== null ? withoutRequestIds(text) : text;
  const description = isEphemeral ? withMarker(clean, source.env) : clean;
  return {
    request: { ...checked.request, description },
    given: FIELDS.map(({ name }) => name).filter(name => name in draft),
  };
}

/** @returns false when there is a body file that cannot be read */
async function readBody(
  { draft, subjects }: Reading,
  timeout: number,
  { given, env, complain, quote }: InputSource,
): Promise<boolean> {
  const path = given('body-file');
  if (path === '') return true;
  let body: Readonly<Record<string, unknown>>;
  try {
    body = await readBodyFile(path, env, timeout);
  } catch (error) {
    const isContent = /\n|^[{[]|: /.test(path);
    complain(
      'body-file',
      isContent
        ? 'names a file, but this is JSON or YAML: save it as a file, and give its path'
        : `${quote(path)} ${messageOf(error)}`,
    );
    return false;
  }
  for (const { name } of FIELDS) {
    if (!Object.hasOwn(body, name)) continue;
    draft[name] = { value: body[name], show: kindOf };
    subjects.set(name, `${name} (body-file)`);
  }
  complainOfKeys(Object.keys(body), complain, quote);
  return true;
}

function complainOfKeys(keys: readonly string[], complain: Complain, quote: Quote): void {
  const names: readonly string[] = FIELDS.map(({ name }) => name);
  const returned = keys.filter(key => RETURNED.includes(key));
  if (returned.length > 0)
    complain('body-file', `is a client as the API returns it; remove these keys: ${returned.join(', ')}`);
  // Editors find the JSON Schema by it.
  const unknown = keys.filter(key => ![...names, ...RETURNED, '$schema'].includes(key));
  for (const key of unknown.slice(0, MOST_SHOWN)) {
    complain(`${quote(key, 40)} (body-file)`, `is not a field of the request; ${nearestOrAll(key, names)}`);
  }
  const more = unknown.length - MOST_SHOWN;
  if (more > 0) complain('body-file', `has ${count(more, 'more key')} of that kind`);
}

async function readFields({ draft, subjects }: Reading, { given, complain, quote }: InputSource): Promise<void> {
  for (const field of FIELDS) {
    const text = given(field.input);
    if (text === '') continue;
    try {
      draft[field.name] = { value: await readValue(field, text), show: quote };
    } catch (error) {
      complain(field.input, messageOf(error));
      delete draft[field.name];
    }
    subjects.set(field.name, field.input);
  }
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

/** Whether a comma has ended a URI that perhaps was to contain it. */
function isCutAtComma(field: FieldName, text: string): boolean {
  return field === 'redirectUris' && text.includes(',') && !/^\[|^-\s/m.test(text);
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

/** Names the run that created the client. The id of the request is put in when it goes out. */
function runDescription(env: NodeJS.ProcessEnv): string {
  const repository = env['GITHUB_REPOSITORY'] ?? 'an unknown repository';
  const workflow = env['GITHUB_WORKFLOW'] ?? 'an unknown workflow';
  return `Created by GitHub Actions: ${repository}, workflow ${workflow}, ${runUrl(env) ?? 'an unknown run'}`;
}

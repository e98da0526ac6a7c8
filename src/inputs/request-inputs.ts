import { messageOf } from '../errors.ts';
import { runUrl } from '../run-url.ts';
import { type Given, MOST_SHOWN, toClientRequest } from '../tenant/client-request.ts';
import { type ClientRequest, FIELDS, type Field, type FieldName, inputOf } from '../tenant/fields.ts';
import { withMarker, withoutRequestIds } from '../tenant/request-id.ts';
import { count, nearest } from '../text.ts';
import { readBodyFile } from './body-file.ts';
import { type Complain, type InputSource, parseBoolean } from './inputs.ts';
import { parseList } from './list.ts';

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
 * @returns the request and which of its fields are given, or undefined when there was a problem
 */
export async function readRequest(
  source: InputSource,
  isEphemeral: boolean,
): Promise<{ readonly request: ClientRequest; readonly given: readonly FieldName[] } | undefined> {
  let wrong = false;
  const complain: Complain = (subject, problem) => {
    wrong = true;
    source.complain(subject, problem);
  };
  const reading: Reading = { draft: {}, subjects: new Map() };
  const bodyIsRead = await readBody(reading, { ...source, complain });
  await readFields(reading, { ...source, complain });
  const { draft, subjects } = reading;
  const checked = toClientRequest(draft, runDescription(source.env));
  if ('problems' in checked) {
    for (const { field, problem } of checked.problems) {
      // An input or a body file that could not even be read has been complained of already.
      if (draft[field] === undefined && (subjects.has(field) || !bodyIsRead)) continue;
      complain(subjects.get(field) ?? inputOf(field), problem);
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
async function readBody({ draft, subjects }: Reading, { given, env, complain, quote }: InputSource): Promise<boolean> {
  const path = given('body-file');
  if (path === '') return true;
  let body: Readonly<Record<string, unknown>>;
  try {
    body = await readBodyFile(path, env['GITHUB_WORKSPACE'] || process.cwd());
  } catch (error) {
    complain('body-file', `${quote(path)} ${messageOf(error)}`);
    return false;
  }
  for (const { name } of FIELDS) {
    if (!Object.hasOwn(body, name)) continue;
    draft[name] = { value: body[name], show: kindOf };
    subjects.set(name, `${name} (body-file)`);
  }
  const names: readonly string[] = FIELDS.map(({ name }) => name);
  const unknown = Object.keys(body).filter(key => !names.includes(key));
  for (const key of unknown.slice(0, MOST_SHOWN)) {
    complain(`${quote(key, 40)} (body-file)`, `is no field of the request; ${nearestOrAll(key, names)}`);
  }
  const more = unknown.length - MOST_SHOWN;
  if (more > 0) complain('body-file', `has ${count(more, 'more key')} of that kind`);
  return true;
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

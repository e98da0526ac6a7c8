import { messageOf } from '../errors.ts';
import { runUrl } from '../run-url.ts';
import { type Given, MOST_SHOWN, toClientRequest } from '../tenant/client-request.ts';
import { type ClientRequest, FIELDS, type Field, type FieldName, inputOf } from '../tenant/fields.ts';
import { type Mark, withMark } from '../tenant/mark.ts';
import { count, nearest } from '../text.ts';
import { readBodyFile } from './body-file.ts';
import { type Complain, type InputSource, parseBoolean } from './inputs.ts';
import { parseList } from './list.ts';

/**
 * Reads the request body from the body file, the inputs over it, and the defaults under it.
 *
 * @param mark what the description is to begin with
 * @returns the request and which of its fields are given, or undefined when there was a problem
 */
export async function readRequest(
  { given, env, complain, quote }: InputSource,
  mark: Mark | undefined,
): Promise<{ readonly request: ClientRequest; readonly given: readonly FieldName[] } | undefined> {
  const draft: { [N in Field['name']]?: Given } = {};
  const subjects = new Map<string, string>();
  let wrong = false;
  let bodyIsRead = true;
  const complainOf: Complain = (subject, problem) => {
    wrong = true;
    complain(subject, problem);
  };

  const path = given('body-file');
  if (path !== '') {
    const body = await readBodyFile(path, env['GITHUB_WORKSPACE'] || process.cwd()).catch((error: unknown) => {
      complainOf('body-file', `${quote(path)} ${messageOf(error)}`);
      bodyIsRead = false;
      return {};
    });
    const unknown: string[] = [];
    for (const [key, value] of Object.entries(body)) {
      const field = FIELDS.find(({ name }) => name === key);
      if (field === undefined) unknown.push(key);
      else {
        draft[field.name] = { value, show: kindOf };
        subjects.set(field.name, `${field.name} (body-file)`);
      }
    }
    const names = FIELDS.map(({ name }) => name);
    for (const key of unknown.slice(0, MOST_SHOWN)) {
      complainOf(`${quote(key, 40)} (body-file)`, `is no field of the request; ${nearestOrAll(key, names)}`);
    }
    const more = unknown.length - MOST_SHOWN;
    if (more > 0) complainOf('body-file', `has ${count(more, 'more key')} of that kind`);
  }
  for (const field of FIELDS) {
    const text = given(field.input);
    if (text === '') continue;
    try {
      draft[field.name] = { value: await readValue(field, text), show: quote };
    } catch (error) {
      complainOf(field.input, messageOf(error));
      delete draft[field.name];
    }
    subjects.set(field.name, field.input);
  }

  const checked = toClientRequest(draft, runDescription(env));
  if ('problems' in checked) {
    for (const { field, problem } of checked.problems) {
      // An input or a body file that could not even be read has been complained of already.
      if (draft[field] === undefined && (subjects.has(field) || !bodyIsRead)) continue;
      complainOf(subjects.get(field) ?? inputOf(field), problem);
    }
    return undefined;
  }
  if (wrong) return undefined;
  const request =
    mark === undefined
      ? checked.request
      : { ...checked.request, description: withMark(mark, checked.request.description) };
  return { request, given: FIELDS.map(({ name }) => name).filter(name => name in draft) };
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

/** Names the run that made the client, for whoever finds it in the tenant. */
function runDescription(env: NodeJS.ProcessEnv): string {
  const repository = env['GITHUB_REPOSITORY'] ?? 'an unknown repository';
  const workflow = env['GITHUB_WORKFLOW'] ?? 'an unknown workflow';
  return `Created by GitHub Actions: ${repository}, workflow ${workflow}, ${runUrl(env) ?? 'an unknown run'}`;
}

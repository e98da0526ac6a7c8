import { messageOf } from '../errors.ts';
import { runUrl } from '../run-url.ts';
import { type Given, MOST_SHOWN, toClientRequest } from '../tenant/client-request.ts';
import { FIELDS, type Field, type FieldName, type Fields, inputOf } from '../tenant/fields.ts';
import { withMarker, withoutRequestIds } from '../tenant/request-id.ts';
import { count, nearest } from '../text.ts';
import { readBodyFile } from './body-file.ts';
import { parseBoolean } from './inputs.ts';
import { parseList } from './list.ts';
import type { InputSource } from './rows.ts';

/** What the API says of a client and does not take (SailPoint's API description, schema GetOAuthClientResponse). */
const RETURNED = ['id', 'secret', 'created', 'modified', 'lastUsed', 'metadata'];
const COMMA = 'a URI that contains a comma must be in a list such as ["https://example.com/a,b"]';

/**
 * Reads the request body from the body file, the inputs over it, and the defaults under it. @param timeout in milliseconds
 * @returns `body`: the fields without a problem; `read`: the request and which of its fields are given, if there is no problem
 */
export async function readRequest(source: InputSource, isEphemeral: boolean, timeout: number) {
  const { given, env, report, complain, meant } = source;
  const body = await readBody(source, timeout);
  const draft: { [N in FieldName]?: Given } = {};
  for (const field of FIELDS) {
    const { name, input } = field;
    const text = given(input);
    try {
      if (text !== '') draft[name] = { value: await readValue(field, text), show: report.quote };
      else if (body && Object.hasOwn(body, name)) draft[name] = { value: body[name], show: kindOf };
    } catch (error) {
      complain(input, messageOf(error));
    }
  }
  const checked = toClientRequest(draft, runDescription(env));
  if ('problems' in checked) {
    for (const { field, problem } of checked.problems) {
      const input = inputOf(field);
      const text = given(input);
      if (draft[field] !== undefined) {
        // A comma has ended a URI that perhaps was to contain it.
        const isCut = field === 'redirectUris' && text.includes(',') && !/^\[|^-\s/m.test(text);
        complain(text === '' ? `${field} (body-file)` : input, isCut ? `${problem}; ${COMMA}` : problem);
      } else if (text === '' && body) {
        const alsoThere = given('body-file') === '' ? '' : ', also in body-file';
        complain(input, `is missing${meant(input)}${alsoThere}: ${problem}`);
      }
      // Otherwise the input or the body file could not even be read, which is a problem already.
    }
    return { body: checked.body, read: undefined };
  }
  const own = checked.request.description && withoutRequestIds(checked.request.description);
  const request = { ...checked.request, description: isEphemeral ? withMarker(own, env) : own };
  return { body: checked.body, read: { request, given: FIELDS.map(({ name }) => name).filter(name => name in draft) } };
}

/** @returns an empty body where no file is given, undefined where it cannot be read */
async function readBody(source: InputSource, timeout: number): Promise<Fields | undefined> {
  const { given, env, report, complain } = source;
  const path = given('body-file');
  if (path === '') return {};
  try {
    const body = await readBodyFile(path, env, timeout);
    complainOfKeys(Object.keys(body), source);
    return body;
  } catch (error) {
    const isContent = /\n|^[{[]|: /.test(path);
    const content = 'names a file, but this is JSON or YAML: save it as a file, and give its path';
    return complain('body-file', isContent ? content : `${report.quote(path)} ${messageOf(error)}`);
  }
}

function complainOfKeys(keys: readonly string[], { report, complain }: InputSource): void {
  const names: readonly string[] = FIELDS.map(({ name }) => name);
  const returned = keys.filter(key => RETURNED.includes(key));
  if (returned.length > 0)
    complain('body-file', `is a client as the API returns it; remove these keys: ${returned.join(', ')}`);
  // Editors find the JSON Schema by `$schema`.
  const unknown = keys.filter(key => ![...names, ...RETURNED, '$schema'].includes(key));
  for (const key of unknown.slice(0, MOST_SHOWN)) {
    const meant = nearest(key, names);
    const hint = meant === undefined ? `the fields are ${names.join(', ')}` : `did you mean ${meant}?`;
    complain(`${report.quote(key, 40)} (body-file)`, `is not a field of the request; ${hint}`);
  }
  const more = unknown.length - MOST_SHOWN;
  if (more > 0) complain('body-file', `has ${count(more, 'more key')} of that kind`);
}

/** @throws Error with what is wrong */
async function readValue({ kind }: Field, text: string): Promise<unknown> {
  // Left as text, a wrong value fails the check of its field, which shows it.
  if (kind === 'integer') return /^(?!0)\d+$/.test(text) ? Number(text) : text;
  if (kind === 'boolean') return parseBoolean(text) ?? text;
  return kind === 'choices' || kind === 'redirect URIs' || kind === 'scopes' ? parseList(text) : text;
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

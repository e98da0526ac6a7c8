import { FIELDS } from './client-request.ts';

/** A client as the tenant describes it, without its secret. */
export interface Client {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  /** Milliseconds since 1970; undefined when the tenant does not say it in a form that can be read. */
  readonly created: number | undefined;
  /** Milliseconds since 1970; undefined when it was never used. */
  readonly lastUsed: number | undefined;
  /** The fields of the API that describe it, for the output `client`. Never the secret. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An answer, or a part of one, that is not what the API promises. */
export class Malformed extends Error {}

const SHOWN_FIELDS = ['id', ...FIELDS.map(({ name }) => name), 'created', 'modified', 'lastUsed'];

/** @throws Malformed when it is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed(text === '' ? 'an empty body' : 'a body that is not JSON');
  }
}

/** @throws Malformed when it is not an object */
function parseObject(json: unknown): Record<string, unknown> {
  if (!isObject(json)) throw new Malformed('JSON of another kind than the object that is due');
  return json;
}

/**
 * @param json a client, in an answer to create or in a list
 * @throws Malformed when it has no id that could stand in a URL and in a log line
 */
export function parseClient(json: unknown): Client {
  const object = parseObject(json);
  const id = object['id'];
  if (typeof id !== 'string' || !isClientId(id)) throw new Malformed('a client without a usable id');
  return {
    id,
    name: textOrNull(object['name']),
    description: textOrNull(object['description']),
    created: timeOf(object['created']),
    lastUsed: timeOf(object['lastUsed']),
    fields: Object.fromEntries(SHOWN_FIELDS.filter(name => name in object).map(name => [name, object[name]])),
  };
}

/** @throws Malformed when one of them is no client, so that nothing is decided on half a list */
export function parseClients(json: unknown): Client[] {
  if (!Array.isArray(json)) throw new Malformed('JSON of another kind than the list that is due');
  return json.map(parseClient);
}

/**
 * The secret in the answer to a create request.
 *
 * @returns undefined when it has none
 * @throws Malformed when it is nothing that could be one
 */
export function parseSecret(json: unknown): string | undefined {
  const secret = parseObject(json)['secret'];
  if (secret === undefined || secret === null || secret === '') return undefined;
  if (typeof secret !== 'string' || !isOpaque(secret)) throw new Malformed('a secret that is not plain text');
  return secret;
}

/** The access token in the answer of a token endpoint (RFC 6749 section 5.1). @throws Malformed */
export function parseAccessToken(json: unknown): string {
  const token = parseObject(json)['access_token'];
  if (typeof token !== 'string' || !isOpaque(token)) throw new Malformed('no usable access_token');
  return token;
}

/** Whether a text can be a client's id: plain letters that need no encoding in a URL. */
export function isClientId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,128}$/.test(text);
}

/** The newest first. One without a time of creation counts as new, so that nothing is deleted for want of a date. */
export function byAge(a: Client, b: Client): number {
  return (b.created ?? Number.MAX_SAFE_INTEGER) - (a.created ?? Number.MAX_SAFE_INTEGER);
}

export function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Visible ASCII: what can be masked on one line and sent in a header. */
export function isOpaque(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function textOrNull(json: unknown): string | null {
  return typeof json === 'string' ? json : null;
}

function timeOf(json: unknown): number | undefined {
  const time = typeof json === 'string' ? Date.parse(json) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

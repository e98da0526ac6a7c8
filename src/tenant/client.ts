import { isObject } from '../json.ts';
import { FIELDS, type Fields } from './fields.ts';

/** A client as the tenant describes it, without its secret. */
export interface Client {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  /** Milliseconds since 1970; undefined when it cannot be read. */
  readonly created: number | undefined;
  /** Milliseconds since 1970; null when it was never used, undefined when it cannot be read. */
  readonly lastUsed: number | null | undefined;
  /** The fields of the API that describe it, for the output `client`. Never the secret. */
  readonly fields: Fields;
}

/** A response, or a part of one, that is not what the API promises. */
export class Malformed extends Error {}

const SHOWN_FIELDS = ['id', ...FIELDS.map(({ name }) => name), 'created', 'modified', 'lastUsed'];

/** @throws Malformed when it is not an object */
export function parseObject(json: unknown): Record<string, unknown> {
  if (!isObject(json)) throw new Malformed('JSON that is not the expected object');
  return json;
}

/** @throws Malformed when it has no id */
export function parseClient(json: unknown): Client {
  const object = parseObject(json);
  const { id, name, description, created, lastUsed } = object;
  if (typeof id !== 'string' || id === '') throw new Malformed('a client without an id');
  return {
    id,
    name: typeof name === 'string' ? name : null,
    description: typeof description === 'string' ? description : null,
    created: timeOf(created),
    lastUsed: lastUsed === undefined || lastUsed === null ? null : timeOf(lastUsed),
    fields: Object.fromEntries(SHOWN_FIELDS.filter(field => field in object).map(field => [field, object[field]])),
  };
}

/** @throws Malformed when one of them is no client, so that nothing is decided on half a list */
export function parseClients(json: unknown): Client[] {
  if (!Array.isArray(json)) throw new Malformed('JSON that is not the expected list');
  return json.map(parseClient);
}

/** @returns undefined when the response has no secret. @throws Malformed when it cannot be one */
export function parseSecret(json: unknown): string | undefined {
  const secret = parseObject(json)['secret'];
  if (secret === undefined || secret === null || secret === '') return undefined;
  if (typeof secret !== 'string' || !isOpaque(secret)) throw new Malformed('a secret that is not plain text');
  return secret;
}

/** Whether a text can be the id of a new client: visible, and one part of a URL's path (not `..`: RFC 3986 section 5.2.4). */
export const isClientId = (text: unknown): text is string =>
  typeof text === 'string' && /^(?!\.\.?$)[^\p{C}\p{Z}/\\?#%]{1,512}$/u.test(text);

/** The newest first. One without a time of creation counts as new, so that it is not deleted. */
export const newestFirst = (a: Client, b: Client): number =>
  (b.created ?? Number.MAX_SAFE_INTEGER) - (a.created ?? Number.MAX_SAFE_INTEGER);

/** Names that are equal in this form are the same: tenants trim, and normalize white space and Unicode. */
export const normalizedName = (name: string | null): string =>
  (name ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** A client of the tenant's own, such as a service or a virtual appliance. */
export const isInternal = ({ fields }: Client): boolean => String(fields['internal']).toLowerCase() === 'true';

/** For a client that must not be deleted: its id may be given in a different case than the tenant lists it in. */
export const isSameId = (id: string, other: string | undefined): boolean => id.toLowerCase() === other?.toLowerCase();

/** Whether a client has a name. */
export const isNamed = (client: Client, name: string | null) => normalizedName(client.name) === normalizedName(name);

/** The clients with a name, but never the one that the action itself is signed in with: it must not be deleted. */
export const clientsNamed = (name: string | null, clients: readonly Client[], ownId: string | undefined): Client[] =>
  clients.filter(client => isNamed(client, name) && !isSameId(client.id, ownId));

/** Printable ASCII: what can be masked on one line and sent in a header (RFC 6749 appendix A, VSCHAR). */
export const isOpaque = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

/** An ISO 8601 time; without a zone it is UTC. Anything else cannot be read. */
function timeOf(json: unknown): number | undefined {
  const form = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
  const match = typeof json === 'string' ? form.exec(json.trim()) : null;
  if (match === null) return undefined;
  const time = Date.parse(match[1] === undefined ? `${match[0]}Z` : match[0]);
  return Number.isNaN(time) ? undefined : time;
}

export const idsOf = (clients: readonly Client[]): string[] => clients.map(({ id }) => id);

import type { ClientFields } from './clients.ts';
import { json, noContent, type TenantResponse } from './responses.ts';

/** A JSON object of a response. */
export type Json = Record<string, unknown>;

/**
 * How a tenant behaves where the reference says nothing, or where real tenants differ from it.
 * The functions change values: each returns the replacement of its argument.
 */
export interface Habits {
  /** The stored values of the requested fields, for create and patch. Default: as requested. */
  normalise: (fields: ClientFields) => ClientFields;
  /** The response to a create request only. Default: what is stored. */
  createResponse: (created: Json) => Json;
  /** A client in any response: create, get, patch, list. Default: as the reference says. */
  show: (client: Json) => Json;
  /** A client in a list. Default: as a get shows it. */
  item: (client: Json) => Json;
  /** The body of a list. Default: the array itself. */
  list: (clients: unknown) => unknown;
  /** The scopes of a client's token, of those that the client has. Default: all of them. */
  grant: (scopes: readonly string[]) => readonly string[];
  /** What the response of the token endpoint says about the scopes of the token. Default: nothing. */
  tokenScope: (scopes: readonly string[]) => unknown;
  /** The claim `scope` in the token. Default: the bitmap of sp:scopes:all. */
  claimScope: (scopes: readonly string[]) => unknown;
  /** Whether a token is a JWT or opaque to the client. Default: a JWT. */
  tokenForm: 'JWT' | 'opaque';
  /** The response of the token endpoint to anyone who signs in. Default: as the reference says. */
  tokenResponse: (response: Json) => Json;
  /** The response to a DELETE that deleted a client. Default: 204. */
  deleted: () => TenantResponse;
  /** The response to a PATCH, made from the client as shown after and before. Default: the client after it. */
  patched: (after: Json, before: Json) => TenantResponse;
  /** Changes status, headers and body of every due response. Default: unchanged. */
  dress: (response: TenantResponse) => TenantResponse;

  /** The greatest `limit` of a list. Default: 250. */
  pageSize: number;
  /** How many clients a list has when no `limit` is given, if that is less than `pageSize`. Default: `pageSize`. */
  defaultPageSize: number;
  /** How a `limit` greater than `pageSize` is treated; ignored: as if none were given. Default: refused, with 400. */
  overLimit: 'refused' | 'clamped' | 'ignored';
  /** The response to an offset past the last client; refused: 400. Default: an empty list. */
  pastTheEnd: 'empty' | 'refused';
  /**
   * Whether `limit` and `offset` are used, or every list has all clients, the first page, or a page of new clients.
   * A status: a list with an `offset` is refused, any other has all clients. Default: as requested.
   */
  paging: 'as requested' | 'everything' | 'first page' | 'without end' | 400 | 404 | 405;
  /** Shuffled: each list differently, from that seed. Default: by `created`. */
  order: 'created' | 'name' | 'id' | { shuffled: number };
  /** A client is listed only this many (real) milliseconds after it was created. Default: 0. */
  listLagMs: number;
  /** A client is still listed this many (real) milliseconds after it was deleted. Default: 0. */
  deletionLagMs: number;
  /** The status of a DELETE of a client that was deleted before. Default: 404. */
  gone: 404 | 410;

  /** How far the Date header is ahead of the tenant's clock; undefined: there is none. Default: 0. */
  dateAheadMs: number | undefined;
  /** Closed: after each response, without announcing it. Default: kept. */
  connections: 'kept' | 'closed';
}

const unchanged = <T>(value: T): T => value;

/** The tenant as the reference describes it. */
const ordinary: Habits = {
  normalise: unchanged,
  createResponse: unchanged,
  show: unchanged,
  item: unchanged,
  list: unchanged,
  grant: unchanged,
  tokenScope: () => undefined,
  // As shown by SailPoint's staff (developer.sailpoint.com/discuss/t/1637/4).
  claimScope: () => ['FA=='],
  tokenForm: 'JWT',
  tokenResponse: unchanged,
  deleted: noContent,
  patched: after => json(200, after),
  dress: unchanged,
  pageSize: 250,
  defaultPageSize: Number.POSITIVE_INFINITY,
  overLimit: 'refused',
  pastTheEnd: 'empty',
  paging: 'as requested',
  order: 'created',
  listLagMs: 0,
  deletionLagMs: 0,
  gone: 404,
  dateAheadMs: 0,
  connections: 'kept',
};

/** All of these habits combined: functions are applied one after the other, and of other values the last counts. */
export function combine(...all: readonly Partial<Habits>[]): Habits {
  let habits = ordinary;
  for (const more of all) {
    habits = {
      ...habits,
      ...more,
      normalise: chained(habits.normalise, more.normalise),
      createResponse: chained(habits.createResponse, more.createResponse),
      show: chained(habits.show, more.show),
      item: chained(habits.item, more.item),
      list: chained(habits.list, more.list),
      grant: chained(habits.grant, more.grant),
      tokenResponse: chained(habits.tokenResponse, more.tokenResponse),
      dress: chained(habits.dress, more.dress),
    };
  }
  return habits;
}

function chained<T>(first: (value: T) => T, second: (value: T) => T = unchanged): (value: T) => T {
  return value => second(first(value));
}

import { StepError, stackOf } from '../errors.ts';
import { isObject, parseJson } from '../json.ts';
import { Secret } from '../secret.ts';
import { type Client, isClientId, Malformed, parseClient, parseClients, parseSecret } from './client.ts';
import { type Connection, clientsUrl } from './connection.ts';
import { explainMalformed, explainResponse, explainUnexpected } from './explain.ts';
import { type Deviation, isMissing } from './field-value.ts';
import type { ClientRequest } from './fields.ts';
import { openSession, parsed, TenantError, type TenantTools, type Token, UnclearError } from './session.ts';
import type { HttpRequest, HttpResponse } from './transport/http.ts';
import { isPage, isSuccess, proofOf, saysGone } from './transport/response.ts';

export interface Created {
  readonly client: Client;
  /** Undefined for a PUBLIC client, which cannot use one (RFC 6749 section 2.1). */
  readonly secret: Secret | undefined;
}

/** A list of clients, and the tenant's own time of it (header Date) in milliseconds since 1970. */
export type Listing = { readonly clients: readonly Client[]; readonly tenantTime: number | undefined };

type CreateOptions = Required<Pick<HttpRequest, 'until' | 'fresh' | 'onTry' | 'onRefusal'>>;

/** The tenant's API as this action uses it. */
export interface Tenant {
  readonly connection: Connection;
  /** @throws UnclearError when it is unknown whether it was carried out; TenantError when it was not */
  create(request: ClientRequest, options: CreateOptions): Promise<Created>;
  /** All clients, page by page. @param once without repeating a failed request @throws TenantError */
  list(once?: 'once'): Promise<Listing>;
  /** Gives each field the requested value. @throws as `create`; UnclearError also when no connection was made at last */
  update(id: string, changes: readonly Deviation[], until: number, onTry: () => void): Promise<Client>;
  /** @returns false when it did not exist before the first request for it. @throws TenantError */
  remove(id: string): Promise<boolean>;
  /** Obtains a token with a client's own credentials. @throws TenantError; 400 and 401: they do not work (yet) */
  tryCredentials(clientId: string, clientSecret: Secret, until: number): Promise<Token>;
  /** Closes the connections, which would keep the program. */
  close(): void;
}

/** A page of 250 clients with long descriptions and many scopes. */
const MAX_LIST = 16 * 1024 * 1024;
const MOST_PAGES = 200;
/** Some lists of SailPoint refuse an offset past the end, and a gateway or a mock may know no pages. */
const END_OF_LIST: ReadonlySet<number> = new Set([400, 404, 405, 410, 416, 422]);
/** How often a list that changes between two of its pages is read again. */
const MOST_REREADS = 2;

/** Nothing is sent yet. */
export function openTenant(connection: Connection, tools: TenantTools): Tenant {
  const { report } = tools;
  const { call, circumstances, tryCredentials, close } = openSession(connection, tools);
  const url = clientsUrl(connection);

  async function create(request: ClientRequest, options: CreateOptions): Promise<Created> {
    const content = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) };
    const response = await call('create', { method: 'POST', url, ...content, repeatable: false, ...options });
    return changed('create', response, json => readCreated(json, request));
  }

  /** What a response to create or update says. @throws TenantError when nothing was changed, else UnclearError */
  function changed<T>(attempt: 'create' | 'update', response: HttpResponse, read: (json: unknown) => T): T {
    const proof = proofOf(response);
    const isDone = proof === 'carried out';
    const json = parseJson(response.body);
    const named = isDone && isObject(json) && isClientId(json['id']) ? parseClient(json) : undefined;
    try {
      if (!isDone) {
        const explanation = explainResponse(response, circumstances(attempt));
        // A request that was carried out may be refused when it is repeated.
        const isRefused = (proof === 'refused' || proof === 'refused for now') && !response.isRepeated;
        if (isRefused) throw new TenantError(explanation, response.status);
        throw new UnclearError(explanation, proof === 'refused in between' ? proof : 'unknown');
      }
      if (json === undefined) throw new Malformed('a body that cannot be read as JSON');
      return read(json);
    } catch (error) {
      if (error instanceof StepError) throw error;
      if (error instanceof Malformed)
        throw new UnclearError(explainMalformed(response, error, circumstances(attempt)), 'carried out', named);
      report.debug(stackOf(error));
      throw new UnclearError(explainUnexpected(error, attempt), isDone ? proof : 'unknown', named);
    }
  }

  function readCreated(json: unknown, request: ClientRequest): Created {
    const text = parseSecret(json);
    const secret = text === undefined ? undefined : Secret.mask(text, report);
    const client = parseClient(json);
    if (!isClientId(client.id)) throw new Malformed('an id that cannot be put in a URL');
    // One that is PUBLIC although that was not requested is recognized by its type.
    if ([request.type, client.fields['type']].includes('PUBLIC')) return { client, secret: undefined };
    if (text === undefined) throw new Malformed(`client ${client.id} without a secret`);
    if (JSON.stringify(client.fields).includes(text))
      throw new Malformed(`client ${client.id}, whose secret is also in another field`);
    return { client, secret };
  }

  /** Paging is not documented. A page begins with the last client of the one before; if it does not, the list has changed. */
  async function list(once?: 'once', rereads = MOST_REREADS): Promise<Listing> {
    const first = await getPage('', once);
    let items = parsed(first, circumstances('list'), parseClients);
    // The tenant sent so many itself, so it accepts that as a limit.
    const limit = items.length;
    const clients = new Map(items.map(client => [client.id, client]));
    // SailPoint's lists have pages of 10, 15, 50, 100 or 250: with fewer than 10, or no multiple of 5, a list is complete.
    for (let pages = 2; limit >= 10 && limit % 5 === 0; pages++) {
      const [size, last] = [clients.size, items.at(-1)?.id];
      const page = await getPage(`?limit=${limit}&offset=${size - 1}`, once);
      if (END_OF_LIST.has(page.status)) break;
      items = parsed(page, circumstances('list'), parseClients);
      for (const client of items) clients.set(client.id, client);
      if (clients.size === size) break;
      if (pages === MOST_PAGES) {
        const error = new Malformed(`a list that has no end after ${MOST_PAGES} pages`);
        throw new TenantError(explainMalformed(page, error, circumstances('list')));
      }
      if (items[0]?.id !== last && rereads > 0) return list(once, rereads - 1);
    }
    const time = Date.parse(first.headers.date ?? '');
    return { clients: [...clients.values()], tenantTime: Number.isNaN(time) ? undefined : time };
  }

  function getPage(query: string, once?: 'once'): Promise<HttpResponse> {
    const limits = { maxBytes: MAX_LIST, until: tools.until, ...(once && { maxTries: 1 }) };
    return call('list', { method: 'GET', url: url + query, repeatable: true, ...limits });
  }

  async function update(id: string, changes: readonly Deviation[], until: number, onTry: () => void): Promise<Client> {
    const headers = { 'content-type': 'application/json-patch+json' };
    const options = { headers, body: JSON.stringify(toPatch(changes)), repeatable: true, until, onTry };
    const response = await call('update', { method: 'PATCH', url: urlOf(id), ...options });
    return changed('update', response, json => {
      const client = parseClient(json);
      if (client.id !== id) throw new Malformed('another client');
      return client;
    });
  }

  async function remove(id: string, isSecond = false): Promise<boolean> {
    const response = await call('delete', { method: 'DELETE', url: urlOf(id), until: tools.until, repeatable: true });
    // A list, or the response to the create request, has shown it: a part of the tenant may not know it yet. Ask once more.
    if (saysGone(response)) return response.isRepeated || (!isSecond && remove(id, true));
    if (isSuccess(response) && !isPage(response)) return true;
    throw new TenantError(explainResponse(response, circumstances('delete')), response.status);
  }

  /** @throws TenantError for an id that would name another resource (RFC 3986 section 5.2.4), or none */
  function urlOf(id: string): string {
    if (id !== '.' && id !== '..' && !/\p{Cs}/u.test(id)) return `${url}/${encodeURIComponent(id)}`;
    const attempt = 'No request can name the client';
    const result = 'its id cannot be put in a URL';
    throw new TenantError({ attempt, result, reference: '', next: 'Change or delete it by hand' });
  }

  return { connection, create, list, update, remove, tryCredentials, close };
}

/**
 * Operations of RFC 6902, which can be repeated without harm. No value may be null (SailPoint's JsonPatchOperation), and
 * only what exists can be replaced (RFC 6902 section 4.3).
 */
export function toPatch(changes: readonly Deviation[]) {
  return changes.map(({ name, granted, requested: value }) => {
    const path = `/${name}`;
    return value === null ? { op: 'remove', path } : { op: isMissing(granted) ? 'add' : 'replace', path, value };
  });
}

import { stackOf } from '../errors.ts';
import { isObject, parseJson } from '../json.ts';
import {
  type Client,
  isClientId,
  isDotSegment,
  Malformed,
  type NewClient,
  parseClient,
  parseClients,
  parseSecret,
} from './client.ts';
import { type Connection, clientsUrl } from './connection.ts';
import type { PatchOperation } from './difference.ts';
import { explainAnswer, explainMalformed, explainUnexpected } from './explain.ts';
import type { ClientRequest } from './fields.ts';
import { MAX_ANSWER, openSession, parsed, type SessionTools, TenantError, UnclearError } from './session.ts';
import { createHttp, type HttpAnswer } from './transport/http.ts';
import { isApiError, isRefusal, isSuccess, saysError } from './transport/refusal.ts';

/** A new client. */
export interface Created {
  readonly client: NewClient;
  /** Undefined for a PUBLIC client, which cannot use one (RFC 6749 section 2.1). */
  readonly secret: string | undefined;
}

/** A list and the tenant's own time of it, as of a new client. */
export interface Listing {
  readonly clients: readonly Client[];
  readonly tenantTime: number | undefined;
}

/** The tenant's API as this action uses it. */
export interface Tenant {
  readonly connection: Connection;
  /**
   * @param stopped is asked before the request is sent, each time: true ends it
   * @throws UnclearError when nobody knows whether it was carried out; TenantError when it was not
   */
  create(request: ClientRequest, until: number, stopped: () => boolean): Promise<Created>;
  /** All clients, page by page. @throws TenantError */
  list(): Promise<Listing>;
  /**
   * Changes fields of a client. To be repeated without harm, the operations must be `add`, `replace` or `remove`, and of
   * a whole field.
   *
   * @returns the client as it is now
   * @throws UnclearError when nobody knows whether it was carried out; TenantError when it was not
   */
  update(id: string, operations: readonly PatchOperation[], until: number): Promise<Client>;
  /** @returns false when it was gone before the first request for it. @throws TenantError */
  remove(id: string): Promise<boolean>;
  /**
   * Obtains a token with a client's own credentials.
   *
   * @returns its scopes, in each place that tells some
   * @throws TenantError; status 400 or 401: the credentials do not work (yet)
   */
  tryCredentials(clientId: string, clientSecret: string, until: number): Promise<readonly unknown[]>;
  /** Closes the connections, which would keep the program. */
  close(): void;
}

/** A page of 250 clients with long descriptions and many scopes. */
const MAX_LIST = 16 * 1024 * 1024;
/** The vendor's greatest page (standard collection parameters). */
const LARGEST_PAGE = 250;

/** What the tenant is reached with. */
export interface TenantTools extends Omit<SessionTools, 'http'> {
  readonly env: NodeJS.ProcessEnv;
}

/** Nothing is sent yet. */
export function openTenant(connection: Connection, tools: TenantTools): Tenant {
  const { env, report, clock, until } = tools;
  const http = createHttp({ env, clock, report });
  const { call, circumstances, tryCredentials } = openSession(connection, { ...tools, http });
  const url = clientsUrl(connection);

  async function create(request: ClientRequest, createUntil: number, stopped: () => boolean): Promise<Created> {
    const answer = await call('create', {
      method: 'POST',
      url,
      contentType: 'application/json',
      body: JSON.stringify(request),
      maxBytes: MAX_ANSWER,
      until: createUntil,
      repeatable: false,
      stopped,
    });
    const tenantTime = timeOf(answer);
    const nameIn = (json: unknown) =>
      isObject(json) && isClientId(json['id']) ? { ...parseClient(json), tenantTime } : undefined;
    return changed('create', answer, json => readCreated(json, request, tenantTime), nameIn);
  }

  /**
   * What the answer to a create or update request says.
   *
   * @param nameIn finds the new client, where the answer names it although it is not what it should be
   * @throws TenantError when nothing was changed, UnclearError when nobody knows
   */
  function changed<T>(
    attempt: 'create' | 'update',
    answer: HttpAnswer,
    read: (json: unknown) => T,
    nameIn?: (json: unknown) => NewClient | undefined,
  ): T {
    if (!isSuccess(answer)) {
      const explanation = explainAnswer(answer, circumstances(attempt));
      // What was carried out may be refused when it comes again.
      const isRefused = isRefusal(answer) && !answer.isRepeated;
      throw isRefused ? new TenantError(explanation, answer.status) : new UnclearError(explanation);
    }
    const json = parseJson(answer.body);
    try {
      if (json === undefined) throw new Malformed('a body that cannot be read as JSON');
      return read(json);
    } catch (error) {
      if (error instanceof Malformed) {
        throw new UnclearError(explainMalformed(answer, error, circumstances(attempt)), nameIn?.(json));
      }
      report.debug(stackOf(error));
      throw new UnclearError(explainUnexpected(error, attempt), nameIn?.(json));
    }
  }

  function readCreated(json: unknown, request: ClientRequest, tenantTime: number | undefined): Created {
    const secret = parseSecret(json);
    if (secret !== undefined) report.mask(secret);
    const client = { ...parseClient(json), tenantTime };
    if (!isClientId(client.id)) throw new Malformed('an id that no URL can carry');
    // One that is PUBLIC without having been asked for is told of by its type.
    if ([request.type, client.fields['type']].includes('PUBLIC')) return { client, secret: undefined };
    if (secret === undefined) throw new Malformed(`client ${client.id} without a secret`);
    if (JSON.stringify(client.fields).includes(secret)) {
      throw new Malformed(`client ${client.id} with its secret in another field`);
    }
    return { client, secret };
  }

  /** Whether and how the list pages is not documented: another page is asked for until one brings nothing new. */
  async function list(): Promise<Listing> {
    const clients = new Map<string, Client>();
    let limit = LARGEST_PAGE;
    let page = await getPage('');
    const tenantTime = timeOf(page);
    for (;;) {
      const known = clients.size;
      const items = parsed(page, circumstances('list'), parseClients);
      for (const client of items) clients.set(client.id, client);
      if (clients.size === known) break;
      page = await getPage(`?limit=${limit}&offset=${clients.size}`);
      // A page this large may be refused, and then the size is asked for that came by itself.
      if (known === 0 && isEnd(page) && items.length < limit) {
        limit = items.length;
        page = await getPage(`?limit=${limit}&offset=${clients.size}`);
      }
      if (isEnd(page)) break;
    }
    return { clients: [...clients.values()], tenantTime };
  }

  function getPage(query: string): Promise<HttpAnswer> {
    return call('list', { method: 'GET', url: url + query, maxBytes: MAX_LIST, until, repeatable: true });
  }

  async function update(id: string, operations: readonly PatchOperation[], updateUntil: number): Promise<Client> {
    const answer = await call('update', {
      method: 'PATCH',
      url: `${url}/${segmentOf(id)}`,
      contentType: 'application/json-patch+json',
      body: JSON.stringify(operations),
      maxBytes: MAX_ANSWER,
      until: updateUntil,
      repeatable: true,
    });
    return changed('update', answer, json => {
      const client = parseClient(json);
      if (client.id !== id) throw new Malformed('another client');
      return client;
    });
  }

  async function remove(id: string): Promise<boolean> {
    const answer = await call('delete', {
      method: 'DELETE',
      url: `${url}/${segmentOf(id)}`,
      maxBytes: MAX_ANSWER,
      until,
      repeatable: true,
    });
    if ((answer.status === 404 || answer.status === 410) && isApiError(answer)) return answer.isRepeated;
    if (isSuccess(answer) && answer.body === '') return true;
    parsed(answer, circumstances('delete'), json => {
      if (saysError(json)) throw new TenantError(explainAnswer(answer, circumstances('delete')));
    });
    return true;
  }

  return { connection, create, list, update, remove, tryCredentials, close: http.close };
}

function timeOf({ headers }: HttpAnswer): number | undefined {
  const time = Date.parse(headers.date ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** An offset past the end is refused by some of the vendor's lists: a refusal of a page after the first ends the list. */
function isEnd(page: HttpAnswer): boolean {
  const json = parseJson(page.body);
  const isOwn = isApiError(page) || (isObject(json) && 'detailMessage' in json);
  return isOwn && [400, 404, 410, 416, 422].includes(page.status);
}

/** @throws TenantError for an id that would name another resource */
function segmentOf(id: string): string {
  if (!isDotSegment(id) && !/\p{Cs}/u.test(id)) return encodeURIComponent(id);
  throw new TenantError({
    attempt: 'No request can name the client',
    came: 'no URL can carry its id',
    reference: '',
    next: 'Do it by hand',
  });
}

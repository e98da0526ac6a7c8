import type { Clock } from '../clock.ts';
import type { Report } from '../runner/report.ts';
import {
  type Client,
  Malformed,
  parseAccessToken,
  parseClient,
  parseClients,
  parseJson,
  parseSecret,
} from './client.ts';
import type { ClientRequest } from './client-request.ts';
import { type Connection, type Credentials, clientsUrl, tokenUrl } from './connection.ts';
import { type Explanation, explainAnswer, explainFailure, explainMalformed } from './explain.ts';
import { type Http, type HttpAnswer, HttpError } from './http.ts';

/** What an operation came to nothing for, and what to do; nothing was changed in the tenant. */
export class TenantError extends Error {
  /** HTTP status, undefined when no answer came. */
  readonly status: number | undefined;

  constructor({ what, next }: Explanation, status?: number) {
    super(`${what} ${next}`);
    this.status = status;
  }
}

/** A create request that may have been carried out although it brought no client. */
export class UnclearCreate extends Error {
  constructor({ what }: Explanation) {
    super(what);
  }
}

/** A new client. */
export interface Created {
  readonly client: Client;
  /** Undefined for a PUBLIC client, which cannot use one (RFC 6749 section 2.1). */
  readonly secret: string | undefined;
}

/** A list and the tenant's own time of it, in milliseconds since 1970, where the answer tells it. */
export interface Listing {
  readonly clients: readonly Client[];
  readonly tenantTime: number | undefined;
}

/** The tenant's API as this action uses it. Signs in on the first use, and again when the token has expired. */
export interface Tenant {
  readonly connection: Connection;
  /** @throws UnclearCreate when nobody knows whether it was carried out; TenantError when it was not */
  create(request: ClientRequest, until: number): Promise<Created>;
  /** All clients, page by page. @throws TenantError */
  list(filters?: string): Promise<Listing>;
  /** @returns false when it was gone already. @throws TenantError */
  remove(id: string): Promise<boolean>;
  /** Obtains a token with a client's own credentials. @throws TenantError; status 400 or 401: they do not work (yet) */
  signInAs(clientId: string, clientSecret: string, until: number): Promise<void>;
}

/** Plenty for a token or a client. */
const MAX_ANSWER = 1024 * 1024;
/** A page of 250 clients with long descriptions and many scopes. */
const MAX_LIST = 16 * 1024 * 1024;
const PAGE_SIZE = 250;

/**
 * @param until when everything must be done, on the clock
 */
export function openTenant(connection: Connection, http: Http, clock: Clock, report: Report, until: number): Tenant {
  let bearer = connection.credentials.kind === 'token' ? connection.credentials.accessToken : undefined;
  let deprecationTold = false;

  async function exchange(attempt: string, request: Parameters<Http['send']>[0]): Promise<HttpAnswer> {
    const start = clock.now();
    try {
      const answer = await http.send(request);
      report.debug(`${request.method} ${request.url}: HTTP ${answer.status} in ${Math.round(clock.now() - start)} ms`);
      return answer;
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      report.debug(`${request.method} ${request.url}: ${error.message}`);
      if (error.mayHaveArrived && !request.repeatable) throw new UnclearCreate(explainFailure(attempt, error));
      throw new TenantError(explainFailure(attempt, error));
    }
  }

  async function obtainToken(
    attempt: string,
    clientId: string,
    clientSecret: string,
    tokenUntil: number,
  ): Promise<string> {
    const answer = await exchange(attempt, {
      method: 'POST',
      url: tokenUrl(connection.origin),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
      maxBytes: MAX_ANSWER,
      until: tokenUntil,
      repeatable: true,
    });
    if (!isSuccess(answer)) throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
    return parsed(attempt, answer, json => {
      const token = parseAccessToken(json);
      report.mask(token);
      return token;
    });
  }

  async function signIn({ clientId, clientSecret }: Credentials & { kind: 'pat' }): Promise<string> {
    return obtainToken('Signing in with the personal access token', clientId, clientSecret, until);
  }

  /** A request to the API as the signed-in user. A token that has expired (401) is renewed once. */
  async function call(
    attempt: string,
    request: Omit<Parameters<Http['send']>[0], 'headers'> & { headers?: Record<string, string> },
  ): Promise<HttpAnswer> {
    const { credentials } = connection;
    const send = (token: string) =>
      exchange(attempt, {
        ...request,
        headers: {
          accept: 'application/json',
          'accept-language': 'en',
          authorization: `Bearer ${token}`,
          ...request.headers,
        },
      });
    if (bearer === undefined && credentials.kind === 'pat') bearer = await signIn(credentials);
    let answer = await send(bearer ?? '');
    if (answer.status === 401 && credentials.kind === 'pat') {
      bearer = await signIn(credentials);
      answer = await send(bearer);
    }
    if (answer.headers['x-deprecated'] === 'true' && !deprecationTold) {
      deprecationTold = true;
      report.notice(
        `The tenant marks api-version ${connection.apiVersion} as deprecated. ` +
          (connection.apiVersion === 'v1'
            ? 'Look for a newer version of this action.'
            : 'The vendor supports it until Q2 2028 and switches it off in Q1 2029: set api-version to v1 in time.'),
      );
    }
    return answer;
  }

  async function create(request: ClientRequest, createUntil: number): Promise<Created> {
    const attempt = `Creating the client`;
    const answer = await call(attempt, {
      method: 'POST',
      url: clientsUrl(connection),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      maxBytes: MAX_ANSWER,
      until: createUntil,
      repeatable: false,
    });
    if (answer.status >= 500) throw new UnclearCreate(explainAnswer(attempt, answer, connection));
    if (!isSuccess(answer)) throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
    try {
      const json = parseJson(answer.body);
      const secret = parseSecret(json);
      if (secret !== undefined) report.mask(secret);
      const client = parseClient(json);
      const isPublic = request.type === 'PUBLIC' || client.fields['type'] === 'PUBLIC';
      if (secret === undefined && !isPublic) throw new Malformed(`client ${client.id} without a secret`);
      if (secret !== undefined && JSON.stringify(client.fields).includes(secret)) {
        throw new Malformed(`client ${client.id} with its secret in another field`);
      }
      return { client, secret: isPublic ? undefined : secret };
    } catch (error) {
      throw error instanceof Malformed ? new UnclearCreate(explainMalformed(attempt, answer, error)) : error;
    }
  }

  async function list(filters?: string): Promise<Listing> {
    const attempt = 'Listing the clients';
    const clients = new Map<string, Client>();
    for (;;) {
      const query = new URLSearchParams(
        clients.size === 0 ? {} : { limit: String(PAGE_SIZE), offset: String(clients.size) },
      );
      if (filters !== undefined) query.set('filters', filters);
      const answer = await call(attempt, {
        method: 'GET',
        url: query.size === 0 ? clientsUrl(connection) : `${clientsUrl(connection)}?${query}`,
        maxBytes: MAX_LIST,
        until,
        repeatable: true,
      });
      if (!isSuccess(answer)) throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
      const page = parsed(attempt, answer, parseClients);
      const known = clients.size;
      for (const client of page) clients.set(client.id, client);
      // Whether the endpoint pages is not documented: a page that brings nothing new ends it, too.
      if (page.length !== PAGE_SIZE || clients.size === known) {
        const date = Date.parse(answer.headers.date ?? '');
        return { clients: [...clients.values()], tenantTime: Number.isNaN(date) ? undefined : date };
      }
    }
  }

  async function remove(id: string): Promise<boolean> {
    const attempt = `Deleting the client ${id}`;
    const answer = await call(attempt, {
      method: 'DELETE',
      url: `${clientsUrl(connection)}/${id}`,
      maxBytes: MAX_ANSWER,
      until,
      repeatable: true,
    });
    if (answer.status === 404) return false;
    if (!isSuccess(answer)) throw new TenantError(explainAnswer(attempt, answer, connection), answer.status);
    if (answer.body !== '') parsed(attempt, answer, json => json);
    return true;
  }

  async function signInAs(clientId: string, clientSecret: string, signInUntil: number): Promise<void> {
    await obtainToken(`Signing in as the new client ${clientId}`, clientId, clientSecret, signInUntil);
  }

  return { connection, create, list, remove, signInAs };
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function parsed<T>(attempt: string, answer: HttpAnswer, parse: (json: unknown) => T): T {
  try {
    return parse(parseJson(answer.body));
  } catch (error) {
    throw error instanceof Malformed ? new TenantError(explainMalformed(attempt, answer, error)) : error;
  }
}

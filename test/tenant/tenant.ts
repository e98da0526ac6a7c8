import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoredClient } from './clients.ts';
import { Connections } from './connections.ts';
import type { Fault, Operation } from './faults.ts';
import { combine, type Habits } from './habits.ts';
import { handle } from './handle.ts';
import { FaultQueue, misbehave } from './misbehave.ts';
import { randomId } from './random.ts';
import { apiError, type TenantResponse } from './responses.ts';
import { route } from './route.ts';
import { send } from './send.ts';
import { LIFETIME_OF_A_PAT, type PatOptions, type Settings, State } from './state.ts';

export type { StoredClient } from './clients.ts';
export type { PatOptions } from './state.ts';

export interface TenantOptions {
  /** For each signed-in identity, in a sliding window; 100 requests in 10 seconds when not given. */
  rateLimit?: { requests: number; perMs: number };
  /** How this tenant differs from the reference; `known-habits.ts` has known habits. */
  habits?: Partial<Habits>;
  /** Short for the habit of that name. */
  pageSize?: number;
  /** How long the credentials of a client just created are refused at the token endpoint. */
  propagationMs?: number;
  /** For every token. When not given: 12 hours for a PAT, and for a client a second less than its validity. */
  tokenLifetimeSeconds?: number;
  /** Every response but the token endpoint's says that the endpoint is deprecated. */
  deprecated?: boolean;
  tls?: { key: string; cert: string };
  /** The tenant's clock: its Date header, `created`, `lastUsed`, the expiry of tokens. */
  now?: () => number;
  port?: number;
  /** `GET /-/clients` shows the clients without signing in. */
  inspect?: boolean;
}

export interface TenantRequest {
  readonly operation: Operation | 'other';
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** When it arrived, by `performance.now()`. */
  readonly at: number;
  readonly connection: number;
  /** null: no response was sent, or not yet. */
  readonly status: number | null;
}

export interface TokenOptions {
  scopes?: string[];
  /** false: an application's token. */
  user?: boolean;
  /** Whether its user's level is high enough; true when not given. */
  mayManageClients?: boolean;
  expired?: boolean;
  /** The client that it was issued to; the existing PAT's id for a user's token, a random id for an application's. */
  clientId?: string;
}

export interface Credentials {
  clientId: string;
  clientSecret: string;
}

export interface Tenant {
  readonly origin: string;
  /** A PAT of an administrator with all scopes. */
  readonly pat: Credentials;
  addPat(options?: PatOptions): Credentials;
  issueToken(options?: TokenOptions): string;
  /** Makes every token issued so far expire. */
  expireTokens(): void;
  /** A client that someone created; its credentials work immediately. */
  addClient(fields?: Partial<StoredClient>): StoredClient;
  readonly clients: ReadonlyMap<string, StoredClient>;
  /** Every request received, in the order in which their headers arrived. */
  readonly requests: readonly TenantRequest[];
  /** TCP connections accepted so far. */
  readonly connections: number;
  /** Every secret that exists or existed, which must never be shown. */
  secrets(): string[];
  /** Queues faults. The first one that matches a request and is not used up applies to it. */
  fault(...faults: Fault[]): void;
  clearFaults(): void;
  /** The ids of the clients deleted, in order. */
  readonly deleted: readonly string[];
  /** Called when a request was received completely, before it is handled. */
  onRequest: ((request: TenantRequest) => void | Promise<void>) | undefined;
  close(): Promise<void>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const { tls, port = 0 } = options;
  const settings = withDefaults(options);
  const state = new State(settings);
  const pat = state.addPat();
  const faults = new FaultQueue();
  const connections = new Connections();
  const requests: TenantRequest[] = [];
  const closing = new AbortController();

  function date(): number | undefined {
    const { dateAheadMs } = settings.habits;
    return dateAheadMs === undefined ? undefined : settings.now() + dateAheadMs;
  }

  const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal: closing.signal, ref: false });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const { number: connection, socket } = connections.under(incoming.socket);
    const { operation } = route(method, path);
    const at = performance.now();
    const request: Mutable<TenantRequest> = {
      operation,
      method,
      path,
      headers,
      body: '',
      at,
      connection,
      status: null,
    };
    requests.push(request);
    const sent = (status: number): void => {
      request.status = status;
    };
    const outlet = { response, date, closes: settings.habits.connections === 'closed', sent };
    try {
      request.body = await text(incoming);
      await tenant.onRequest?.(request);
      const fault = faults.next(operation);
      if (!fault) send(outlet, handle(state, request, true));
      else {
        const work = (): TenantResponse => handle(state, request, false);
        await misbehave({ ...outlet, socket, wait, work, headers, body: request.body }, fault);
      }
    } catch (error) {
      // No one waits for a response if the request broke off, or if close() has ended a wait.
      if (closing.signal.aborted || response.destroyed) return;
      // Other errors come from a test's hook or edit, and must not be hidden.
      console.error(error);
      if (response.headersSent) response.destroy();
      else send(outlet, apiError(500));
    }
  }

  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.keepAliveTimeout = 60_000;
  server.on('connection', socket => connections.add(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const ownPort = typeof address === 'object' ? address?.port : undefined;

  const tenant: Tenant = {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${ownPort}`,
    pat: { clientId: pat.clientId, clientSecret: pat.clientSecret },
    addPat(patOptions) {
      const { clientId, clientSecret } = state.addPat(patOptions);
      return { clientId, clientSecret };
    },
    issueToken({ scopes = ['sp:scopes:all'], user = true, mayManageClients = true, expired = false, clientId } = {}) {
      const owner = user ? { ...pat.user, mayManageClients } : null;
      const lifetimeSeconds = expired ? -1 : state.lifetime(LIFETIME_OF_A_PAT);
      const grant = { clientId: clientId ?? (user ? pat.clientId : randomId()), scopes, user: owner, lifetimeSeconds };
      return state.issueToken(grant).text;
    },
    expireTokens: () => state.tokens.expireAll(),
    addClient: fields => state.clients.add({ owner: pat.user.id, ...fields }),
    clients: state.clients.byId,
    requests,
    get connections() {
      return connections.count;
    },
    secrets: () => [...state.secrets],
    fault: (...added) => faults.add(added),
    clearFaults: () => faults.clear(),
    deleted: state.clients.deleted,
    onRequest: undefined,
    close() {
      closing.abort();
      return new Promise(resolve => {
        server.close(() => resolve());
        connections.destroyAll();
      });
    },
  };
  return tenant;
}

function withDefaults(options: TenantOptions): Settings {
  return {
    rateLimit: options.rateLimit ?? { requests: 100, perMs: 10_000 },
    habits: combine(options.pageSize === undefined ? {} : { pageSize: options.pageSize }, options.habits ?? {}),
    propagationMs: options.propagationMs ?? 0,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds,
    deprecated: options.deprecated ?? false,
    inspect: options.inspect ?? false,
    now: options.now ?? Date.now,
  };
}

import type { Agent, IncomingHttpHeaders, request as nodeRequest } from 'node:http';
import { type Clock, pause } from '../clock.ts';
import { seconds } from '../text.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Greatest size of the answer's body, in bytes. */
  readonly maxBytes: number;
  /** When the answer must be there, on the clock; no try and no wait goes past it. */
  readonly until: number;
  /** Whether it may be sent again when nobody knows whether it was carried out. */
  readonly repeatable: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An exchange that brought no answer. The message names the host, never the request. */
export class HttpError extends Error {
  /** Whether the request may have reached the server, so that it may have been carried out. */
  readonly mayHaveArrived: boolean;
  /** Node's code, such as ECONNREFUSED, where there is one. */
  readonly code: string | undefined;

  constructor(message: string, mayHaveArrived: boolean, code?: string) {
    super(message);
    this.mayHaveArrived = mayHaveArrived;
    this.code = code;
  }
}

export interface Http {
  /**
   * Sends a request and reads the whole answer, whatever its status; redirects are not followed.
   *
   * Sent again with exponential backoff: what certainly was not accepted (429, no connection), and when `repeatable`
   * also what nobody knows about (5xx, a lost answer, a page of a proxy). `Retry-After` is honoured.
   *
   * @throws HttpError when no answer came, or when the server asks for a wait that `until` does not allow
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/** Tries of one request, 429 not counted: with the waits between them half a minute, enough for a restart. */
const MOST_TRIES = 8;
/** A name that is not found is more often mistyped than late. */
const MOST_TRIES_UNKNOWN_HOST = 3;
/** One try of a repeatable request, and at most half of what is left: one that hangs leaves time for another. */
const LONGEST_TRY = 30_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** Waiting runs must not come back all at once. */
const RETRY_AFTER_SPREAD = 1000;

/** How to reach the tenant: Node's request function for the scheme, and what keeps its connection alive. */
interface Transport {
  readonly request: typeof nodeRequest;
  readonly agent: Agent;
  /** `host:port` of the proxy in between. */
  readonly proxy: string | undefined;
}

/**
 * @param env for the variables that name a proxy
 * @param log is told of each repetition
 */
export function createHttp(clock: Clock, env: NodeJS.ProcessEnv, log: (line: string) => void): Http {
  const transports = new Map<string, Promise<Transport>>();

  function transportTo(url: string): Promise<Transport> {
    const { origin } = new URL(url);
    const transport = transports.get(origin) ?? openTransport(origin, env);
    transports.set(origin, transport);
    return transport;
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    for (let failures = 0, tries = 1; ; tries++) {
      const left = request.until - clock.now();
      if (left <= 0) throw new HttpError(`${hostOf(request.url)}: no time is left of timeout-seconds`, false);
      const outcome = await tryOnce(request, request.repeatable ? Math.min(left / 2, LONGEST_TRY) : left);
      const limited = !(outcome instanceof HttpError) && outcome.status === 429;
      if (!limited) failures++;
      if (!mayRepeat(outcome, request.repeatable) || failures >= mostTries(outcome)) return unwrap(outcome);

      const asked = outcome instanceof HttpError ? undefined : retryAfter(outcome.headers);
      const backoff = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
      const wait =
        asked === undefined
          ? backoff * (0.5 + clock.random() / 2)
          : asked + clock.random() * Math.min(RETRY_AFTER_SPREAD, asked + FIRST_WAIT);
      if (clock.now() + wait >= request.until) {
        if (asked === undefined) return unwrap(outcome);
        throw new HttpError(
          `${hostOf(request.url)} answered ${statusOf(outcome)} and asks to wait ${seconds(asked)}, ` +
            `longer than the ${seconds(Math.max(0, request.until - clock.now()))} that timeout-seconds leaves`,
          false,
        );
      }
      log(`${describe(request)}: ${statusOf(outcome)}; trying again in ${seconds(wait)}.`);
      await pause(clock, wait);
    }
  }

  async function tryOnce(request: HttpRequest, limit: number): Promise<HttpAnswer | HttpError> {
    return exchange(request, limit, await transportTo(request.url), clock);
  }

  return { send };
}

/** Loads only what this run needs: TLS takes five milliseconds, the library for proxies as long. */
async function openTransport(origin: string, env: NodeJS.ProcessEnv): Promise<Transport> {
  const { default: node } = origin.startsWith('https:') ? await import('node:https') : await import('node:http');
  const mayNeedProxy = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some(name => env[name]);
  if (!mayNeedProxy) return { request: node.request, agent: new node.Agent({ keepAlive: true }), proxy: undefined };
  // Of the library only the agent is used, which knows proxies and no_proxy: its requests cannot be aborted, do not
  // tell whether they were sent, and hang when an answer is cut.
  const { HttpClient, getProxyUrl } = await import('@actions/http-client');
  const proxy = getProxyUrl(origin);
  const agent = new HttpClient(undefined, [], { keepAlive: true }).getAgent(origin);
  return { request: node.request, agent, proxy: proxy === '' ? undefined : new URL(proxy).host };
}

/** One request and its answer, or why there is none. Settles within `limit` milliseconds, whatever the network does. */
function exchange(
  request: HttpRequest,
  limit: number,
  transport: Transport,
  clock: Clock,
): Promise<HttpAnswer | HttpError> {
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  return new Promise(resolve => {
    let arrived = false;
    const outgoing = transport.request({
      agent: transport.agent,
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port || (secure ? 443 : 80),
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body ?? '') },
    });
    const fail = (reason: string, code?: string) => {
      settle(new HttpError(`${url.host}: ${reason}`, arrived, code));
      outgoing.destroy();
    };
    const settle = (outcome: HttpAnswer | HttpError) => {
      cancelTimer();
      resolve(outcome);
    };
    const cancelTimer = clock.after(Math.max(0, limit), () =>
      fail(`no complete answer within ${seconds(limit)}`, 'ETIMEDOUT'),
    );

    // Until the connection stands, encrypted where it must be, no byte of the request has left this machine.
    outgoing.once('socket', socket => {
      if (outgoing.reusedSocket) arrived = true;
      else socket.once(secure ? 'secureConnect' : 'connect', () => (arrived = true));
    });
    outgoing.on('error', error => {
      const proxy = proxyFailure(error.message, transport.proxy);
      fail(proxy?.reason ?? reasonOf(error), proxy?.code ?? codeOf(error));
    });
    outgoing.once('response', incoming => {
      arrived = true;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > request.maxBytes) fail(`the answer is larger than ${request.maxBytes} bytes`);
        else chunks.push(chunk);
      });
      incoming.on('error', error => fail(`the answer was cut: ${reasonOf(error)}`));
      incoming.on('close', () => {
        if (!incoming.complete) return fail('the answer was cut: the connection was closed in the middle');
        settle({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.end(request.body);
  });
}

function unwrap(outcome: HttpAnswer | HttpError): HttpAnswer {
  if (outcome instanceof HttpError) throw outcome;
  return outcome;
}

function mayRepeat(outcome: HttpAnswer | HttpError, repeatable: boolean): boolean {
  if (!(outcome instanceof HttpError)) {
    return outcome.status === 429 || (repeatable && (outcome.status >= 500 || isForeign(outcome)));
  }
  // A proxy that says no, and a certificate that is wrong, are the same in a second.
  return (
    (repeatable || !outcome.mayHaveArrived) && outcome.code !== 'PROXY_REFUSED' && !isCertificateError(outcome.code)
  );
}

/** Whether a success is somebody else's: the tenant answers with JSON or nothing, a proxy with a page. */
function isForeign({ status, headers, body }: HttpAnswer): boolean {
  return status < 300 && body !== '' && !/\bjson\b/i.test(headers['content-type'] ?? 'json');
}

function mostTries(outcome: HttpAnswer | HttpError): number {
  const unknownHost = outcome instanceof HttpError && outcome.code === 'ENOTFOUND';
  return unknownHost ? MOST_TRIES_UNKNOWN_HOST : MOST_TRIES;
}

/** By Node's codes: CERT_HAS_EXPIRED, UNABLE_TO_VERIFY_LEAF_SIGNATURE, ERR_TLS_CERT_ALTNAME_INVALID and their kin. */
export function isCertificateError(code: string | undefined): boolean {
  return code !== undefined && /CERT|^UNABLE_TO_|^ERR_SSL|^ERR_TLS|^EPROTO$|SIGNATURE|CRL/.test(code);
}

/**
 * The wait that an answer asks for, in milliseconds: seconds or an HTTP date, which is read against the answer's own
 * Date (RFC 9110 section 10.2.3). Undefined when there is none that can be read.
 */
function retryAfter(headers: IncomingHttpHeaders): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - (headers.date === undefined ? Date.now() : Date.parse(headers.date));
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function describe(request: HttpRequest): string {
  return `${request.method} ${request.url}`;
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function statusOf(outcome: HttpAnswer | HttpError): string {
  if (outcome instanceof HttpError) return outcome.message;
  return `HTTP ${outcome.status}${isForeign(outcome) ? ' with a page' : ''}`;
}

/** What the tunnel that the library opens through a proxy says, in words that name the proxy. */
function proxyFailure(message: string, host: string | undefined): { reason: string; code: string } | undefined {
  const match = /^tunneling socket could not be established, (?:statusCode=(\d+)|cause=(.*))/.exec(message);
  if (match === null) return undefined;
  const [, status, cause] = match;
  const proxy = `the proxy ${host}`;
  if (status === undefined) return { reason: `${proxy} cannot be reached: ${cause}`, code: 'PROXY_DOWN' };
  const code = status.startsWith('4') ? 'PROXY_REFUSED' : 'PROXY_DOWN';
  return { reason: `${proxy} refuses the connection with HTTP ${status}`, code };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Several addresses were tried: Node's AggregateError has no message of its own. */
function reasonOf(error: Error): string {
  if (error instanceof AggregateError)
    return error.errors.map(each => (each instanceof Error ? each.message : '')).join('; ');
  // Node's advice on certificates is an option for its command line, which a step does not have.
  return error.message.replace(/; if the root CA is installed locally.*/, '');
}

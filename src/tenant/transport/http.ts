import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpClient } from '@actions/http-client';
import { type Clock, pause } from '../../clock.ts';
import { StepError, stackOf } from '../../errors.ts';
import type { Report } from '../../report.ts';
import { seconds } from '../../text.ts';
import { USER_AGENT } from '../../version.ts';
import { HttpError, type HttpErrorCode, toHttpError } from './http-error.ts';
import { openProxyAgent, ProxyError, type Route, readProxy, sendThrough } from './proxy.ts';
import { isSuccess, saysGone } from './response.ts';
import { afterAsked, backoff, isTransient, longestTry, MOST_TRIES, MOST_TRIES_UNKNOWN_HOST } from './waits.ts';

/** One request, with all that decides how it is sent and repeated. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Greatest size of the answer's body, in bytes. */
  readonly maxBytes: number;
  /** When the answer must be there, on the clock; no try and no wait goes past it. */
  readonly until: number;
  /** Whether it may be sent again when nobody knows whether it was carried out. */
  readonly repeatable: boolean;
  /** How often it is tried at most, if less than usual. */
  readonly maxTries?: number;
  /** Whether it goes out on a new connection. */
  readonly fresh?: boolean;
  /** Is called right before each try; throws to prevent it. */
  readonly onTry?: () => void;
  /** Is called when a try was certainly not carried out and another one follows. */
  readonly onRefusal?: () => void;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A whole answer, of any status. */
export interface HttpAnswer extends Answer {
  /** Whether an earlier try of the same request may have been carried out. */
  readonly isRepeated: boolean;
}

/** Sends requests over connections that are kept. */
export interface Http {
  /**
   * Sends a request and reads the whole answer, whatever its status; redirects are not followed.
   *
   * Sent again with exponential backoff: what certainly was not accepted (the API's 429, no connection), and when
   * `repeatable` also what nobody knows about (5xx, a lost answer, a page of a proxy). `Retry-After` is honoured.
   *
   * @throws HttpError when no answer came, or when the server asks for a wait that `until` does not allow
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

/** What requests are sent with. */
export interface HttpTools {
  /** For the variables that name a proxy. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Is told of each repetition. */
  readonly report: Pick<Report, 'info' | 'debug'>;
}

type Exchanged = Answer | HttpError;

/** Connections are kept between requests, and closed with it. */
export function createHttp({ env, clock, report }: HttpTools): Http {
  const agents = new Map<string, HttpAgent>();

  /** Always set: the library's own agents read some forms of the proxy variables as none. */
  function agentFor({ protocol, origin }: URL): HttpAgent {
    const agent = agents.get(origin) ?? openAgent(protocol, readProxy(env, origin));
    agents.set(origin, agent);
    return agent;
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const url = new URL(request.url);
    const { host } = url;
    const agent = agentFor(url);
    let isRepeated = false;
    for (let failures = 0, tries = 1; ; tries++) {
      const left = request.until - clock.now();
      if (left <= 0) throw new HttpError(`${host}: no time is left of timeout-seconds`, 'no time left', false);
      request.onTry?.();
      const outcome = await exchange(request, agent, request.repeatable ? longestTry(left) : left);
      const limited = !(outcome instanceof HttpError) && outcome.status === 429;
      if (!limited) failures++;
      if (!mayRepeat(outcome, request) || failures >= mostTries(outcome) || tries === request.maxTries)
        return unwrap(outcome, isRepeated);

      const asked = outcome instanceof HttpError ? undefined : retryAfter(outcome.headers, clock.now());
      const wait = asked === undefined ? backoff(tries, clock.random()) : afterAsked(asked, clock.random());
      const rest = Math.max(0, request.until - clock.now());
      if (wait >= rest) {
        if (asked === undefined) return unwrap(outcome, isRepeated);
        throw new HttpError(
          `${host} answered ${nameOf(outcome)} and asks to wait ${seconds(asked)}, ` +
            `longer than the ${seconds(rest)} that timeout-seconds leaves`,
          'wait too long',
          false,
        );
      }
      report.info(`${request.method} ${request.url}: ${nameOf(outcome)}; trying again in ${seconds(wait)}.`);
      if (!request.repeatable) request.onRefusal?.();
      await pause(clock, wait);
      isRepeated ||= outcome instanceof HttpError ? outcome.mayHaveArrived : !limited;
    }
  }

  /** One request and its answer, or why there is none, within `limit` milliseconds, whatever the network does. */
  async function exchange(request: HttpRequest, agent: HttpAgent, limit: number): Promise<Exchanged> {
    const url = new URL(request.url);
    const abort = new AbortController();
    const cancelTimer = clock.after(limit, () => abort.abort());
    // A client for each request: only a handler reaches Node's options, and each request has a signal of its own.
    const client = new HttpClient(
      USER_AGENT,
      [
        {
          prepareRequest: options => {
            // The library passes an IPv6 address on in its brackets, and Node would look that up as a name.
            options.host = url.hostname.replace(/^\[(.*)\]$/, '$1');
            sendThrough(options, agent, abort.signal);
          },
          canHandleAuthentication: () => false,
          handleAuthentication: () => Promise.reject(new Error('no authentication is handled here')),
        },
      ],
      { allowRedirects: false },
    );
    try {
      const headers = { ...request.headers, 'accept-encoding': 'identity' };
      const sent = client.request(request.method, request.url, request.body ?? '', headers);
      // An answer that switches protocols (101) never settles the request, and neither does what aborts it then.
      const { message } = await Promise.race([sent, aborted(abort.signal)]);
      const body = await bodyOf(message, request.maxBytes, url.host);
      return { status: message.statusCode ?? 0, headers: message.headers, body };
    } catch (error) {
      if (abort.signal.aborted && !(error instanceof ProxyError)) {
        const all = request.repeatable ? '' : ', all that timeout-seconds leaves for it';
        return new HttpError(`${url.host}: no complete answer within ${seconds(limit)}${all}`, 'too slow', true);
      }
      if (error instanceof HttpError) return error;
      report.debug(stackOf(error));
      return toHttpError(error, url.host);
    } finally {
      cancelTimer();
      client.dispose();
    }
  }

  return {
    send,
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

function openAgent(protocol: string, route: Route): HttpAgent {
  if (route.kind === 'problem') throw new StepError(`${route.variable} ${route.problem}`);
  if (route.kind === 'proxy') return openProxyAgent(route.proxy);
  // Whatever the environment of a later step says: the credentials go to nobody else.
  if (protocol === 'https:') return new HttpsAgent({ keepAlive: true, rejectUnauthorized: true });
  return new HttpAgent({ keepAlive: true });
}

/** Rejects a moment after the signal: what the request itself says of its end tells more. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const settle = () => setTimeout(() => reject(new Error('aborted')), A_MOMENT);
    signal.addEventListener('abort', settle, { once: true });
  });
}

const A_MOMENT = 50;

/** The library's own way to read a body waits for ever when the answer is cut. Leaving the loop ends the connection. */
async function bodyOf(message: IncomingMessage, maxBytes: number, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    const { message: said } = toHttpError(error, host);
    throw new HttpError(`${said}: the answer was cut`, 'cut', true);
  }
  if (size > maxBytes) throw new HttpError(`${host}: the answer is larger than ${maxBytes} bytes`, 'too large', true);
  if (!message.complete) throw new HttpError(`${host}: the answer was cut`, 'cut', true);
  return Buffer.concat(chunks).toString();
}

function unwrap(outcome: Exchanged, isRepeated: boolean): HttpAnswer {
  if (outcome instanceof HttpError) throw outcome;
  return { ...outcome, isRepeated };
}

function mayRepeat(outcome: Exchanged, { method, repeatable }: HttpRequest): boolean {
  if (!(outcome instanceof HttpError)) {
    if (!repeatable) return outcome.status === 429;
    return isTransient(outcome.status) || isForeign(outcome, method);
  }
  return (repeatable || !outcome.mayHaveArrived) && !LASTING.includes(outcome.code);
}

/** A proxy that says no, and a certificate that is wrong, are the same in a second. */
const LASTING: readonly HttpErrorCode[] = [
  'certificate',
  'not TLS',
  'proxy refused',
  'proxy wants credentials',
  'proxy certificate',
];

/**
 * Whether an answer that would count as done is somebody else's: a success with a page instead of JSON or nothing, or
 * a page that says of a client to be deleted that it is gone.
 */
function isForeign(answer: Answer, method: HttpRequest['method']): boolean {
  const { status, headers, body } = answer;
  if (isSuccess(answer)) return body !== '' && !/\bjson\b/i.test(headers['content-type'] ?? 'json');
  return method === 'DELETE' && (status === 404 || status === 410) && !saysGone(answer);
}

function mostTries(outcome: Exchanged): number {
  return outcome instanceof HttpError && outcome.code === 'unknown host' ? MOST_TRIES_UNKNOWN_HOST : MOST_TRIES;
}

/**
 * The wait that an answer asks for, in milliseconds: seconds or an HTTP date, which is read against the answer's own
 * Date (RFC 9110 section 10.2.3). Undefined when there is none that can be read.
 */
function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - (headers.date === undefined ? now : Date.parse(headers.date));
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function nameOf(outcome: Exchanged): string {
  if (outcome instanceof HttpError) return outcome.message;
  return `HTTP ${outcome.status}${/\bhtml\b/i.test(outcome.headers['content-type'] ?? '') ? ' with a page' : ''}`;
}

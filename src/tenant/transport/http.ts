import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import { HttpClient } from '@actions/http-client';
import { type Clock, pause } from '../../clock.ts';
import { StepError, stackOf } from '../../errors.ts';
import type { Report } from '../../report.ts';
import { seconds } from '../../text.ts';
import { userAgent } from '../../version.ts';
import { type Connecting, openAgent, sendThrough } from './agents.ts';
import { HttpError, reasonOf, toHttpError } from './http-error.ts';
import { readProxy } from './proxy.ts';
import type { Received } from './response.ts';
import type { Repeatable, TryResult } from './waits.ts';
import { LONG_ENOUGH, longestTry, mayBeDone, nameOf, nextTry, SHORTEST_TRY } from './waits.ts';

/** One request, with all that decides how it is sent and repeated. */
export interface HttpRequest extends Repeatable {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Maximum size of the response's body; without it 1 MiB, plenty for a token or a client. */
  readonly maxBytes?: number;
  /** When the response must have come, on the clock; no try and no wait goes past it. */
  readonly until: number;
  /** Whether it goes out on a new connection: a server may close a kept one without announcing it. */
  readonly fresh?: boolean;
  /** Called right before each try; throws to prevent it. */
  readonly onTry?: () => void;
  /** Called when a try was certainly not carried out and another one follows. */
  readonly onRefusal?: () => void;
}

export interface HttpResponse extends Received {
  /** Whether an earlier try of the same request may have been carried out. */
  readonly isRepeated: boolean;
}

export interface HttpTools {
  /** For the variables that name a proxy, and repository and run. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Each repetition is a line in its log. */
  readonly report: Pick<Report, 'info' | 'debug'>;
  /** Sends one try; over the network where it is not given. */
  readonly exchange?: Exchange;
}

/** The whole response, or why there is none within `limit`, in milliseconds. */
export type Exchange = (request: HttpRequest, limit: number, agent: Agent) => Promise<TryResult>;

type Way = ReturnType<typeof openWay>;
type Begin = () => Promise<TryResult>;

/** Connections are kept between requests, until `close`. */
export function createHttp({ env, clock, report, ...tools }: HttpTools) {
  // Node heeds it where no option is set, and warns that certificates are not checked, although all are.
  delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
  const ways = new Map<string, Way>();
  const agents: Agent[] = [];
  const closing = new AbortController();
  const exchange = tools.exchange ?? exchangeOverNetwork;

  /** Always with our own agent: the library's agents treat some forms of the proxy variables as no proxy. */
  function wayTo({ protocol, origin }: URL, fresh: boolean): Way {
    const kept = ways.get(origin);
    if (kept !== undefined && !fresh) return kept;
    const way = openWay(protocol, origin, env);
    ways.set(origin, way);
    agents.push(way.agent);
    return way;
  }

  /** Sends as often as `nextTry` decides. @throws HttpError when no response came, or when `until` does not allow the wait */
  async function send(request: HttpRequest): Promise<HttpResponse> {
    const earlier: TryResult[] = [];
    let { fresh = false } = request;
    for (;;) {
      const { agent, inTurn } = wayTo(new URL(request.url), fresh);
      const outcome = await inTurn(() => tryOnce(request, agent));
      const now = clock.now();
      const next = nextTry(outcome, earlier, request, { now, timeLeft: request.until - now, random: clock.random() });
      if (next instanceof HttpError) throw next;
      if (typeof next !== 'number') return { ...next, isRepeated: earlier.some(mayBeDone) };
      const when = next === 0 ? 'immediately' : `in ${seconds(next)}`;
      report.info(`${request.method} ${request.url}: ${nameOf(outcome)}; trying again ${when}.`);
      if (!request.repeatable) request.onRefusal?.();
      earlier.push(outcome);
      fresh = outcome instanceof HttpError && outcome.code === 'closed';
      await pause(clock, next);
    }
  }

  async function tryOnce(request: HttpRequest, agent: Agent): Promise<TryResult> {
    const timeLeft = request.until - clock.now();
    if (timeLeft < SHORTEST_TRY || closing.signal.aborted)
      return new HttpError(`${new URL(request.url).host}: no time is left of timeout-seconds`, 'no time left', false);
    request.onTry?.();
    return exchange(request, request.repeatable ? longestTry(timeLeft) : timeLeft, agent);
  }

  /** Ends within its time, whatever the network does. */
  async function exchangeOverNetwork(request: HttpRequest, limit: number, agent: Agent): Promise<TryResult> {
    // The server may have closed the kept connection; Node needs a few turns of its event loop to notice.
    if (!request.repeatable) for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve));
    const { host, hostname } = new URL(request.url);
    const abort = new AbortController();
    const connecting: Connecting = { state: 'kept', signal: AbortSignal.any([abort.signal, closing.signal]) };
    const handler = {
      prepareRequest: (options: RequestOptions) => {
        // The library passes an IPv6 address on in its brackets, and Node would look that up as a name.
        options.host = hostname.replace(/^\[(.*)\]$/, '$1');
        // The library's has an id of the runner in it.
        options.headers = { ...options.headers, 'user-agent': userAgent(env) };
        sendThrough(options, agent, connecting);
      },
      canHandleAuthentication: () => false,
      handleAuthentication: () => Promise.reject(new Error()),
    };
    // A client for each request: only a handler reaches Node's options, and each request has a signal of its own.
    const client = new HttpClient(undefined, [handler], { allowRedirects: false });
    let cancelTimer = () => {};
    // A response that switches protocols (101) never settles the request, and neither does aborting it afterwards.
    const tooSlow = new Promise<never>((_, reject) => {
      cancelTimer = clock.after(limit, () => {
        abort.abort();
        // The request's own error says more, and comes a moment later.
        setTimeout(reject, 50);
      });
    });
    try {
      const headers = { ...request.headers, 'accept-encoding': 'identity' };
      const sent = client.request(request.method, request.url, request.body ?? '', headers);
      const { message } = await Promise.race([sent, tooSlow]);
      const body = await bodyOf(message, request.maxBytes ?? 1024 * 1024, host);
      return { status: Number(message.statusCode), headers: message.headers, body };
    } catch (error) {
      const mayHaveArrived = connecting.state !== 'opening';
      if (abort.signal.aborted && (mayHaveArrived || !(error instanceof HttpError))) {
        const what = mayHaveArrived ? 'no complete response' : 'no connection';
        const code = limit < LONG_ENOUGH ? 'no time left' : 'too slow';
        return new HttpError(`${host}: ${what} within ${seconds(limit)}`, code, mayHaveArrived);
      }
      if (error instanceof HttpError) return error;
      report.debug(stackOf(error));
      return toHttpError(error, host, connecting.state);
    } finally {
      cancelTimer();
    }
  }

  return {
    send,
    close: () => {
      closing.abort();
      for (const agent of agents) agent.destroy();
    },
  };
}

/** How a host is reached. `inTurn` begins a try when it is its turn: the one tunnel serves one after the other. */
function openWay(protocol: string, origin: string, env: NodeJS.ProcessEnv) {
  const route = readProxy(env, origin);
  if (route.kind === 'problem') throw new StepError(`${route.variable} ${route.problem}`);
  if (route.kind === 'none') return { agent: openAgent(protocol), inTurn: (begin: Begin) => begin() };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (begin: Begin) => {
    const turn = last.then(begin);
    last = turn.catch(() => {});
    return turn;
  };
  return { agent: openAgent(protocol, route.proxy), inTurn };
}

/** The library's own way to read a body waits forever when the response is cut. Leaving the loop ends the connection. */
async function bodyOf(message: IncomingMessage, maxBytes: number, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      size += chunk.length;
      if (size > maxBytes)
        throw new HttpError(`${host}: the response is larger than ${maxBytes} bytes`, 'too large', true);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(`${host}: ${reasonOf(error)}: the response was cut`, 'cut', true);
  }
  if (!message.complete) throw new HttpError(`${host}: the response was cut`, 'cut', true);
  return Buffer.concat(chunks).toString();
}

import type { Agent } from 'node:http';
import { type Clock, pause } from '../../clock.ts';
import { StepError } from '../../errors.ts';
import type { Report } from '../../report.ts';
import { seconds } from '../../text.ts';
import { userAgent } from '../../version.ts';
import { openAgent } from './agents.ts';
import { exchange, type Sending } from './exchange.ts';
import { HttpError } from './http-error.ts';
import { readProxy } from './proxy.ts';
import { type Answer, longestTry, mayBeDone, nameOf, nextTry, type Outcome, SHORTEST_TRY } from './waits.ts';

/** One request, with all that decides how it is sent and repeated. */
export interface HttpRequest extends Sending {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** When the response must have come, on the clock; no try and no wait goes past it. */
  readonly until: number;
  /** Whether it may be sent again when it is unknown whether it was carried out. */
  readonly repeatable: boolean;
  /** Whether it goes out on a new connection: a server may close a kept one without announcing it. */
  readonly fresh?: boolean;
  /** How often it is tried at most, if less than usual. */
  readonly maxTries?: number;
  /** Called right before each try; throws to prevent it. */
  readonly onTry?: () => void;
  /** Called when a try was certainly not carried out and another one follows. */
  readonly onRefusal?: () => void;
}

/** A whole response, of any status. */
export interface HttpAnswer extends Answer {
  /** Whether an earlier try of the same request may have been carried out. */
  readonly isRepeated: boolean;
}

/** Sends requests over connections that are kept. */
export interface Http {
  /**
   * Sends a request and reads the whole response, whatever its status; redirects are not followed. It is sent again as
   * `nextTry` decides.
   *
   * @throws HttpError when no response came, or when the server asks for a wait that `until` does not allow
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Ends what is under way, and closes the connections. */
  close(): void;
}

/** What requests are sent with. */
export interface HttpTools {
  /** For the variables that name a proxy, and repository and run. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Each repetition is a line in its log. */
  readonly report: Pick<Report, 'info' | 'debug'>;
}

/** How a host is reached. */
interface Way {
  readonly agent: Agent;
  /** Waits until it is the turn of this try: a tunnel serves one after the other, and there is one. */
  readonly inTurn: (attempt: () => Promise<Outcome>) => Promise<Outcome>;
}

/** Connections are kept between requests, and closed with it. */
export function createHttp({ env, clock, report }: HttpTools): Http {
  // Node would heed it where no option is set, and warns in any case that no certificate is checked. All are.
  delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
  const tools = { userAgent: userAgent(env), clock, report };
  const ways = new Map<string, Way>();
  const agents: Agent[] = [];
  const closing = new AbortController();

  /** Always with an agent of ours: the library's own read some forms of the proxy variables as none. */
  function wayTo({ protocol, origin }: URL, fresh: boolean): Way {
    const kept = ways.get(origin);
    if (kept !== undefined && !fresh) return kept;
    const way = openWay(protocol, origin, env);
    ways.set(origin, way);
    agents.push(way.agent);
    return way;
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const earlier: Outcome[] = [];
    for (let { fresh = false } = request; ; ) {
      const { agent, inTurn } = wayTo(new URL(request.url), fresh);
      const outcome = await inTurn(() => attempt(request, agent));
      const now = clock.now();
      const next = nextTry(outcome, earlier, request, { now, left: request.until - now, random: clock.random() });
      if (next instanceof HttpError) throw next;
      if (typeof next !== 'number') return { ...next, isRepeated: earlier.some(mayBeDone) };
      const when = next === 0 ? 'at once' : `in ${seconds(next)}`;
      report.info(`${request.method} ${request.url}: ${nameOf(outcome)}; trying again ${when}.`);
      if (!request.repeatable) request.onRefusal?.();
      earlier.push(outcome);
      fresh = outcome instanceof HttpError && outcome.code === 'closed';
      await pause(clock, next);
    }
  }

  async function attempt(request: HttpRequest, agent: Agent): Promise<Outcome> {
    const left = request.until - clock.now();
    if (left < SHORTEST_TRY || closing.signal.aborted) {
      const { host } = new URL(request.url);
      return new HttpError(`${host}: no time is left of timeout-seconds`, 'no time left', false);
    }
    request.onTry?.();
    const limit = request.repeatable ? longestTry(left) : left;
    return exchange(request, limit, { ...tools, agent, closed: closing.signal });
  }

  return {
    send,
    close: () => {
      closing.abort();
      for (const agent of agents) agent.destroy();
    },
  };
}

function openWay(protocol: string, origin: string, env: NodeJS.ProcessEnv): Way {
  const route = readProxy(env, origin);
  if (route.kind === 'problem') throw new StepError(`${route.variable} ${route.problem}`);
  if (route.kind === 'none') return { agent: openAgent(protocol), inTurn: attempt => attempt() };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn: Way['inTurn'] = attempt => {
    const turn = last.then(attempt);
    last = turn.catch(() => {});
    return turn;
  };
  return { agent: openAgent(protocol, route.proxy), inTurn };
}

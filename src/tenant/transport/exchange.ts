import type { Agent, IncomingMessage } from 'node:http';
import { HttpClient } from '@actions/http-client';
import type { Clock } from '../../clock.ts';
import { stackOf } from '../../errors.ts';
import type { Report } from '../../report.ts';
import { seconds } from '../../text.ts';
import { type Connecting, sendThrough } from './agents.ts';
import { HttpError, toHttpError } from './http-error.ts';
import { LONG_ENOUGH, type Outcome } from './waits.ts';

/** What is sent, and what may come back. */
export interface Sending {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Maximum size of the response's body, in bytes. */
  readonly maxBytes: number;
}

/** What an exchange works with. */
export interface ExchangeTools {
  readonly agent: Agent;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly report: Pick<Report, 'debug'>;
  /** Ends it when the program ends. */
  readonly closed: AbortSignal;
}

/** What the request itself says of its end says more than that it took too long; it comes a moment later. */
const A_MOMENT = 50;

/**
 * One request and its whole response, or why there is none, within `limit` milliseconds, whatever the network does.
 * Afterwards nothing of it is left but a connection that can be kept.
 */
export async function exchange(
  { method, url, headers, body = '', maxBytes }: Sending,
  limit: number,
  { agent, userAgent, clock, report, closed }: ExchangeTools,
): Promise<Outcome> {
  const { host, hostname } = new URL(url);
  const abort = new AbortController();
  const connecting: Connecting = { state: 'kept', signal: AbortSignal.any([abort.signal, closed]) };
  // A client for each request: only a handler reaches Node's options, and each request has a signal of its own.
  const client = new HttpClient(
    userAgent,
    [
      {
        prepareRequest: options => {
          // The library passes an IPv6 address on in its brackets, and Node would look that up as a name.
          options.host = hostname.replace(/^\[(.*)\]$/, '$1');
          // The library adds an id of the runner to it.
          options.headers = { ...options.headers, 'user-agent': userAgent };
          sendThrough(options, agent, connecting);
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('no authentication is handled here')),
      },
    ],
    { allowRedirects: false },
  );
  let cancelTimer = () => {};
  let isOver = false;
  // A response that switches protocols (101) never settles the request, and neither does what aborts it then.
  const tooSlow = new Promise<never>((_, reject) => {
    cancelTimer = clock.after(limit, () => {
      isOver = true;
      abort.abort();
      setTimeout(() => reject(new Error('aborted')), A_MOMENT);
    });
  });
  try {
    const sent = client.request(method, url, body, { ...headers, 'accept-encoding': 'identity' });
    const { message } = await Promise.race([sent, tooSlow]);
    return { status: message.statusCode ?? 0, headers: message.headers, body: await bodyOf(message, maxBytes, host) };
  } catch (error) {
    const mayHaveArrived = connecting.state !== 'opening';
    const known = error instanceof HttpError ? error : undefined;
    if (isOver && (mayHaveArrived || known === undefined)) {
      const what = mayHaveArrived ? 'no complete response' : 'no connection';
      const code = limit < LONG_ENOUGH ? 'no time left' : 'too slow';
      return new HttpError(`${host}: ${what} within ${seconds(limit)}`, code, mayHaveArrived);
    }
    if (known !== undefined) return known;
    report.debug(stackOf(error));
    return toHttpError(error, host, connecting.state);
  } finally {
    cancelTimer();
    abort.abort();
    client.dispose();
  }
}

/** The library's own way to read a body waits for ever when the response is cut. Leaving the loop ends the connection. */
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
    const { message: said } = toHttpError(error, host, 'open');
    throw new HttpError(`${said}: the response was cut`, 'cut', true);
  }
  if (size > maxBytes) throw new HttpError(`${host}: the response is larger than ${maxBytes} bytes`, 'too large', true);
  if (!message.complete) throw new HttpError(`${host}: the response was cut`, 'cut', true);
  return Buffer.concat(chunks).toString();
}

import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Reply {
  status: number | null;
  headers: IncomingHttpHeaders;
  text: string;
  /** The number of pieces in which the body arrived. */
  pieces: number;
  /** 'whole', 'cut' (the response ended too early), 'gave up' (the caller hung up), or the message of a socket error. */
  outcome: string;
}

export interface CallOptions {
  headers?: Record<string, string>;
  body?: string;
  /** The caller hangs up after this many milliseconds. */
  giveUpAfterMs?: number;
  /** The caller hangs up after this many bytes. */
  giveUpAfterBytes?: number;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Reply>;

/** A plain client with node:http, which reports everything that happens and never throws. */
export function caller(origin: string, agent: Agent): Call {
  return (method, path, { headers = {}, body, giveUpAfterMs, giveUpAfterBytes = Number.POSITIVE_INFINITY } = {}) =>
    new Promise(resolve => {
      const reply: Reply = { status: null, headers: {}, text: '', pieces: 0, outcome: '' };
      const outgoing = request(origin + path, { method, headers, agent });
      const settle = (outcome: string): void => {
        clearTimeout(timer);
        // Only the first outcome counts, because hanging up causes another error.
        reply.outcome ||= outcome;
        resolve(reply);
      };
      const giveUp = (): void => {
        settle('gave up');
        outgoing.destroy();
      };
      const timer = giveUpAfterMs === undefined ? undefined : setTimeout(giveUp, giveUpAfterMs);
      outgoing.on('error', error => settle(error.message));
      outgoing.on('response', response => {
        reply.status = response.statusCode ?? null;
        reply.headers = response.headers;
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          reply.text += piece;
          reply.pieces += 1;
          if (reply.text.length >= giveUpAfterBytes) giveUp();
        });
        response.on('error', () => settle('cut'));
        response.on('end', () => settle('whole'));
      });
      outgoing.end(body);
    });
}

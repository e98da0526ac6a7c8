import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Reply {
  status: number | null;
  headers: IncomingHttpHeaders;
  text: string;
  /** How many pieces the body came in. */
  pieces: number;
  /** 'whole', 'cut' (a response that ended too early), 'gave up' (the caller did), or the message of a socket error. */
  outcome: string;
}

export interface CallOptions {
  headers?: Record<string, string>;
  body?: string;
  /** The caller hangs up after so long. */
  giveUpAfterMs?: number;
  /** The caller hangs up after so many bytes. */
  giveUpAfterBytes?: number;
}

export type Call = (method: string, path: string, options?: CallOptions) => Promise<Reply>;

/** A plain client of node:http, which reports all that happens and never throws. */
export function caller(origin: string, agent: Agent): Call {
  return (method, path, { headers = {}, body, giveUpAfterMs, giveUpAfterBytes = Number.POSITIVE_INFINITY } = {}) =>
    new Promise(resolve => {
      const reply: Reply = { status: null, headers: {}, text: '', pieces: 0, outcome: '' };
      const outgoing = request(origin + path, { method, headers, agent });
      const settle = (outcome: string): void => {
        clearTimeout(timer);
        // The first outcome counts: hanging up brings an error of its own.
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

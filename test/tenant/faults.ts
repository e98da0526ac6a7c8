/** The endpoints of the simulated tenant that can be told to misbehave. */
export type Operation = 'token' | 'create' | 'list' | 'get' | 'patch' | 'delete';

/**
 * Whether the tenant does what was asked before it misbehaves: a reset after the work leaves a client behind.
 * `afterMs`: it does it so long afterwards, when the caller has its response or has gone.
 */
export type Work = 'done' | 'not done' | { afterMs: number };

/** Where a response can echo what the caller sent: two headers, and fields of a JSON object. */
export const ECHO_PLACES = [
  ...(['Content-Type', 'Slpt-Request-Id', 'messages', 'causes', 'trackingId', 'detailCode', 'message'] as const),
  ...(['error', 'error_description', 'detailMessage', 'errorMessage', 'formatted_msg'] as const),
] as const;

export type Misbehaviour =
  /** The connection is reset (RST) and no byte of a response is sent. */
  | { kind: 'reset'; work: Work }
  /** Another response than the due one; `body` that is not a string is sent as JSON. */
  | {
      kind: 'response';
      work: Work;
      status: number;
      headers?: Record<string, string>;
      contentType?: string;
      body?: unknown;
    }
  /**
   * A response that holds `text`, or what the caller signed in with (its bearer token or client_secret), in a place
   * where it may be cut: after `padding` letters, 0 when not given. Without a `status` it is the due response, with the
   * place added. As `Content-Type` it makes a page of the response.
   */
  | { kind: 'echo'; at: (typeof ECHO_PLACES)[number]; text?: string; padding?: number; status?: number; work: Work }
  /** The due response after the work, its JSON changed on the way. */
  | { kind: 'edit'; change: (body: unknown) => unknown }
  /** The due response after the work, cut after `bytes` of its body (negative: counted from the end), then closed. */
  | { kind: 'cut'; bytes: number; contentLength: boolean }
  /** No response, or no more of it, and the connection stays open. */
  | { kind: 'hang'; work: Work; at: 'before headers' | 'after headers' | 'mid body' }
  /** The due response after the work, one byte every `everyMs` milliseconds. */
  | { kind: 'drip'; everyMs: number }
  /** Status 200 and JSON headers after the work, then a body of `bytes` bytes (sent in pieces, never held in memory). */
  | { kind: 'flood'; bytes: number }
  /** The due response `ms` late; the work is done before or after the wait, also when the caller has gone meanwhile. */
  | { kind: 'late'; ms: number; work: 'before the wait' | 'after the wait' };

export interface Fault {
  on: Operation;
  do: Misbehaviour;
  /** How many requests of that operation it spoils, 1 when not given; `Infinity` for all. */
  times?: number;
  /** How many requests of that operation pass before it begins, 0 when not given. */
  after?: number;
}

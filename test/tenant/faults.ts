/** The endpoints of the simulated tenant that can have faults. */
export type Operation = 'token' | 'create' | 'list' | 'get' | 'patch' | 'delete';

/**
 * Whether the tenant processes the request before it misbehaves: a reset after the work leaves a client behind.
 * `afterMs`: it processes the request this much later, when the caller has its response or has hung up.
 */
export type Work = 'done' | 'not done' | { afterMs: number };

/** The places where a response can echo what the caller sent: two headers, and fields of a JSON object. */
export const ECHO_PLACES = [
  ...(['Content-Type', 'Slpt-Request-Id', 'messages', 'causes', 'trackingId', 'detailCode', 'message'] as const),
  ...(['error', 'error_description', 'detailMessage', 'errorMessage', 'formatted_msg'] as const),
] as const;

export type Misbehaviour =
  /** The connection is reset (RST) and no byte of a response is sent. */
  | { kind: 'reset'; work: Work }
  /** A different response than the due one; a `body` that is not a string is sent as JSON. */
  | {
      kind: 'response';
      work: Work;
      status: number;
      headers?: Record<string, string>;
      contentType?: string;
      body?: unknown;
    }
  /**
   * A response that contains `text`, or the caller's credentials (its bearer token or client_secret), in a place
   * where it may be truncated: after `padding` letters, 0 when not given. Without a `status` it is the due response with
   * the place added. With `Content-Type` the response becomes a page.
   */
  | { kind: 'echo'; at: (typeof ECHO_PLACES)[number]; text?: string; padding?: number; status?: number; work: Work }
  /** The due response after the work, with its JSON changed. */
  | { kind: 'edit'; change: (body: unknown) => unknown }
  /** The due response after the work, cut after `bytes` of its body (negative: counted from the end), then closed. */
  | { kind: 'cut'; bytes: number; contentLength: boolean }
  /** No response, or no more of it, and the connection is left open. */
  | { kind: 'hang'; work: Work; at: 'before headers' | 'after headers' | 'mid body' }
  /** The due response after the work, one byte every `everyMs` milliseconds. */
  | { kind: 'drip'; everyMs: number }
  /** Status 200 and JSON headers after the work, then a body of `bytes` bytes (sent in pieces, never held in memory). */
  | { kind: 'flood'; bytes: number }
  /** The due response `ms` late; the work is done before or after the wait, even if the caller has hung up meanwhile. */
  | { kind: 'late'; ms: number; work: 'before the wait' | 'after the wait' };

export interface Fault {
  on: Operation;
  do: Misbehaviour;
  /** The number of requests of that operation that it affects, 1 when not given; `Infinity` for all. */
  times?: number;
  /** The number of requests of that operation before it begins, 0 when not given. */
  after?: number;
}

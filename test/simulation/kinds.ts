import { HttpError } from '../../src/tenant/transport/http-error.ts';
import type { TryResult } from '../../src/tenant/transport/waits.ts';
import type { Operation } from '../tenant/faults.ts';

/** What the caller gets instead of the due response; `hang`: nothing, until its deadline. */
type Spoil = (due: TryResult | undefined) => TryResult | 'hang';

/** One kind of fault of a single request. */
export interface Kind {
  readonly name: string;
  /** Whether the tenant processes the request, or after how many milliseconds. */
  readonly work: 'done' | 'not done' | number;
  readonly spoil: Spoil;
  /** The only operations in which it differs from other faults; all when not given. */
  readonly only?: readonly Operation[];
}

/** In every body from an intermediary. No line may quote it. */
export const FOREIGN_TEXT = 'PAGE-TEXT';

const HOST = 'tenant.example';
const error = (code: HttpError['code'], message: string, mayHaveArrived = true): Spoil => {
  return () => new HttpError(`${HOST}: ${message}`, code, mayHaveArrived);
};
const respond = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Spoil => {
  return () => ({ status, headers: { 'content-type': 'application/json', ...headers }, body });
};
const page = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  respond(status, `<html><body>${FOREIGN_TEXT}</body></html>`, { 'content-type': 'text/html', ...headers });
const api = (status: number, text: string, headers?: Readonly<Record<string, string>>) =>
  respond(status, JSON.stringify({ detailCode: `${status}`, messages: [{ locale: 'en-US', text }] }), headers);

const edited = (change: (json: Record<string, unknown>) => Record<string, unknown>): Spoil => {
  return due => {
    if (due === undefined || due instanceof HttpError) return 'hang';
    const json: unknown = JSON.parse(due.body);
    return { ...due, body: JSON.stringify(change({ ...Object(json) })) };
  };
};

/** Each of these occurs before and after the tenant has done the work. */
const EITHER: Readonly<Record<string, Spoil>> = {
  reset: error('network', 'read ECONNRESET'),
  'kept connection closed': error('closed', 'socket hang up'),
  '503': api(503, 'Try again later'),
  '408': api(408, 'Request Timeout'),
  '502 with a page': page(502),
  '520 without a body': respond(520, ''),
  '403 with a page': page(403),
  '401 with a page': page(401),
  '404 without a body': respond(404, ''),
  '200 with a page': page(200),
  redirect: page(302, { location: `https://login.example/?${FOREIGN_TEXT}` }),
  cut: error('cut', 'aborted: the response was cut'),
  empty: respond(200, ''),
  malformed: respond(200, `{"id": "${FOREIGN_TEXT}`),
  'JSON of a different kind': respond(200, `"${FOREIGN_TEXT}"`),
  hang: () => 'hang',
};

/** These say that nothing was done, which would be false after the work. */
const NOT_DONE: Readonly<Record<string, Spoil>> = {
  '400 of the API': api(400, 'No'),
  '409 of a framework': respond(409, '{"title": "Conflict", "detail": "The name is taken"}'),
  '401 of the API': respond(401, '{"error": "JWT validation failed: JWT is expired"}'),
  '429': respond(429, '{"message": "Rate Limit Exceeded"}'),
  '429 with Retry-After': respond(429, '{"message": "Rate Limit Exceeded"}', { 'retry-after': '7' }),
  'connection refused': error('connection refused', 'connect ECONNREFUSED', false),
  'name server': error('name server', 'getaddrinfo EAI_AGAIN', false),
};

const LATE = { '5 s': 5_000, '20 s': 20_000 };

const either = (['not done', 'done'] as const).flatMap(work =>
  Object.entries(EITHER).map(([name, spoil]): Kind => ({ name: `${name}, work ${work}`, work, spoil })),
);
const notDone = Object.entries(NOT_DONE).map(([name, spoil]): Kind => ({ name, work: 'not done', spoil }));
const late = Object.entries(LATE).flatMap(([name, work]) => [
  { name: `504, work ${name} late`, work, spoil: page(504) },
  { name: `hang, work ${name} late`, work, spoil: EITHER['hang'] ?? page(504) },
]);
const created: readonly Kind[] = [
  { name: 'no secret', work: 'done', spoil: edited(({ secret: _, ...rest }) => rest), only: ['create'] },
  { name: 'no id', work: 'done', spoil: edited(({ id: _, ...rest }) => rest), only: ['create'] },
];

export const KINDS: readonly Kind[] = [...either, ...notDone, ...late, ...created];

/** Faults against which no program can keep the invariants. They are not simulated. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'a refusal of the API (4xx with JSON, 401, 429) although the work was done':
    'it says that nothing was created, and RFC 9110 section 15.5 has no other meaning',
  '2xx to a DELETE that deleted nothing': 'it says that the client is gone; a new search would show it only by chance',
  '404 of the API for a client that exists': 'it has the same meaning',
  'a list that leaves clients out, or shows others': 'no other source of information exists',
};

/** Whether a kind applies to a request of this operation. */
export function canBeAt({ name, work, only }: Kind, operation: Operation): boolean {
  if (only !== undefined && !only.includes(operation)) return false;
  const saysDeleted = /^(empty|malformed|JSON of a different kind),/.test(name);
  return !(operation === 'delete' && saysDeleted && work === 'not done');
}

/** With these, before and after the work are the same, because nothing changes in the tenant. */
const READS: readonly Operation[] = ['token', 'list', 'get'];
const OPERATIONS: readonly Operation[] = [...READS, 'create', 'patch', 'delete'];
const BY_OPERATION = new Map(
  OPERATIONS.map(operation => {
    const kinds = KINDS.filter(kind => canBeAt(kind, operation));
    return [operation, READS.includes(operation) ? kinds.filter(({ work }) => work === 'not done') : kinds];
  }),
);

/** The kinds with different effects on a request of this operation. */
export function kindsFor(operation: Operation): readonly Kind[] {
  return BY_OPERATION.get(operation) ?? [];
}

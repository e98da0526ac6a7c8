import { messageOf, StepError } from './errors.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import { isObject, parseJson } from './json.ts';
import type { Report } from './report.ts';
import { Secret } from './secret.ts';
import { ADMIN_MENU, claimsOf, type Place } from './tenant/connection.ts';
import { MOST_IDS } from './text.ts';

type Kept = 'connection' | 'isEphemeral' | 'keepOlder' | 'timeout' | 'stopFile';

/**
 * What the post step needs to clean up, written before the create request goes out. It reads nothing else, because
 * `export-env` may have changed what the inputs came from. Small: Windows drops a variable over 32,766 characters.
 */
export interface Plan extends Pick<CreateSettings, Kept> {
  readonly name: string | null;
  /** Whether the description contains the id of the request: not a description of the user's own. */
  readonly hasRequestId: boolean;
  /** Whether an internal client was requested: else `replace` keeps internal ones. */
  readonly isInternal: boolean;
  /** The clients of the name that a list showed before the request: how many, and the ids of the newest. */
  readonly existing: { readonly count: number; readonly ids: readonly string[] };
}

/** A create request whose fate is unknown: since `lostAt`, or since the step was stopped. Times are this machine's. */
export type SentRequest = { readonly id: string; readonly at: number; readonly lostAt?: number };

/** A client that this step created. */
export interface NewClient {
  readonly id: string;
  /** By the tenant's clock, in milliseconds since 1970; undefined when it cannot be read. */
  readonly created: number | undefined;
  readonly requestId: string;
  /** Whether the response showed the id of the request: then the tenant keeps ids. */
  readonly isIdKept: boolean;
}

/**
 * The states of the diagram in docs/architecture.md; `none` with a request of unknown fate is "requested" there.
 * - `none`: no request went out, it was refused, or its client was deleted or named in the step's error
 * - `created`: its secret was not handed out, so the post step deletes it
 * - `handing out`: written before the first output; a step that is killed here may have handed it out
 */
type Outcome =
  | { readonly state: 'none' }
  | { readonly state: 'created' | 'handing out' | 'handed out'; readonly client: NewClient };

export interface ReadJournal {
  readonly plan: Plan;
  readonly outcome: Outcome;
  /** At most two. */
  readonly unknown: readonly SentRequest[];
}

/** What the main step leaves for the post step. */
export interface Journal extends ReadJournal {
  /** The request of its client is settled with it. @throws Error when it cannot be written: then the step must not go on */
  write(outcome: Outcome): void;
  /** A create request goes out now. @throws Error when it cannot be written */
  requestSent(request: SentRequest): void;
  /** The fate of a request became unknown. */
  requestLost(requestId: string, lostAt: number): void;
  /** The fate of a request is known. */
  settle(requestId: string): void;
  /** Forgets a request and its client: the step's error names what may be left. `close` writes it, once the error is shown. */
  leave(requestId: string): void;
  /** The main step has ended, and its error is shown. Where nothing is due, the post step has nothing to read. */
  close(): void;
}

/** The post step has nothing to do. `build/build.ts` writes the same word into `dist/post.js`. */
const DONE = 'done';
const NONE: Outcome = { state: 'none' };

/** @throws Error when it cannot be written; nothing must be sent then */
export function openJournal(plan: Plan, report: Report): Journal {
  const { connection, ...rest } = plan;
  const { signIn, ...place } = connection;
  // The credential has a variable of its own, so that its mask matches.
  const [clientId, credential] =
    signIn.kind === 'pat' ? [signIn.clientId, signIn.clientSecret.reveal()] : [undefined, signIn.accessToken.reveal()];
  const current: { outcome: Outcome; unknown: readonly SentRequest[] } = { outcome: NONE, unknown: [] };
  const isDue = plan.isEphemeral || plan.keepOlder !== undefined;
  const write = (outcome: Outcome, unknown: readonly SentRequest[], isDone = false) => {
    const isOver = isDone || (outcome.state === 'handed out' && !isDue && unknown.length === 0);
    report.state({ outcome: isOver ? DONE : JSON.stringify({ ...outcome, unknown }) });
    Object.assign(current, { outcome, unknown });
  };
  const tried = (work: () => void) => {
    try {
      work();
    } catch (error) {
      report.warning(messageOf(error));
    }
  };
  const without = (requestId: string) => current.unknown.filter(({ id }) => id !== requestId);
  report.state({ credential, plan: JSON.stringify({ ...rest, place, clientId }) });
  write(current.outcome, current.unknown);

  return Object.assign(current, {
    plan,
    write: (next: Outcome) => write(next, 'client' in next ? without(next.client.requestId) : current.unknown),
    requestSent: (request: SentRequest) => write(current.outcome, [...current.unknown, request]),
    requestLost: (requestId: string, lostAt: number) => {
      const unknown = current.unknown.map(each => (each.id === requestId ? { ...each, lostAt } : each));
      tried(() => write(current.outcome, unknown));
    },
    settle: (requestId: string) => tried(() => write(current.outcome, without(requestId))),
    leave: (requestId: string) => void Object.assign(current, { outcome: NONE, unknown: without(requestId) }),
    close: () => {
      const { outcome, unknown } = current;
      if (outcome.state === 'none') tried(() => write(outcome, unknown, unknown.length === 0));
    },
  });
}

/** @param existing ids of the clients of the name, newest first */
export function planOf({ request, given, ...settings }: CreateSettings, existing: readonly string[]): Plan {
  const { connection, isEphemeral, keepOlder, timeout, stopFile } = settings;
  return {
    connection,
    isEphemeral,
    keepOlder,
    timeout,
    stopFile,
    name: request.name,
    hasRequestId: isEphemeral || !given.includes('description'),
    isInternal: request.internal === true,
    existing: { count: existing.length, ids: existing.slice(0, MOST_IDS) },
  };
}

/** @returns undefined when nothing is to be done @throws Error when the state is here in part: a client may exist then */
export function readJournal(env: NodeJS.ProcessEnv, report: Report): ReadJournal | undefined {
  const { STATE_credential: credential = '', STATE_plan: planText = '', STATE_outcome: outcomeText = '' } = env;
  const secret = Secret.mask(credential, report);
  if (outcomeText === DONE || credential + planText + outcomeText === '') return undefined;
  const plan = parseJson(planText);
  const outcome = parseJson(outcomeText);
  if (credential !== '' && isPlan(plan) && isOutcome(outcome)) {
    const { place, clientId, ...rest } = plan;
    const token = { kind: 'token', accessToken: secret, claims: claimsOf(credential) } as const;
    const signIn = clientId ? ({ kind: 'pat', clientId, clientSecret: secret, isQuoted: false } as const) : token;
    return { plan: { ...rest, connection: { ...place, signIn } }, outcome, unknown: outcome.unknown };
  }
  const client = isObject(outcome) && isObject(outcome['client']) ? outcome['client']['id'] : undefined;
  throw new StepError(
    'The state that the main step left is incomplete, so nothing can be cleaned up. ' +
      `${typeof client === 'string' ? `The client ${client} was created` : 'A client may have been created'}: look for it ` +
      `in the tenant at ${ADMIN_MENU}, and delete it if it is not needed.`,
  );
}

type WrittenPlan = Omit<Plan, 'connection'> & { readonly place: Place; readonly clientId?: string };

/** It is JSON of our own: what was cut does not parse, and nothing else writes it. */
const isPlan = (json: unknown): json is WrittenPlan =>
  isObject(json) && isObject(json['place']) && typeof json['timeout'] === 'number' && isObject(json['existing']);

const isOutcome = (json: unknown): json is Outcome & { readonly unknown: readonly SentRequest[] } =>
  isObject(json) && Array.isArray(json['unknown']) && (json['state'] === 'none' || isObject(json['client']));

import { messageOf, StepError } from './errors.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import { isObject, parseJson } from './json.ts';
import type { Report } from './report.ts';
import { Secret } from './secret.ts';
import { ADMIN_MENU, type Connection, claimsOf, type Place } from './tenant/connection.ts';
import { MOST_IDS } from './text.ts';

/**
 * What the post step needs to clean up. It is written before the create request goes out, so that a step that is killed
 * also leaves it. The post step reads nothing else, because `export-env` or a later step may have changed what the inputs
 * came from. It stays small: Windows drops a variable over 32,766 characters.
 */
export interface Plan {
  readonly connection: Connection;
  readonly name: string | null;
  /** Whether the description contains the id of the request: not a description of the user's own. */
  readonly hasRequestId: boolean;
  readonly isEphemeral: boolean;
  /** With `replace`: how many of the older clients of the name stay when the job succeeds. */
  readonly keepOlder: number | undefined;
  /** Whether an internal client was requested: else `replace` keeps internal ones. */
  readonly isInternal: boolean;
  /** The clients of the name that a list showed before the request: how many, and the ids of the newest. */
  readonly existing: { readonly count: number; readonly ids: readonly string[] };
  /** Milliseconds. */
  readonly timeout: number;
  /** Exists once the post step has begun: in a container job the main step may still be running then. */
  readonly stopFile: string;
}

/** A create request whose fate is unknown. */
export interface SentRequest {
  readonly id: string;
  /** When it went out, by this machine's clock. */
  readonly at: number;
  /** When its fate became unknown; absent when the step was stopped before. */
  readonly lostAt?: number;
}

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
 * What became of the client: the states of the diagram in docs/architecture.md. In each state there may also be requests of
 * unknown fate; `none` with such a request is "requested" in the diagram.
 */
export type Outcome =
  /** No client is known: no request went out, it was refused, or its client was deleted again. */
  | { readonly state: 'none' }
  /** The client exists, and its secret was not handed out: the post step deletes it. */
  | { readonly state: 'created'; readonly client: NewClient }
  /** Written before the first output: a step that is killed here may have handed it out. */
  | { readonly state: 'handing out'; readonly client: NewClient }
  | { readonly state: 'handed out'; readonly client: NewClient };

/** What the main step leaves for the post step, written at each change. */
export interface Journal {
  readonly plan: Plan;
  readonly outcome: Outcome;
  /** At most two. */
  readonly unknown: readonly SentRequest[];
  /** The request of its client is settled with it. @throws Error when it cannot be written: then the step must not go on */
  write(outcome: Outcome): void;
  /** A create request goes out now. @throws Error when it cannot be written */
  requestSent(request: SentRequest): void;
  /** The fate of a request became unknown. */
  requestLost(requestId: string, lostAt: number): void;
  /** The fate of a request is known. */
  settle(requestId: string): void;
  /**
   * Nothing of a request is due any more: the error that the step ends with says what it may have left. `close` writes
   * that; a step that is stopped before has said nothing, and leaves it to the post step.
   */
  leave(requestId: string): void;
  /** The main step has ended, and its error is shown. Where nothing is due, the post step has nothing to read. */
  close(): void;
}

/** The post step has nothing to do. `build/build.ts` writes the same word into `dist/post.js`. */
const DONE = 'done';

/** In UTF-16 units. */
const LONGEST_VARIABLE = 32_000;

/** @throws Error when it cannot be written, or would not arrive; nothing must be sent then */
export function openJournal(plan: Plan, report: Report): Journal {
  const { connection, ...rest } = plan;
  const { signIn, ...place } = connection;
  // The credential stands alone, so that its mask fits.
  const [clientId, credential] =
    signIn.kind === 'pat' ? [signIn.clientId, signIn.clientSecret.reveal()] : [undefined, signIn.accessToken.reveal()];
  const text = JSON.stringify({ ...rest, place, clientId });
  if (Math.max(credential.length, text.length) > LONGEST_VARIABLE) {
    throw new StepError('The name or a credential is too long to be kept for the end of the job; nothing was sent.');
  }
  let outcome: Outcome = { state: 'none' };
  let unknown: readonly SentRequest[] = [];
  const write = (next: Outcome, requests = unknown) => {
    const isOver = next.state === 'handed out' && !isDue(plan) && requests.length === 0;
    report.state({ outcome: isOver ? DONE : JSON.stringify({ ...next, unknown: requests }) });
    outcome = next;
    unknown = requests;
  };
  const tried = (work: () => void) => {
    try {
      work();
    } catch (error) {
      report.warning(messageOf(error));
    }
  };
  const without = (requestId: string) => unknown.filter(({ id }) => id !== requestId);
  report.state({ credential, plan: text });
  write(outcome);

  return {
    plan,
    get outcome() {
      return outcome;
    },
    get unknown() {
      return unknown;
    },
    write: next => write(next, 'client' in next ? without(next.client.requestId) : unknown),
    requestSent: request => write(outcome, [...unknown, request]),
    requestLost: (requestId, lostAt) =>
      tried(() =>
        write(
          outcome,
          unknown.map(each => (each.id === requestId ? { ...each, lostAt } : each)),
        ),
      ),
    settle: requestId => tried(() => write(outcome, without(requestId))),
    leave: requestId => {
      outcome = { state: 'none' };
      unknown = without(requestId);
    },
    close: () => {
      if (outcome.state !== 'none') return;
      tried(() => (unknown.length > 0 ? write(outcome) : report.state({ outcome: DONE })));
    },
  };
}

/** Whether the post step has something to do with a client that was handed out. */
function isDue({ isEphemeral, keepOlder }: Plan): boolean {
  return isEphemeral || keepOlder !== undefined;
}

/** @param existing ids of the clients of the name, newest first */
export function planOf({ request, given, ...settings }: CreateSettings, existing: readonly string[]): Plan {
  const { connection, isEphemeral, keepOlder, timeout, stopFile } = settings;
  return {
    ...{ connection, isEphemeral, keepOlder, timeout, stopFile },
    name: request.name,
    hasRequestId: isEphemeral || !given.includes('description'),
    isInternal: request.internal === true,
    existing: { count: existing.length, ids: existing.slice(0, MOST_IDS) },
  };
}

/** What the main step left. */
export type ReadJournal = Pick<Journal, 'plan' | 'outcome' | 'unknown'>;

/**
 * @returns undefined when the post step has nothing to do
 * @throws Error when the state is here in part: a client may exist then
 */
export function readJournal(env: NodeJS.ProcessEnv, report: Report): ReadJournal | undefined {
  const [credential = '', planText = '', outcomeText = ''] = ['credential', 'plan', 'outcome'].map(
    name => env[`STATE_${name}`],
  );
  const secret = Secret.mask(credential, report);
  if (outcomeText === DONE || credential + planText + outcomeText === '') return undefined;
  const plan = parseJson(planText);
  const outcome = parseJson(outcomeText);
  if (credential !== '' && isPlan(plan) && isOutcome(outcome)) {
    const { place, clientId, ...rest } = plan;
    const signIn =
      clientId === undefined
        ? ({ kind: 'token', accessToken: secret, claims: claimsOf(credential) } as const)
        : ({ kind: 'pat', clientId, clientSecret: secret, isQuoted: false } as const);
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
function isPlan(json: unknown): json is WrittenPlan {
  return isObject(json) && isObject(json['place']) && typeof json['timeout'] === 'number' && isObject(json['existing']);
}

function isOutcome(json: unknown): json is Outcome & { readonly unknown: readonly SentRequest[] } {
  if (!isObject(json) || !Array.isArray(json['unknown'])) return false;
  const { state, client } = json;
  return state === 'none' || (typeof state === 'string' && isObject(client));
}

import { messageOf, StepError } from './errors.ts';
import { isObject, isTextList, parseJson } from './json.ts';
import type { Report } from './report.ts';
import { ADMIN_MENU, type Connection, isApiVersion, type Place } from './tenant/connection.ts';

/**
 * What the main step leaves for the post step: a plan, written before the create request is sent so that a step that
 * is killed leaves it, too, and the outcome so far. The post step reads nothing else, because `export-env` or a later
 * step may have changed what the inputs came from. Both are small: Windows drops a variable over 32,766 characters.
 */
export interface Plan {
  readonly connection: Connection;
  readonly name: string | null;
  /** The random id of the mark of an ephemeral client. */
  readonly markId: string | undefined;
  /** The clients of the name that are to be deleted when the job has succeeded; undefined without `replace`. */
  readonly replaces: OlderClients | undefined;
  /** Whether the description that is asked for names another run itself: then it says nothing of whose a client is. */
  readonly namesOthers: boolean;
  /** When the step began, by this machine's clock. */
  readonly startedAt: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** A file that says that the post step has begun: in a container job the main step may still be running then. */
  readonly stopFile: string;
}

/** Some of them by id: the post step looks for itself. */
export interface OlderClients {
  readonly count: number;
  readonly first: readonly string[];
}

/** What became of the create requests, as far as the main step got. */
export interface Outcome {
  /** How many create requests were sent whose fate nobody knows. */
  readonly open: number;
  /** The client that was created and not deleted again. */
  readonly created: CreatedAt | undefined;
  readonly handedOut: boolean;
  /** Ids that an annotation has named already. */
  readonly named: readonly string[];
  /** Ids of clients that create requests left and that have been deleted: a list may still show them. */
  readonly deleted: readonly string[];
}

/** A new client: its id, and when it was made. */
export interface CreatedAt {
  readonly id: string;
  /** When, by the tenant's clock; undefined when it does not say. */
  readonly at: number | undefined;
}

/**
 * The outcome while it is made. Each method is an arrow of the state diagram in docs/architecture.md. Nothing is asked
 * for, created or handed out that cannot be written down; but that is no reason to stop cleaning up.
 */
export interface OutcomeWriter {
  /** Whether the fate of a create request is unknown, so that the post step looks. */
  isOpen(): boolean;
  /** A create request is about to be sent. @throws Error when it cannot be written */
  asked(): void;
  /** @throws Error when it cannot be written */
  created(id: string, at: number | undefined): void;
  /** @throws Error when it cannot be written */
  handedOut(): void;
  /** So many create requests left nothing, or nothing any more: these were deleted. */
  settled(requests: number, deleted?: readonly string[]): void;
  /** An annotation names these clients. */
  named(ids: readonly string[]): void;
  /** The client that was created has been deleted again. */
  discarded(): void;
}

/** The runner keeps the last value that a name got. The credential stands alone, so that its mask fits. */
const CREDENTIAL = 'credential';
const PLAN = 'plan';
const OUTCOME = 'outcome';

/** In UTF-16 units: Windows drops a longer variable without a word. */
const LONGEST_VARIABLE = 32_000;

const NOTHING_ASKED: Outcome = { open: 0, created: undefined, handedOut: false, named: [], deleted: [] };

/** @throws Error when it cannot be written, or would not arrive; nothing must be sent then */
export function writePlan({ connection, ...plan }: Plan, report: Report): void {
  const { signIn, ...place } = connection;
  const isPat = signIn.kind === 'pat';
  const credential = isPat ? signIn.clientSecret : signIn.accessToken;
  const text = JSON.stringify({ ...plan, place, clientId: isPat ? signIn.clientId : undefined });
  if (Math.max(credential.length, text.length) > LONGEST_VARIABLE) {
    throw new StepError('The name or a credential is too long to be kept for the end of the job; nothing was sent.');
  }
  report.state({ [CREDENTIAL]: credential, [PLAN]: text });
}

/** Writes the outcome, now and at each change of it. @throws Error when it cannot be written */
export function outcomeWriter(report: Report): OutcomeWriter {
  let now = NOTHING_ASKED;
  const change = (changes: Partial<Outcome>) => {
    const next = { ...now, ...changes };
    report.state({ [OUTCOME]: JSON.stringify(next) });
    now = next;
  };
  const tryToChange = (changes: Partial<Outcome>) => {
    try {
      change(changes);
    } catch (error) {
      report.warning(messageOf(error));
    }
  };
  change({});
  return {
    isOpen: () => now.open > 0,
    asked: () => change({ open: now.open + 1 }),
    created: (id, at) => change({ open: now.open - 1, created: { id, at } }),
    handedOut: () => change({ handedOut: true }),
    settled: (requests, deleted = []) =>
      tryToChange({ open: Math.max(0, now.open - requests), deleted: [...now.deleted, ...deleted] }),
    named: ids => {
      const named = [...now.named, ...ids];
      // Without them the post step names them once more.
      tryToChange({ named: JSON.stringify(named).length < LONGEST_VARIABLE / 2 ? named : now.named });
    },
    discarded: () =>
      tryToChange({ created: undefined, deleted: [...now.deleted, ...(now.created ? [now.created.id] : [])] }),
  };
}

/**
 * @returns the plan, or undefined when the main step sent no create request
 * @throws Error when the state is there in part: a client may exist then
 */
export function readPlan(env: NodeJS.ProcessEnv, report: Report): Plan | undefined {
  const [credential, text, outcome] = [CREDENTIAL, PLAN, OUTCOME].map(name => env[`STATE_${name}`] ?? '');
  report.mask(credential ?? '');
  if (!credential && !text && !outcome) return undefined;
  const plan = parsePlan(parseJson(text ?? ''), credential ?? '');
  if (plan !== undefined) return plan;
  const { open, created } = readOutcome(env);
  // Killed while it wrote: the outcome is written first, and before anything is sent.
  if (outcome && open === 0 && created === undefined) return undefined;
  const client = created === undefined ? 'A client may have been created' : `The client ${created.id} was created`;
  throw new StepError(
    `The state that the main step left is there in part only, so nothing can be cleaned up. ${client}: ` +
      `look for it in the tenant at ${ADMIN_MENU}, and delete it if it is not needed.`,
  );
}

/** @returns what the main step got to; one request of unknown fate when that is not there or cannot be read */
export function readOutcome(env: NodeJS.ProcessEnv): Outcome {
  const unknown = { ...NOTHING_ASKED, open: 1 };
  const json = parseJson(env[`STATE_${OUTCOME}`] ?? '');
  if (!isObject(json)) return unknown;
  const { open, handedOut, named, deleted, created } = json;
  if (typeof open !== 'number' || typeof handedOut !== 'boolean') return unknown;
  if (!isTextList(named) || !isTextList(deleted)) return unknown;
  const id = isObject(created) ? created['id'] : undefined;
  const at = isObject(created) ? created['at'] : undefined;
  return {
    open,
    handedOut,
    named,
    deleted,
    created: typeof id === 'string' ? { id, at: typeof at === 'number' ? at : undefined } : undefined,
  };
}

function parsePlan(json: unknown, credential: string): Plan | undefined {
  if (!isObject(json) || credential === '') return undefined;
  const place = parsePlace(json['place']);
  const { name, markId, replaces, startedAt, timeout, stopFile, clientId, namesOthers } = json;
  if (place === undefined || (typeof name !== 'string' && name !== null)) return undefined;
  if (markId !== undefined && (typeof markId !== 'string' || !/^[0-9a-f]{16,32}$/.test(markId))) return undefined;
  if (typeof startedAt !== 'number' || typeof timeout !== 'number') return undefined;
  if (typeof namesOthers !== 'boolean') return undefined;
  if (typeof stopFile !== 'string' || (replaces !== undefined && !isOlderClients(replaces))) return undefined;
  const signIn =
    typeof clientId === 'string'
      ? ({ kind: 'pat', clientId, clientSecret: credential } as const)
      : ({ kind: 'token', accessToken: credential } as const);
  return { connection: { ...place, signIn }, name, markId, replaces, startedAt, timeout, stopFile, namesOthers };
}

function parsePlace(json: unknown): Place | undefined {
  if (!isObject(json)) return undefined;
  const { origin, apiVersion } = json;
  if (typeof origin !== 'string' || typeof apiVersion !== 'string' || !isApiVersion(apiVersion)) return undefined;
  return { origin, apiVersion };
}

function isOlderClients(json: unknown): json is OlderClients {
  return isObject(json) && typeof json['count'] === 'number' && isTextList(json['first']);
}

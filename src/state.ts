import type { Report } from './runner/report.ts';
import { isClientId, isObject, parseJson } from './tenant/client.ts';
import type { ClientRequest } from './tenant/client-request.ts';
import { type Connection, isApiVersion } from './tenant/connection.ts';

/**
 * What the main program leaves for the post step: a plan, written before the create request is sent so that a step
 * that is killed leaves it, too, and the outcome so far. The post step reads nothing else, because `export-env` or a
 * later step may have changed what the inputs came from.
 */
export interface Plan {
  readonly connection: Connection;
  readonly request: ClientRequest;
  /** The mark of an ephemeral client. */
  readonly mark: string | undefined;
  /** Ids of the clients that `replace` found under the name. */
  readonly replaces: readonly string[];
  /** When the create request was about to be sent, by this machine's clock. */
  readonly startedAt: number;
  readonly timeout: number;
}

export interface Outcome {
  /** Whether a create request may have been carried out that brought no client. */
  readonly unclear: boolean;
  /** Id of the client that was created and not deleted again. */
  readonly created?: string | undefined;
  readonly handedOut: boolean;
  /** Ids that an annotation has named already. */
  readonly named: readonly string[];
}

/** The runner keeps the last value that a name got. The credential stands alone, so that its mask fits. */
const PLAN = 'plan';
const CREDENTIAL = 'credential';
const OUTCOME = 'outcome';

export function writePlan(plan: Plan, report: Report): void {
  const { credentials, ...place } = plan.connection;
  const isPat = credentials.kind === 'pat';
  report.state({
    [CREDENTIAL]: isPat ? credentials.clientSecret : credentials.accessToken,
    [PLAN]: JSON.stringify({ ...plan, connection: { ...place, clientId: isPat ? credentials.clientId : '' } }),
  });
}

export function writeOutcome(outcome: Outcome, report: Report): void {
  report.state({ [OUTCOME]: JSON.stringify(outcome) });
}

/** @returns the plan, or undefined when the main program sent no create request */
export function readPlan(env: NodeJS.ProcessEnv, report: Report): Plan | undefined {
  const credential = stateText(env, CREDENTIAL);
  report.mask(credential);
  const text = stateText(env, PLAN);
  if (text === '') return undefined;
  const json = parseJson(text);
  if (!isPlan(json)) throw new Error('The state that the main step left cannot be read.');
  const { clientId, ...place } = json.connection;
  const credentials =
    clientId === ''
      ? ({ kind: 'token', accessToken: credential } as const)
      : ({ kind: 'pat', clientId, clientSecret: credential } as const);
  return { ...json, mark: json.mark, connection: { ...place, credentials } };
}

/** @returns undefined when the main program was killed before it wrote one */
export function readOutcome(env: NodeJS.ProcessEnv): Outcome | undefined {
  const text = stateText(env, OUTCOME);
  const json = text === '' ? undefined : parseJson(text);
  return isOutcome(json) ? json : undefined;
}

/** As core.getState reads it, from an environment that is passed in. */
function stateText(env: NodeJS.ProcessEnv, name: string): string {
  return env[`STATE_${name}`] ?? '';
}

type StoredPlan = Omit<Plan, 'connection'> & { connection: Omit<Connection, 'credentials'> & { clientId: string } };

function isPlan(json: unknown): json is StoredPlan {
  if (!isObject(json) || !isObject(json['connection']) || !isObject(json['request'])) return false;
  const { origin, apiVersion, clientId } = json['connection'];
  return (
    typeof origin === 'string' &&
    typeof apiVersion === 'string' &&
    isApiVersion(apiVersion) &&
    typeof clientId === 'string' &&
    (json['mark'] === undefined || typeof json['mark'] === 'string') &&
    isIdList(json['replaces']) &&
    typeof json['startedAt'] === 'number' &&
    typeof json['timeout'] === 'number'
  );
}

function isOutcome(json: unknown): json is Outcome {
  return (
    isObject(json) &&
    typeof json['unclear'] === 'boolean' &&
    typeof json['handedOut'] === 'boolean' &&
    (json['created'] === undefined || isIdList([json['created']])) &&
    isIdList(json['named'])
  );
}

function isIdList(json: unknown): json is string[] {
  return Array.isArray(json) && json.every(id => typeof id === 'string' && isClientId(id));
}

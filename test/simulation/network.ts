import { pause } from '../../src/clock.ts';
import { isObject, parseJson } from '../../src/json.ts';
import type { Exchange, HttpRequest } from '../../src/tenant/transport/http.ts';
import { HttpError } from '../../src/tenant/transport/http-error.ts';
import { LONG_ENOUGH, type TryResult } from '../../src/tenant/transport/waits.ts';
import type { Life } from '../helpers/life.ts';
import type { Operation } from '../tenant/faults.ts';
import { handle } from '../tenant/handle.ts';
import { route } from '../tenant/route.ts';
import type { State } from '../tenant/state.ts';
import type { VirtualClock } from './clock.ts';
import type { Kind } from './kinds.ts';

/** A request of a step, and its outcome. */
export interface Sent {
  readonly step: 'main' | 'post';
  readonly operation: Operation;
  readonly at: number;
  readonly fault: Kind | undefined;
  readonly path: string;
  /** What the step received; undefined before that, or if it was stopped earlier. */
  outcome: TryResult | undefined;
  /** The clients in a list that was read completely. */
  listed: ReadonlySet<string>;
  /** The client created by a create request. */
  created: string | undefined;
}

/** The requests of one job, main and post step, over a network with faults. */
export interface Network {
  readonly requests: readonly Sent[];
  /** Sends one try. @param alive rejects or never settles when the step is stopped */
  exchange(step: Sent['step'], life: Life): Exchange;
}

/** The time between caller and tenant, in milliseconds. */
const WAY = 20;

/** @param faultOf the fault of the request with this number (from 1) */
export function openNetwork(
  state: State,
  clock: VirtualClock,
  faultOf: (number: number, operation: Operation) => Kind | undefined,
): Network {
  const requests: Sent[] = [];

  async function send(sent: Sent, request: HttpRequest, limit: number): Promise<TryResult> {
    const { fault } = sent;
    await pause(clock, WAY);
    const work = () => carryOut(state, sent, request);
    if (fault === undefined) {
      const due = work();
      await pause(clock, WAY);
      if (sent.operation === 'list') sent.listed = idsIn(due);
      return due;
    }
    const due = fault.work === 'done' ? work() : undefined;
    if (typeof fault.work === 'number') clock.after(fault.work, work);
    const spoiled = fault.spoil(due);
    await pause(clock, spoiled === 'hang' ? limit - WAY : WAY);
    if (spoiled !== 'hang') return spoiled;
    const code = limit < LONG_ENOUGH ? 'no time left' : 'too slow';
    return new HttpError(`tenant.example: no complete response within ${limit} ms`, code, true);
  }

  return {
    requests,
    exchange: (step, life) => async (request, limit) => {
      const url = new URL(request.url);
      life.event();
      const path = url.pathname + url.search;
      const { operation } = route(request.method, path);
      if (operation === 'other') throw new Error(`The tenant has no ${request.method} ${path}`);
      const fault = faultOf(requests.length + 1, operation);
      const at = clock.now();
      const sent: Sent = {
        ...{ step, operation, at, fault, path },
        ...{ outcome: undefined, listed: new Set(), created: undefined },
      };
      requests.push(sent);
      const outcome = await send(sent, request, limit);
      life.event();
      sent.outcome = outcome;
      return life.whileAlive(outcome);
    },
  };
}

function carryOut(state: State, sent: Sent, { method, headers = {}, body = '' }: HttpRequest): TryResult {
  const { operation, path, at } = sent;
  const request = { operation, method, path, headers, body, at, connection: 1, status: null };
  const { status, headers: due, body: text = '' } = handle(state, request, false);
  if (operation === 'create' && status < 300) {
    const json = parseJson(text);
    if (isObject(json)) sent.created = String(json['id']);
  }
  const lower = Object.entries(due).map(([name, value]) => [name.toLowerCase(), value] as const);
  const date = new Date(state.settings.now()).toUTCString();
  return { status, headers: { ...Object.fromEntries(lower), date }, body: text };
}

function idsIn(outcome: TryResult): ReadonlySet<string> {
  const json = outcome instanceof HttpError ? undefined : parseJson(outcome.body);
  return new Set(Array.isArray(json) ? json.flatMap(item => (isObject(item) ? [String(item['id'])] : [])) : []);
}

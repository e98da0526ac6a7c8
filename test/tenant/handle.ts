import { type Answer, apiError, json } from './answers.ts';
import { api } from './api.ts';
import { view } from './clients.ts';
import { route } from './route.ts';
import type { State } from './state.ts';
import type { TenantRequest } from './tenant.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/** Does what a request asks and gives the due answer. `counted`: whether it takes a place in the rate limit. */
export function handle(state: State, request: TenantRequest, counted: boolean): Answer {
  return state.settings.habits.dress(dueAnswer(state, request, counted));
}

function dueAnswer(state: State, request: TenantRequest, counted: boolean): Answer {
  const { settings, clients } = state;
  const { method, path, body, headers } = request;
  const { operation, id, query, known } = route(method, path);
  const { authorization = '', 'content-type': contentType = '' } = headers;
  if (operation === 'token') return tokenEndpoint(state, contentType, body, counted);
  if (operation === 'other') {
    const inspected = settings.inspect && method === 'GET' && path === '/-/clients';
    return inspected ? json(200, [...clients.byId.values()].map(view)) : apiError(known ? 405 : 404);
  }
  const answer = api(state, { operation, id, query, authorization, contentType, body }, counted);
  if (settings.deprecated) answer.headers['X-Deprecated'] = 'true';
  return answer;
}

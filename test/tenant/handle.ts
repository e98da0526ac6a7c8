import { api } from './api.ts';
import { view } from './clients.ts';
import { apiError, json, type TenantResponse } from './responses.ts';
import { route } from './route.ts';
import type { State } from './state.ts';
import type { TenantRequest } from './tenant.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/** Processes a request and returns the due response. `counted`: whether it counts towards the rate limit. */
export function handle(state: State, request: TenantRequest, counted: boolean): TenantResponse {
  return state.settings.habits.dress(dueResponse(state, request, counted));
}

function dueResponse(state: State, request: TenantRequest, counted: boolean): TenantResponse {
  const { settings, clients } = state;
  const { method, path, body, headers } = request;
  const { operation, id, query, known } = route(method, path);
  const { authorization = '', 'content-type': contentType = '' } = headers;
  if (operation === 'token') return tokenEndpoint(state, contentType, body, counted);
  if (operation === 'other') {
    const inspected = settings.inspect && method === 'GET' && path === '/-/clients';
    return inspected ? json(200, [...clients.byId.values()].map(view)) : apiError(known ? 405 : 404);
  }
  const response = api(state, { operation, id, query, authorization, contentType, body }, counted);
  if (settings.deprecated) response.headers['X-Deprecated'] = 'true';
  return response;
}

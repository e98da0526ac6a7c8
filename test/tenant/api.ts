import { isCreateBody } from './check.ts';
import { createdView, fieldsOf, view } from './clients.ts';
import type { Operation } from './faults.ts';
import { list } from './list.ts';
import { patched } from './patch.ts';
import { apiError, json, type Message, type TenantResponse, tooManyRequests, unauthorized } from './responses.ts';
import type { State } from './state.ts';
import type { AccessToken } from './tokens.ts';

export interface ApiRequest {
  operation: Exclude<Operation, 'token'>;
  id: string;
  query: URLSearchParams;
  authorization: string;
  contentType: string;
  body: string;
}

/** `counted`: whether the request counts towards the rate limit. */
export function api(state: State, request: ApiRequest, counted: boolean): TenantResponse {
  const token = state.tokens.find(/^bearer +(\S+)$/i.exec(request.authorization)?.[1] ?? '');
  if (!token) return unauthorized();
  const wait = counted ? state.limit.take(token.clientId) : 0;
  if (wait > 0) return tooManyRequests(wait);
  if (!mayDo(token, request.operation)) return apiError(403);
  switch (request.operation) {
    case 'create':
      return create(state, request, token.user?.id ?? '');
    case 'list':
      return list(state, request.query);
    case 'get':
      return get(state, request.id);
    case 'patch':
      return patch(state, request);
    case 'delete':
      return remove(state, request.id);
  }
}

/** Scopes and kinds of token from `security` in the description. */
function mayDo({ user, scopes }: AccessToken, operation: ApiRequest['operation']): boolean {
  const reads = operation === 'list' || operation === 'get';
  const enough = ['sp:scopes:all', 'sp:oauth-client:manage', ...(reads ? ['sp:oauth-client:read'] : [])];
  // Without a user behind the token, only a single client may be read.
  const mayAct = user ? user.mayManageClients : operation === 'get';
  return mayAct && scopes.some(scope => enough.includes(scope));
}

function create(state: State, { contentType, body }: ApiRequest, owner: string): TenantResponse {
  if (!isOfType('application/json', contentType)) return badContentType('application/json');
  const problems: Message[] = [];
  const request = parseJson(body);
  if (!isCreateBody(request, problems)) return apiError(400, problems);
  const { habits, propagationMs } = state.settings;
  const fields = habits.normalise(fieldsOf(request));
  const client = state.clients.add({ ...fields, owner }, { propagationMs, listLagMs: habits.listLagMs });
  return json(200, habits.createResponse(habits.show(createdView(client))));
}

const isOfType = (type: string, contentType: string): boolean =>
  contentType.split(';')[0]?.trim().toLowerCase() === type;

function badContentType(type: string): TenantResponse {
  return apiError(400, [{ de: `Der Inhalt muss ${type} sein.`, en: `The content type must be ${type}.` }]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function get(state: State, id: string): TenantResponse {
  const client = state.clients.byId.get(id);
  return client ? json(200, state.settings.habits.show(view(client))) : apiError(404);
}

const patchType = 'application/json-patch+json';

function patch(state: State, { id, contentType, body }: ApiRequest): TenantResponse {
  const client = state.clients.byId.get(id);
  if (!client) return apiError(404);
  if (!isOfType(patchType, contentType)) return badContentType(patchType);
  const problems: Message[] = [];
  const changes = patched(client, parseJson(body), problems);
  if (!changes) return apiError(400, problems);
  const { normalise, show, patched: response } = state.settings.habits;
  const before = show(view(client));
  const normalised = new Map(Object.entries(normalise({ ...client, ...changes })));
  const stored = Object.fromEntries(Object.keys(changes).map(name => [name, normalised.get(name)]));
  return response(show(view(state.clients.change(client, stored))), before);
}

function remove(state: State, id: string): TenantResponse {
  const { deletionLagMs, deleted, gone } = state.settings.habits;
  if (state.clients.delete(id, deletionLagMs)) return deleted();
  return apiError(state.clients.deleted.includes(id) ? gone : 404);
}

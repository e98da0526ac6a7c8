import { type Answer, apiError, json, type Message, noContent, tooManyRequests, unauthorized } from './answers.ts';
import { isCreateBody } from './check.ts';
import { createdView, fieldsOf, view } from './clients.ts';
import type { Operation } from './faults.ts';
import { parseFilters } from './filter.ts';
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

/** `counted`: whether the request takes a place in the rate limit. */
export function api(state: State, request: ApiRequest, counted: boolean): Answer {
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
    case 'delete':
      return state.clients.delete(request.id) ? noContent() : apiError(404);
  }
}

/** Scopes and kinds of token as the description gives them under `security`. */
function mayDo({ user, scopes }: AccessToken, operation: ApiRequest['operation']): boolean {
  const reads = operation === 'list' || operation === 'get';
  const enough = ['sp:scopes:all', 'sp:oauth-client:manage', ...(reads ? ['sp:oauth-client:read'] : [])];
  // Without a user behind the token, only a single client may be read.
  const mayAct = user ? user.mayManageClients : operation === 'get';
  return mayAct && scopes.some(scope => enough.includes(scope));
}

function create(state: State, { contentType, body }: ApiRequest, owner: string): Answer {
  if (!/^application\/json *(;|$)/i.test(contentType)) {
    return apiError(400, [
      { de: 'Der Inhalt muss application/json sein.', en: 'The content type must be application/json.' },
    ]);
  }
  const problems: Message[] = [];
  const request = parseJson(body);
  if (!isCreateBody(request, problems)) return apiError(400, problems);
  const client = state.clients.add({ ...fieldsOf(request), owner }, state.settings.propagationMs);
  return json(200, createdView(client));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function list(state: State, query: URLSearchParams): Answer {
  const { pageSize, ignoresPaging } = state.settings;
  const filters = query.get('filters');
  const fits = filters === null ? () => true : parseFilters(filters);
  if (!fits) return badParameter('filters');
  const clients = state.clients.inOrder().filter(fits);
  if (ignoresPaging) return json(200, clients.map(view));
  const limit = wholeNumber(query.get('limit') ?? String(pageSize));
  if (!(limit >= 1 && limit <= pageSize)) return badParameter('limit');
  const offset = wholeNumber(query.get('offset') ?? '0');
  if (!(offset >= 0)) return badParameter('offset');
  return json(200, clients.slice(offset, offset + limit).map(view));
}

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN);

function badParameter(name: string): Answer {
  return apiError(400, [
    { de: `Der Wert des Parameters "${name}" ist ungültig.`, en: `The value of the parameter "${name}" is invalid.` },
  ]);
}

function get(state: State, id: string): Answer {
  const client = state.clients.byId.get(id);
  return client ? json(200, view(client)) : apiError(404);
}

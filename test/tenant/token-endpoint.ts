import { formFields } from './form.ts';
import { json, oauthError, type TenantResponse, tooManyRequests } from './responses.ts';
import { LIFETIME_OF_A_PAT, type State } from './state.ts';
import type { Grant } from './tokens.ts';

/** `counted`: whether the request counts towards the rate limit. */
export function tokenEndpoint(state: State, contentType: string, body: string, counted: boolean): TenantResponse {
  const fields = formFields(contentType, body);
  if (!fields) return oauthError(400, 'invalid_request', `Content type '${contentType}' not supported`);
  const form = new Map(fields);
  // RFC 6749 §3.2: a field without a value counts as not given, and no field may be given twice.
  if (form.size < fields.length) return oauthError(400, 'invalid_request', 'A parameter is repeated');
  const missing = ['grant_type', 'client_id', 'client_secret'].find(name => !form.get(name));
  const grantType = form.get('grant_type');
  const clientId = form.get('client_id') ?? '';
  const secret = form.get('client_secret') ?? '';
  const wait = counted && clientId !== '' ? state.limit.take(clientId) : 0;
  if (wait > 0) return tooManyRequests(wait);
  if (grantType && grantType !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
  }
  if (missing) return oauthError(400, 'invalid_request', `Missing parameter: ${missing}`);
  return responseTo(state, signIn(state, clientId, secret));
}

type Refusal = 'invalid_client' | 'unauthorized_client';

function signIn(state: State, clientId: string, secret: string): Grant | Refusal {
  const pat = state.pats.get(clientId);
  if (pat) {
    if (pat.clientSecret !== secret || pat.disabled) return 'invalid_client';
    return { clientId, scopes: pat.scopes, user: pat.user, lifetimeSeconds: state.lifetime(LIFETIME_OF_A_PAT) };
  }
  const client = state.clients.byId.get(clientId);
  if (!client || client.secret !== secret || !client.enabled || client.type !== 'CONFIDENTIAL') return 'invalid_client';
  if (!state.clients.isPropagated(client)) return 'invalid_client';
  if (!client.grantTypes.includes('CLIENT_CREDENTIALS')) return 'unauthorized_client';
  state.clients.markUsed(client);
  return {
    clientId,
    scopes: state.settings.habits.grant(client.scope),
    user: null,
    // 749 for a validity of 750, as in SailPoint's example.
    lifetimeSeconds: state.lifetime(Math.max(1, client.accessTokenValiditySeconds - 1)),
  };
}

function responseTo(state: State, grant: Grant | Refusal): TenantResponse {
  if (grant === 'invalid_client') return oauthError(401, grant, 'Bad client credentials');
  if (grant === 'unauthorized_client') return oauthError(400, grant, 'Unauthorized grant type: client_credentials');
  const token = state.issueToken(grant);
  // The fields of SailPoint's own example.
  const response = {
    access_token: token.text,
    token_type: 'bearer',
    expires_in: token.lifetimeSeconds,
    accessType: 'OFFLINE',
    tenant_id: 'simulated',
    internal: false,
    pod: 'loopback',
    org: 'simulated',
    strong_auth_supported: false,
    // A token without a user does not have these fields.
    identity_id: grant.user?.id,
    user_id: grant.user?.id,
    user_name: grant.user?.name,
    enabled: true,
    jti: token.jti,
  };
  const scope = state.settings.habits.tokenScope(grant.scopes);
  return json(200, state.settings.habits.tokenResponse(scope === undefined ? response : { ...response, scope }));
}

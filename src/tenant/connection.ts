import { isObject, isTextList, parseJson } from '../json.ts';
import type { Secret } from '../secret.ts';

/** The versions of SailPoint's API that have OAuth clients. */
export const API_VERSIONS = ['beta', 'v3', 'v2024', 'v2025', 'v2026', 'v1'] as const;
type ApiVersion = (typeof API_VERSIONS)[number];

/** A user's personal access token (`isQuoted`: ID or secret has quotes around it), or an existing access token. */
export type SignIn =
  | { readonly kind: 'pat'; readonly clientId: string; readonly clientSecret: Secret; readonly isQuoted: boolean }
  | { readonly kind: 'token'; readonly accessToken: Secret; readonly claims: TokenClaims | undefined };

/** Which tenant, and where in its API. */
export interface Place {
  /** `https://acme.api.identitynow.com`, no path. */
  readonly origin: string;
  readonly apiVersion: ApiVersion;
}

export type Connection = Place & { readonly signIn: SignIn };

/** The URL for creating and listing clients; each client's own URL is below it. */
export const clientsUrl = ({ origin, apiVersion }: Place): string =>
  origin + (apiVersion === 'v1' ? '/oauth-clients/v1' : `/${apiVersion}/oauth-clients`);

/** The token endpoint (RFC 6749 section 3.2). */
export const tokenUrl = (origin: string): string => `${origin}/oauth/token`;

/**
 * What an access token says of itself if it is a JWT. Its scopes are not read: SailPoint puts a bitmap there
 * (developer.sailpoint.com/discuss, topic 1637), and a token is opaque to a client (RFC 6749 section 1.4).
 */
export interface TokenClaims {
  /** Claim client_id of RFC 9068 section 2.2. */
  readonly clientId: string | undefined;
  /** Whether a user is behind it. SailPoint's user tokens name an identity, an API client's do not. */
  readonly hasUser: boolean;
}

/** @returns undefined for a token that is not a JWT: it is opaque */
export function claimsOf(accessToken: string): TokenClaims | undefined {
  const claims = parseJson(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  if (!isObject(claims)) return undefined;
  const { client_id: clientId, user_name: userName, identity_id: identityId } = claims;
  return { clientId: typeof clientId === 'string' ? clientId : undefined, hasUser: Boolean(userName || identityId) };
}

/** Scopes as a response gives them: a list, or text with spaces (RFC 6749 section 3.3) or commas in between. */
export function scopesIn(json: unknown): readonly string[] | undefined {
  if (isTextList(json)) return json;
  return typeof json === 'string' ? json.split(/[\s,]+/).filter(scope => scope !== '') : undefined;
}

/** The id of the client that the action itself is signed in with, so that it is never deleted. */
export const ownClientId = (signIn: SignIn): string | undefined =>
  signIn.kind === 'pat' ? signIn.clientId : signIn.claims?.clientId;

export const ADMIN_MENU = 'Admin > Global > Security Settings > API Management';

/** Where an administrator sees and deletes clients; undefined for a host whose page cannot be derived. */
export function adminPage(origin: string): string | undefined {
  const [, tenant, domain] = /^https:\/\/([^./]+)\.api\.(identitynow(?:-demo)?\.com)$/.exec(origin) ?? [];
  return tenant && `https://${tenant}.${domain}/ui/ts/admin/security-settings/api-management`;
}

/** The same as words for a message. */
export const adminPlace = (origin: string): string => adminPage(origin) ?? ADMIN_MENU;

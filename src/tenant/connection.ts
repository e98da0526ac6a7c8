import { quote } from '../text.ts';
import { isObject } from './client.ts';
import { checkProxy } from './proxy.ts';

/** Path of the resource below the tenant's origin, by api-version. */
const CLIENTS_PATHS = {
  beta: '/beta/oauth-clients',
  v3: '/v3/oauth-clients',
  v2024: '/v2024/oauth-clients',
  v2025: '/v2025/oauth-clients',
  v2026: '/v2026/oauth-clients',
  v1: '/oauth-clients/v1',
} as const;

export type ApiVersion = keyof typeof CLIENTS_PATHS;

/** Who signs in: a user's personal access token (PAT), or a bearer token that is ready. */
export type Credentials =
  | { readonly kind: 'pat'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly accessToken: string };

/** Which tenant, which path. */
export interface Place {
  /** `https://acme.api.identitynow.com`, no path. */
  readonly origin: string;
  readonly apiVersion: ApiVersion;
}

/** Which tenant, which path, as whom. */
export interface Connection extends Place {
  readonly credentials: Credentials;
}

const FORK = 'A pull request from a fork receives no secrets.';
const MISSING_HALF = 'is missing:';

/** The URL of the resource that clients are created in, listed from and deleted below. */
export function clientsUrl({ origin, apiVersion }: Place): string {
  return origin + CLIENTS_PATHS[apiVersion];
}

/** The token endpoint (RFC 6749 section 3.2). */
export function tokenUrl(origin: string): string {
  return `${origin}/oauth/token`;
}

/**
 * The id of the client that these credentials belong to, so that it is never deleted: of a bearer token what it says
 * of itself (the claim client_id of RFC 9068 section 2.2), undefined when it is opaque.
 */
export function ownClientId(credentials: Credentials): string | undefined {
  if (credentials.kind === 'pat') return credentials.clientId;
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(credentials.accessToken.split('.')[1] ?? '', 'base64url').toString(),
    );
    const id = isObject(claims) ? claims['client_id'] : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Where an administrator sees and deletes clients; undefined for a vanity host, whose page cannot be derived. */
export function adminPage(origin: string): string | undefined {
  const [, tenant, domain] = /^https:\/\/([^./]+)\.api\.(identitynow(?:-demo)?\.com)$/.exec(origin) ?? [];
  return tenant && `https://${tenant}.${domain}/ui/ts/admin/security-settings/api-management`;
}

/** The same as words for a message. */
export function adminPlace(origin: string): string {
  return adminPage(origin) ?? 'Admin > Global > Security Settings > API Management';
}

/** Where inputs are read from. */
export interface InputSource {
  /** An input's text, trimmed; empty when it is not given. */
  readonly given: (input: string) => string;
  readonly env: NodeJS.ProcessEnv;
}

/** Is told each problem, with the input or variable that it is about. */
export type Complain = (subject: string, problem: string) => void;

/** @returns the connection, or undefined when there was a problem */
export function readConnection(source: InputSource, complain: Complain): Connection | undefined {
  const place = readPlace(source, complain);
  const credentials = readCredentials(source, complain);
  checkProxy(source.env, complain);
  if (place?.origin === '') {
    complain('tenant', 'is missing: set it (or base-url, or the environment variable SAIL_BASE_URL)');
  }
  if (credentials === 'missing') {
    complain(
      'pat-client-id',
      'is missing: set pat-client-id and pat-client-secret (a personal access token), or access-token, ' +
        `or the environment variables SAIL_CLIENT_ID and SAIL_CLIENT_SECRET. ${FORK}`,
    );
  }
  if (place === undefined || credentials === undefined || credentials === 'missing') return undefined;
  return { ...place, credentials };
}

/** The same for a dry run, which needs no connection: what is missing is no problem, what is wrong is one. */
export function readDryConnection(source: InputSource, complain: Complain): Place | undefined {
  const place = readPlace(source, complain);
  readCredentials(source, (subject, problem) => {
    if (!problem.startsWith(MISSING_HALF)) complain(subject, problem);
  });
  return place?.origin === '' ? { ...place, origin: 'https://<tenant>.api.identitynow.com' } : place;
}

/** The texts among inputs and environment that are secret, to be masked before anything is said about them. */
export function secretTexts({ given, env }: InputSource): readonly string[] {
  const inputs = ['pat-client-secret', 'access-token', 'seal-key'].map(given);
  return [...inputs, env['SAIL_CLIENT_SECRET']?.trim() ?? ''];
}

/** An empty origin stands for one that is missing, undefined for a problem that was told. */
function readPlace({ given, env }: InputSource, complain: Complain): Place | undefined {
  const tenant = given('tenant');
  const version = readApiVersion(given('api-version'), complain);
  if (tenant !== '') {
    if (given('base-url') !== '') complain('base-url', 'is given beside tenant; keep one of the two');
    const name = tenant.toLowerCase();
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
      complain('tenant', `${quote(tenant)} is not a tenant name: "acme" stands for https://acme.api.identitynow.com`);
      return undefined;
    }
    return version && { origin: `https://${name}.api.identitynow.com`, apiVersion: version.given ?? 'beta' };
  }
  const subject = given('base-url') === '' ? 'SAIL_BASE_URL' : 'base-url';
  const text = given('base-url') || env['SAIL_BASE_URL']?.trim() || '';
  if (text === '') return version && { origin: '', apiVersion: version.given ?? 'beta' };
  const url = readBaseUrl(text);
  if (typeof url === 'string') {
    complain(subject, url);
    return undefined;
  }
  if (version?.given !== undefined && url.apiVersion !== undefined && version.given !== url.apiVersion) {
    complain('api-version', `is ${version.given}, but ${subject} ends with /${url.apiVersion}; keep one of the two`);
    return undefined;
  }
  return version && { origin: url.origin, apiVersion: version.given ?? url.apiVersion ?? 'beta' };
}

function readApiVersion(text: string, complain: Complain): { given: ApiVersion | undefined } | undefined {
  const version = text.toLowerCase();
  if (version === '') return { given: undefined };
  if (isApiVersion(version)) return { given: version };
  complain('api-version', `${quote(text)} is not one of ${Object.keys(CLIENTS_PATHS).join(', ')}`);
  return undefined;
}

export function isApiVersion(text: string): text is ApiVersion {
  return Object.hasOwn(CLIENTS_PATHS, text);
}

/** @returns origin and version, or what is wrong. The text is not shown where it may hold credentials. */
function readBaseUrl(text: string): { origin: string; apiVersion: ApiVersion | undefined } | string {
  const example = 'such as https://acme.api.identitynow.com';
  // The URL class repairs much (backslashes, line breaks, missing slashes); what it would repair is a mistake here.
  if (!/^https?:\/\/[^\s\\/?#]+[^\s\\]*$/i.test(text) || !URL.canParse(text)) return `is not a URL ${example}`;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(text)) {
    return 'has user information before the host; sign in with pat-client-id and pat-client-secret';
  }
  if (text.includes('?') || text.includes('#')) return 'has a query or a fragment; remove it';
  const loopback = url.hostname === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
  if (url.protocol !== 'https:' && !loopback) {
    return `${quote(text)} is not https: credentials would travel unencrypted. http is for a loopback host only`;
  }
  const version = url.pathname.replace(/^\//, '').replace(/\/$/, '').toLowerCase();
  if (version === '') return { origin: url.origin, apiVersion: undefined };
  if (isApiVersion(version)) return { origin: url.origin, apiVersion: version };
  return `${quote(text)} has the path ${quote(url.pathname)}; only an api-version may follow the host`;
}

function readCredentials({ given, env }: InputSource, complain: Complain): Credentials | 'missing' | undefined {
  const accessToken = given('access-token');
  const fromInputs = given('pat-client-id') !== '' || given('pat-client-secret') !== '';
  if (accessToken !== '') {
    if (fromInputs) {
      complain('access-token', 'is given beside pat-client-id or pat-client-secret; keep one way to sign in');
      return undefined;
    }
    // RFC 6750 section 2.1, b64token: anything else could not be sent, or would end the header.
    if (!/^[A-Za-z0-9._~+/-]+=*$/.test(accessToken)) {
      complain('access-token', 'is not a bearer token: it has a character that none can have (RFC 6750 section 2.1)');
      return undefined;
    }
    return { kind: 'token', accessToken };
  }
  const names = fromInputs ? ['pat-client-id', 'pat-client-secret'] : ['SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'];
  const [idName = '', secretName = ''] = names;
  const read = (name: string) => (fromInputs ? given(name) : (env[name]?.trim() ?? ''));
  const clientId = read(idName);
  const clientSecret = read(secretName);
  if (clientId === '' && clientSecret === '') return 'missing';
  if (clientId === '') complain(idName, `${MISSING_HALF} ${secretName} is given without it. ${FORK}`);
  if (clientSecret === '') complain(secretName, `${MISSING_HALF} ${idName} is given without it. ${FORK}`);
  for (const name of names) {
    if (/[\x00-\x20\x7f]/.test(read(name)))
      complain(name, 'has a space, a line break or another control character in it');
  }
  return { kind: 'pat', clientId, clientSecret };
}

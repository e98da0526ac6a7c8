import { constants } from 'node:fs';
import { problemOf } from '../runner/report.ts';
import {
  API_VERSIONS,
  type ApiVersion,
  type Connection,
  claimsOf,
  isApiVersion,
  type Place,
  type SignIn,
} from '../tenant/connection.ts';
import { isLoopback, readProxy } from '../tenant/transport/proxy.ts';
import { unquoted } from '../text.ts';
import { whySecretsAreEmpty } from './empty-secrets.ts';
import { type InputSource, oneOf } from './inputs.ts';

/** What stands for a tenant that a dry run does not name. */
const ANY_ORIGIN = 'https://<tenant>.api.identitynow.com';

/** @returns the connection, or undefined when there was a problem, which has been told */
export function readConnection(source: InputSource): Connection | undefined {
  const place = readPlace(source, true);
  const signIn = readSignIn(source, true);
  checkNetwork(place, source);
  return place && signIn && { ...place, signIn };
}

/** The same for a dry run, which needs no connection: what is missing is no problem, what is wrong is one. */
export function readDryPlace(source: InputSource): Place | undefined {
  readSignIn(source, false);
  return readPlace(source, false);
}

function checkNetwork(place: Place | undefined, { env, complain, warn }: InputSource): void {
  const route = readProxy(env, place?.origin ?? 'https://tenant.invalid');
  if (route.kind === 'problem') complain(route.variable, route.problem);
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    warn(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect: certificates are always checked. For a CA of your own set ' +
        'NODE_EXTRA_CA_CERTS to its certificate, or NODE_USE_SYSTEM_CA=1 where the machine trusts it (Node 24.6 and newer).',
    );
  }
  const authorities = env['NODE_EXTRA_CA_CERTS'];
  const problem = authorities && problemOf(authorities, constants.R_OK);
  if (problem) warn(`NODE_EXTRA_CA_CERTS has no effect: ${problem}.`);
}

/** @param needed whether a missing tenant is a problem */
function readPlace(source: InputSource, needed: boolean): Place | undefined {
  const { given, env, complain, quote } = source;
  const tenant = given('tenant');
  const version = oneOf('api-version', API_VERSIONS, source);
  const apiVersion = version ?? 'beta';
  if (tenant !== '') {
    if (given('base-url') !== '') complain('base-url', 'is given beside tenant; keep one of the two');
    const name = tenant.toLowerCase();
    if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
      return { origin: `https://${name}.api.identitynow.com`, apiVersion };
    }
    const hint = vendorHost(tenant)?.hint ?? '"acme" stands for https://acme.api.identitynow.com';
    const shown = /[@?#]/.test(tenant) ? 'this URL' : quote(tenant);
    complain('tenant', `${shown} is not a tenant name: ${hint}`);
    return undefined;
  }
  const subject = given('base-url') === '' ? 'SAIL_BASE_URL' : 'base-url';
  const text = given('base-url') || env['SAIL_BASE_URL']?.trim() || '';
  if (text === '') {
    if (!needed) return { origin: ANY_ORIGIN, apiVersion };
    complain('tenant', 'is missing: set it (or base-url, or the environment variable SAIL_BASE_URL)');
    return undefined;
  }
  const url = readBaseUrl(subject, text, source);
  if (url?.apiVersion !== undefined && version !== undefined && version !== url.apiVersion) {
    complain('api-version', `is ${version}, but ${subject} ends with /${url.apiVersion}; keep one of the two`);
  }
  return url && { origin: url.origin, apiVersion: url.apiVersion ?? apiVersion };
}

/** @returns origin and version, or undefined when there was a problem. User information is not shown. */
function readBaseUrl(
  subject: string,
  text: string,
  { complain, quote }: InputSource,
): { origin: string; apiVersion: ApiVersion | undefined } | undefined {
  // As the URL class reads the host, which evens out what is escaped in it.
  const vendor = vendorHost((URL.canParse(text) && new URL(text).host) || text);
  if (vendor?.isWeb) {
    complain(subject, `is the host of the web pages; the API's host is ${vendor.api}`);
    return undefined;
  }
  // The URL class repairs much (backslashes, line breaks, missing slashes); what it would repair is a mistake here.
  if (!/^https?:\/\/[^\s\\/?#]+[^\s\\]*$/i.test(text) || !URL.canParse(text)) {
    const scheme = vendor !== undefined && !text.includes('://');
    complain(
      subject,
      scheme ? `has no scheme; write ${vendor.api}` : 'is not a URL such as https://acme.api.identitynow.com',
    );
    return undefined;
  }
  const url = new URL(text);
  const version = url.pathname.replace(/^\//, '').replace(/\/$/, '').toLowerCase();
  const loopback = isLoopback(url.hostname.replaceAll(/[[\]]/g, ''));
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(text)) {
    complain(subject, 'has user information before the host; sign in with pat-client-id and pat-client-secret');
  } else if (text.includes('?') || text.includes('#')) {
    complain(subject, 'has a query or a fragment; remove it');
  } else if (url.protocol !== 'https:' && !loopback) {
    complain(
      subject,
      `${quote(text)} is not https: credentials would travel unencrypted. http is for a loopback host only`,
    );
  } else if (version === '') {
    return { origin: url.origin, apiVersion: undefined };
  } else if (isApiVersion(version)) {
    return { origin: url.origin, apiVersion: version };
  } else {
    complain(subject, `${quote(text)} has the path ${quote(url.pathname)}; only an api-version may follow the host`);
  }
  return undefined;
}

interface VendorHost {
  /** Whether it shows web pages: credentials go to the API alone. */
  readonly isWeb: boolean;
  /** Base URL of the API of the same tenant. */
  readonly api: string;
  /** What to write instead of it as `tenant`. */
  readonly hint: string;
}

/** What a URL or host means that is one of a tenant's at the vendor; undefined for any other. */
function vendorHost(text: string): VendorHost | undefined {
  const host = text.toLowerCase().replace(/^https?:\/\//, '');
  const [, tenant, label, demo = ''] =
    /^([a-z0-9-]+)(\.api|\.login)?\.(?:identitynow(-demo)?|(?<=\.login\.)sailpoint)\.com\.?(?=[:/?#]|$)/.exec(host) ??
    [];
  if (tenant === undefined) return undefined;
  const api = `https://${tenant}.api.identitynow${demo}.com`;
  return {
    isWeb: label !== '.api',
    api,
    hint: demo === '' ? `write tenant: ${tenant}` : `write base-url: ${api} instead`,
  };
}

/** @param needed whether missing credentials are a problem */
function readSignIn({ given, env, complain, secret }: InputSource, needed: boolean): SignIn | undefined {
  const accessToken = given('access-token');
  const fromInputs = given('pat-client-id') !== '' || given('pat-client-secret') !== '';
  if (accessToken !== '') {
    if (fromInputs) {
      complain('access-token', 'is given beside pat-client-id or pat-client-secret; keep one way to sign in');
      return undefined;
    }
    // RFC 6750 section 2.1, b64token: anything else could not be sent, or would end the header.
    if (/^[A-Za-z0-9._~+/-]+=*$/.test(accessToken)) {
      return { kind: 'token', accessToken: secret(accessToken), claims: claimsOf(accessToken) };
    }
    complain('access-token', 'has a character that no bearer token has (RFC 6750 section 2.1): paste it as plain text');
    return undefined;
  }
  const names = fromInputs ? ['pat-client-id', 'pat-client-secret'] : ['SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'];
  const [idName = '', secretName = ''] = names;
  const read = (name: string) => (fromInputs ? given(name) : (env[name]?.trim() ?? ''));
  const clientId = read(idName);
  const clientSecret = read(secretName);
  if (needed && clientId === '' && clientSecret === '') {
    complain(
      'pat-client-id',
      'is missing: set pat-client-id and pat-client-secret (a personal access token), or access-token, ' +
        `or the environment variables SAIL_CLIENT_ID and SAIL_CLIENT_SECRET. ${whySecretsAreEmpty(env)}`,
    );
  } else if (needed && clientId === '') {
    complain(idName, `is missing: ${secretName} is given without it. ${whySecretsAreEmpty(env)}`);
  } else if (needed && clientSecret === '') {
    complain(secretName, `is missing: ${idName} is given without it. ${whySecretsAreEmpty(env)}`);
  }
  for (const name of names) {
    // RFC 6749 appendix A, without the space. The character is not named: it is a part of a secret.
    if (/[^\x21-\x7e]/.test(read(name))) {
      complain(
        name,
        'has a character that no credential has (RFC 6749 appendix A: visible ASCII): paste it as plain text',
      );
    }
  }
  if (clientId === '' || clientSecret === '') return undefined;
  const isQuoted = [clientId, clientSecret].some(text => unquoted(text) !== text);
  return { kind: 'pat', clientId, clientSecret: secret(clientSecret), isQuoted };
}

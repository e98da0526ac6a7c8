import { constants } from 'node:fs';
import { problemOf } from '../runner/report.ts';
import { Secret } from '../secret.ts';
import { API_VERSIONS, type Connection, claimsOf, clientsUrl, type Place, type SignIn } from '../tenant/connection.ts';
import { isLoopback, readProxy } from '../tenant/transport/proxy.ts';
import { unquoted } from '../text.ts';
import { whySecretsAreEmpty } from './empty-secrets.ts';
import { oneOf } from './inputs.ts';
import type { InputSource } from './rows.ts';
import { hostOf, sailPointHost, tenantHint, withScheme } from './tenant-host.ts';

/** @returns undefined when there was a problem, which has been reported */
export function readConnection(source: InputSource): Connection | undefined {
  const place = readPlace(source, true);
  const signIn = readSignIn(source, true);
  checkNetwork(place, source);
  return place && signIn && { ...place, signIn };
}

/** The same for a dry run, which needs no connection: inputs may be missing, but not wrong. */
export function readDryPlace(source: InputSource): Place | undefined {
  readSignIn(source, false);
  return readPlace(source, false);
}

function checkNetwork(place: Place | undefined, { env, report, complain }: InputSource): void {
  const route = readProxy(env, place?.origin ?? 'https://tenant.invalid');
  if (route.kind === 'problem') complain(route.variable, route.problem);
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    report.warning(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect: certificates are always checked. For a CA of your own set ' +
        'NODE_EXTRA_CA_CERTS to its certificate, or NODE_USE_SYSTEM_CA=1 where the machine trusts it (Node 24.6 and newer).',
    );
  }
  const authorities = env['NODE_EXTRA_CA_CERTS'];
  const problem = authorities && problemOf(authorities, constants.R_OK);
  if (problem) report.warning(`NODE_EXTRA_CA_CERTS has no effect: ${problem}.`);
}

/** @param needed whether a missing tenant is a problem */
function readPlace(source: InputSource, needed: boolean): Place | undefined {
  const { given, env, report, complain, meant } = source;
  const tenant = given('tenant');
  const version = oneOf('api-version', API_VERSIONS, source);
  const apiVersion = version ?? 'beta';
  if (tenant !== '') {
    if (given('base-url') !== '') complain('base-url', 'is given along with tenant; keep one of the two');
    const isName = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i.test(tenant);
    if (isName) return { origin: `https://${tenant.toLowerCase()}.api.identitynow.com`, apiVersion };
    const shown = /[@?#]/.test(tenant) ? 'this URL' : report.quote(tenant);
    return complain('tenant', `${shown} is not a tenant name: ${tenantHint(tenant)}`);
  }
  const subject = given('base-url') === '' ? 'SAIL_BASE_URL' : 'base-url';
  const text = given('base-url') || env['SAIL_BASE_URL']?.trim() || '';
  if (text === '' && !needed) return { origin: 'https://<tenant>.api.identitynow.com', apiVersion };
  if (text === '') {
    const hint = meant('tenant', 'base-url');
    return complain('tenant', `is missing${hint}: set it (or base-url, or the environment variable SAIL_BASE_URL)`);
  }
  const url = readBaseUrl(subject, text, source);
  if (url?.apiVersion !== undefined && version !== undefined && version !== url.apiVersion)
    complain('api-version', `is ${version}, but the path of ${subject} says ${url.apiVersion}; keep one of the two`);
  return url && { origin: url.origin, apiVersion: url.apiVersion ?? apiVersion };
}

const EXAMPLE = 'https://acme.api.identitynow.com';

/** @returns undefined when there was a problem. User information is not shown. */
function readBaseUrl(subject: string, text: string, { report, complain }: InputSource) {
  // As the URL class reads the host, which evens out what is escaped in it.
  const host = sailPointHost((URL.canParse(text) && new URL(text).host) || text);
  if (host?.isWeb) return complain(subject, `is the host of the web pages; the API's host is ${host.api}`);
  // The URL class repairs much (backslashes, line breaks, missing slashes); what it would repair is a mistake here.
  if (!/^https?:\/\/[^\s\\/?#]+[^\s\\]*$/i.test(text) || !URL.canParse(text)) {
    const whole = withScheme(text);
    return complain(subject, whole ? `has no scheme; write ${whole}` : `is not a URL such as ${EXAMPLE}`);
  }
  const url = new URL(text);
  const path = url.pathname.replace(/\/$/, '').toLowerCase();
  const pathsOf = (version: Place['apiVersion']) => [`/${version}`, clientsUrl({ origin: '', apiVersion: version })];
  const apiVersion = API_VERSIONS.find(version => pathsOf(version).includes(path));
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(text))
    return complain(subject, 'has user information before the host; sign in with pat-client-id and pat-client-secret');
  if (/[?#]/.test(text)) return complain(subject, 'has a query or a fragment; remove it');
  const shown = report.quote(text);
  const why = 'credentials would be sent unencrypted. http is for a loopback host only';
  if (url.protocol !== 'https:' && !isLoopback(hostOf(url))) return complain(subject, `${shown} is not https: ${why}`);
  const rule = 'only an api-version or a path such as /beta/oauth-clients may follow the host';
  if (path !== '' && apiVersion === undefined)
    return complain(subject, `${shown} has the path ${report.quote(url.pathname)}; ${rule}`);
  return { origin: url.origin, apiVersion };
}

const HOW_TO_SIGN_IN =
  'set pat-client-id and pat-client-secret (a personal access token), or access-token, ' +
  'or the environment variables SAIL_CLIENT_ID and SAIL_CLIENT_SECRET.';

/** @param needed whether missing credentials are a problem */
function readSignIn({ given, env, report, complain, meant }: InputSource, needed: boolean): SignIn | undefined {
  const accessToken = given('access-token');
  const fromInputs = given('pat-client-id') !== '' || given('pat-client-secret') !== '';
  if (accessToken !== '' && fromInputs)
    return complain('access-token', 'is given along with pat-client-id or pat-client-secret; keep one way to sign in');
  // Anything but a b64token could not be sent, or would end the header.
  if (/^[a-z\d._~+/-]+=*$/i.test(accessToken))
    return { kind: 'token', accessToken: Secret.mask(accessToken, report), claims: claimsOf(accessToken) };
  const notToken = 'has a character that no bearer token has (RFC 6750 section 2.1): paste it as plain text';
  if (accessToken !== '') return complain('access-token', notToken);
  const [idName, secretName] = fromInputs
    ? (['pat-client-id', 'pat-client-secret'] as const)
    : (['SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'] as const);
  const read = (name: string) => (fromInputs ? given(name) : (env[name]?.trim() ?? ''));
  const [clientId, clientSecret] = [read(idName), read(secretName)];
  if (needed && clientId === '' && clientSecret === '') {
    const hint = meant('pat-client-id', 'pat-client-secret', 'access-token');
    complain('pat-client-id', `is missing${hint}: ${HOW_TO_SIGN_IN} ${whySecretsAreEmpty(env)}`);
  } else if (needed && (clientId === '' || clientSecret === '')) {
    const [name, input, other] =
      clientId === '' ? [idName, 'pat-client-id', secretName] : [secretName, 'pat-client-secret', idName];
    const isApart = fromInputs && (env['SAIL_CLIENT_ID'] || env['SAIL_CLIENT_SECRET']);
    const apart = isApart ? ' ID and secret must both be inputs, or both SAIL_* variables.' : '';
    complain(name, `is missing${meant(input)}: ${other} is given without it.${apart} ${whySecretsAreEmpty(env)}`);
  }
  // VSCHAR. The character is not named: it is a part of a secret.
  const problem =
    'has a character that no credential has (RFC 6749 appendix A: printable ASCII): paste it as plain text';
  for (const [name, text] of Object.entries({ [idName]: clientId, [secretName]: clientSecret }))
    if (/[^\x20-\x7e]/.test(text)) complain(name, problem);
  if (clientId === '' || clientSecret === '') return undefined;
  const isQuoted = [clientId, clientSecret].some(text => unquoted(text) !== text);
  return { kind: 'pat', clientId, clientSecret: Secret.mask(clientSecret, report), isQuoted };
}

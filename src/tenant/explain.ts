import { messageOf } from '../errors.ts';
import { isObject, parseJson } from '../json.ts';
import type { Quote } from '../text.ts';
import type { Malformed } from './client.ts';
import type { Connection, TokenClaims } from './connection.ts';
import type { HttpResponse } from './transport/http.ts';
import { type HttpError, NETWORK_ADVICE, NOT_PROMISED } from './transport/http-error.ts';
import { isPage, wordsOf } from './transport/response.ts';
import { isTransient } from './transport/waits.ts';

/** More would say nothing new, and an annotation is limited to 4 kB. */
const MOST_MESSAGES = 5;
const LONGEST_MESSAGE = 300;

export type Attempt = 'sign in' | 'verify' | 'create' | 'list' | 'update' | 'delete';

const WORDS: Readonly<Record<Attempt, string>> = {
  'sign in': 'Signing in with the personal access token',
  verify: 'Signing in as the new client',
  create: 'Creating the client',
  list: 'Listing the clients',
  update: 'Updating the client',
  delete: 'Deleting the client',
};

/** For the reader of a red step. */
export interface Explanation {
  /** `Creating the client failed` */
  readonly attempt: string;
  readonly result: string;
  /** What SailPoint's support asks for: another one in each response. May be empty. */
  readonly reference: string;
  readonly next: string;
}

export interface Circumstances {
  readonly attempt: Attempt;
  readonly connection: Connection;
  readonly claims: TokenClaims | undefined;
  readonly quote: Quote;
}

function explanation(attempt: Attempt, result: string, next: string, reference = ''): Explanation {
  return { attempt: `${WORDS[attempt]} failed`, result, reference, next };
}

/** A response that was no success. Only the API's own messages are shown, never a page. */
export function explainResponse(response: HttpResponse, circumstances: Circumstances): Explanation {
  const { attempt, connection, quote } = circumstances;
  const status = `HTTP ${response.status}`;
  const location = redirectOrigin(response, connection.origin);
  if (location !== undefined) {
    const place = location === 'null' ? 'an unreadable address' : quote(location);
    const [target, check] =
      location === connection.origin
        ? ['another path of the same host', 'Check api-version, and what is between runner and tenant']
        : [place, 'Check tenant or base-url: it must be the host of the API'];
    return explanation(attempt, `${status}, a redirect to ${target}, which is not followed`, check);
  }
  const json = parseJson(response.body);
  const reference = referenceOf(json, response, quote);
  if (json === undefined) {
    const page = response.body === '' ? 'without a body' : `content type ${contentType(response, quote)}`;
    const certainty = isPage(response) ? '' : 'probably ';
    const result = `${status}, ${certainty}sent by a gateway, proxy or firewall in between, ${page}`;
    const next = 'Check tenant or base-url and the network of the runner, then run the job again';
    return explanation(attempt, result, next, reference);
  }
  const words = wordsOf(json)
    .slice(0, MOST_MESSAGES)
    .map(text => quote(text, LONGEST_MESSAGE));
  const next = adviceFor(response.status, circumstances, words.length > 0);
  return explanation(attempt, [status, ...words].join(', '), next, reference);
}

/** In the body, else in the header of every response. */
function referenceOf(json: unknown, { headers }: HttpResponse, quote: Quote): string {
  const trackingId = isObject(json) ? json['trackingId'] : undefined;
  if (typeof trackingId === 'string' && trackingId !== '') return ` (trackingId ${quote(trackingId)})`;
  const requestId = headers['slpt-request-id'];
  return requestId ? ` (Slpt-Request-Id ${quote(requestId)})` : '';
}

/** An exchange that brought no response. */
export const explainFailure = (error: HttpError, attempt: Attempt): Explanation =>
  explanation(attempt, error.message, NETWORK_ADVICE[error.code]);

/** An error of ours, while a request was under way. */
export const explainUnexpected = (error: unknown, attempt: Attempt): Explanation =>
  explanation(attempt, `an unexpected error, ${messageOf(error)}`, 'Please report it');

/** A response that was a success by its status, and not by its content. */
export function explainMalformed(response: HttpResponse, error: Malformed, circumstances: Circumstances): Explanation {
  const { attempt, quote } = circumstances;
  const result = `HTTP ${response.status} with ${error.message} (content type ${contentType(response, quote)})`;
  const next =
    parseJson(response.body) === undefined
      ? 'A proxy or a sign-in page may be between this machine and the tenant: check tenant or base-url'
      : NOT_PROMISED;
  return explanation(attempt, result, next);
}

/** @param hasWords whether the API says what is wrong */
function adviceFor(status: number, circumstances: Circumstances, hasWords: boolean): string {
  const { attempt, connection } = circumstances;
  const { apiVersion, origin } = connection;
  const isTokenEndpoint = attempt === 'sign in' || attempt === 'verify';
  const place = `Check tenant or base-url${isTokenEndpoint ? '' : ', and api-version'}`;
  // RFC 6749 section 5.2: a token endpoint may also say invalid_client with 400.
  if (status === 401 || (status === 400 && isTokenEndpoint)) return wrongCredentials(circumstances);
  if ([400, 409, 413, 422].includes(status)) {
    if (attempt === 'delete') return 'Check the client in the tenant';
    if (attempt !== 'create' && attempt !== 'update') return place;
    return hasWords ? "Correct the inputs that the tenant's message is about" : 'Correct the inputs of the client';
  }
  if (status === 403) return isTokenEndpoint ? NO_SIGN_IN : forbidden(circumstances);
  if (status === 404) {
    if (attempt === 'update') return 'It may have been deleted meanwhile: run the job again';
    if (attempt === 'delete')
      return 'The response does not show whether the client still exists: check it in the tenant';
    return `${origin} has no such path: check tenant or base-url${isTokenEndpoint ? '' : `, and api-version (currently ${apiVersion})`}`;
  }
  if (status === 429)
    return 'The tenant allows 100 requests in 10 seconds: run fewer jobs at the same time, or raise timeout-seconds';
  if (status >= 500)
    return "The error is on the tenant's side: run the job again later; if it persists, ask SailPoint support";
  return isTransient(status) ? 'Run the job again' : place;
}

/** The credentials may be right, so the advice is not to renew them. */
const NO_SIGN_IN =
  'The tenant does not allow sign-in from here: check whether it allows the address of the runner, then the credentials';

function wrongCredentials({ attempt, connection: { signIn, origin } }: Circumstances): string {
  if (attempt === 'verify') return 'The tenant does not accept the new credentials';
  if (signIn.kind === 'token') {
    return (
      `The access token is wrong, expired, or for another tenant than ${origin}: obtain it right before this step, ` +
      'or give a personal access token instead (pat-client-id, pat-client-secret)'
    );
  }
  if (attempt !== 'sign in')
    return 'The tenant does not accept the access token that it has just issued: check tenant or base-url, and api-version';
  if (signIn.isQuoted) return 'The client ID or the client secret has quotes around it: store it without them';
  return (
    `The personal access token is wrong, expired, disabled, or of another tenant than ${origin}; or its ID and secret are ` +
    'swapped; or SAIL_CLIENT_ID and SAIL_CLIENT_SECRET are those of a client that export-env of an earlier step exported. ' +
    'If none of these fits, create a new token and update the secrets that contain it'
  );
}

/** Whether the token has a user is all that can be read in it. */
function forbidden({ claims }: Circumstances): string {
  if (claims?.hasUser === false)
    return "The token belongs to an API client, without a user: the tenant requires a user's personal access token";
  return (
    "The token must be a user's (a personal access token), its scopes must include sp:oauth-client:manage (a changed " +
    'scope takes up to 20 minutes), and its owner must be allowed to manage API clients, as an organization administrator is'
  );
}

/** The origin of a redirect, `null` if it cannot be read: its path and query may contain session data. */
function redirectOrigin({ status, headers }: HttpResponse, base: string): string | undefined {
  if (status < 300 || status >= 400 || status === 304) return undefined;
  const location = headers.location ?? '';
  return location !== '' && URL.canParse(location, base) ? new URL(location, base).origin : 'null';
}

const contentType = ({ headers }: HttpResponse, quote: Quote): string => quote(headers['content-type'] ?? 'none');

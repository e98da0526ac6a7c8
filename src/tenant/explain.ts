import { quote } from '../text.ts';
import { isObject, type Malformed } from './client.ts';
import type { Connection } from './connection.ts';
import { type HttpAnswer, type HttpError, isCertificateError } from './http.ts';

/** More says nothing more, and an annotation holds 4 kB. */
const MOST_MESSAGES = 5;
const LONGEST_MESSAGE = 300;

/** For the reader of a red step. */
export interface Explanation {
  /** What was attempted, and what came back. */
  readonly what: string;
  /** What to do next. */
  readonly next: string;
}

/** An answer that was no success. Only the API's own messages are shown, never a page. */
export function explainAnswer(attempt: string, answer: HttpAnswer, connection: Connection): Explanation {
  const location = redirectOrigin(answer, connection.origin);
  if (location !== undefined) {
    return {
      what: `${attempt} failed: HTTP ${answer.status}, a redirect to ${location}, which is not followed.`,
      next: 'Check tenant or base-url: it must be the host of the API.',
    };
  }
  const json = jsonOf(answer.body);
  const said = messagesOf(json).map(text => quote(text, LONGEST_MESSAGE));
  const came = [`HTTP ${answer.status}`, ...(json === undefined ? [notJson(answer)] : said)].join(', ');
  const trackingId =
    isObject(json) && typeof json['trackingId'] === 'string' ? ` (trackingId ${quote(json['trackingId'])})` : '';
  return {
    what: `${attempt} failed: ${came}${trackingId}.`,
    next: `${adviceFor(answer.status, attempt, connection)}.`,
  };
}

/** An exchange that brought no answer. */
export function explainFailure(attempt: string, error: HttpError): Explanation {
  return { what: `${attempt} failed: ${error.message}.`, next: `${networkAdvice(error)}.` };
}

/** An answer that was a success by its status, and not by its content. */
export function explainMalformed(attempt: string, answer: HttpAnswer, error: Malformed): Explanation {
  return {
    what: `${attempt} failed: HTTP ${answer.status} with ${error.message} (content type ${contentType(answer)}).`,
    next:
      jsonOf(answer.body) === undefined
        ? 'A proxy or a sign-in page may stand between this machine and the tenant: check tenant or base-url.'
        : 'This is not what the API promises: check base-url and api-version.',
  };
}

function adviceFor(status: number, attempt: string, { credentials, apiVersion, origin }: Connection): string {
  const atTokenEndpoint = attempt.startsWith('Signing in');
  const isPat = credentials.kind === 'pat';
  switch (status) {
    case 400:
    case 401:
      // RFC 6749 section 5.2: a token endpoint may say invalid_client with 400, too.
      if (status === 400 && !atTokenEndpoint) return 'Correct the inputs that the messages name';
      if (attempt.startsWith('Signing in as')) return 'The tenant does not accept the new credentials';
      return isPat && atTokenEndpoint
        ? 'The personal access token is wrong, expired or disabled: make a new one and update the secrets it is kept in'
        : 'The access token is wrong, expired or for another tenant';
    case 403:
      return (
        "The token must be a user's (a personal access token, not an API client's), its owner must be allowed to " +
        'manage API clients, and its scopes must include sp:oauth-client:manage'
      );
    case 404:
      return `There is no such path at ${origin}: check tenant or base-url, and api-version (now ${apiVersion})`;
    case 429:
      return 'The tenant allows 100 requests in 10 seconds: run fewer at once, or raise timeout-seconds';
    default:
      return status >= 500
        ? `The tenant has a problem: run the job again later, and tell the vendor's support the trackingId if it stays`
        : 'Check tenant or base-url, and api-version';
  }
}

function networkAdvice({ code, message }: HttpError): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return 'The host name could not be looked up (DNS): check tenant or base-url, and the network of the runner';
  }
  if (isCertificateError(code)) {
    return (
      'The TLS certificate of the host was not accepted: behind a proxy with a certificate authority of its own, ' +
      'set NODE_EXTRA_CA_CERTS to its certificate'
    );
  }
  if (code?.startsWith('PROXY')) {
    return message.includes('HTTP 407')
      ? 'Put the credentials of the proxy into the URL in https_proxy'
      : 'Check https_proxy, and whether no_proxy should name the tenant';
  }
  if (message.includes('asks to wait')) return 'Run fewer jobs at once, or raise timeout-seconds';
  if (code === 'ECONNREFUSED') return 'The host refuses connections: check base-url, and whether a proxy is needed';
  return 'Check the network between the runner and the tenant, and run the job again';
}

/** `<origin>` of a redirect: its path and query may hold session data. */
function redirectOrigin({ status, headers }: HttpAnswer, base: string): string | undefined {
  if (status < 300 || status >= 400 || status === 304) return undefined;
  const location = headers.location ?? '';
  return URL.canParse(location, base) ? new URL(location, base).origin : 'nowhere';
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function notJson(answer: HttpAnswer): string {
  return answer.body === '' ? 'without a body' : `not JSON but content type ${contentType(answer)}`;
}

function contentType({ headers }: HttpAnswer): string {
  return quote(headers['content-type'] ?? 'none');
}

/**
 * What the API says in its own words: `messages` and `causes` (English ones where there are several locales), the
 * `message` of a 429, or OAuth's `error` and `error_description` (RFC 6749 section 5.2).
 */
function messagesOf(json: unknown): string[] {
  if (!isObject(json)) return [];
  const texts = [
    ...[json['messages'], json['causes']].flatMap(list => inEnglish(Array.isArray(list) ? list.filter(isObject) : [])),
    json['message'],
    json['error'],
    json['error_description'],
  ].filter(text => typeof text === 'string');
  return [...new Set(texts.map(text => text.trim()).filter(text => text !== ''))].slice(0, MOST_MESSAGES);
}

function inEnglish(messages: Record<string, unknown>[]): unknown[] {
  const english = messages.filter(({ locale }) => typeof locale === 'string' && /^en\b/i.test(locale));
  return (english.length > 0 ? english : messages).map(({ text }) => text);
}

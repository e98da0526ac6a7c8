import { randomId } from './random.ts';

export interface TenantResponse {
  status: number;
  headers: Record<string, string>;
  /** The body as sent; undefined: the response has none. */
  body: string | undefined;
}

/** A text in the tenant's two languages. */
export interface Message {
  de: string;
  en: string;
}

type ErrorStatus = 400 | 403 | 404 | 405 | 410 | 500;

const generic: Record<ErrorStatus, { detailCode: string; message: Message }> = {
  400: {
    detailCode: '400.1 Bad Request Content',
    message: {
      de: 'Die Anfrage war syntaktisch richtig, ihr Inhalt ist aber semantisch ungültig.',
      en: 'The request was syntactically correct but its content is semantically invalid.',
    },
  },
  403: {
    detailCode: '403 Forbidden',
    message: {
      de: 'Der Server hat die Anfrage verstanden, verweigert aber die Ausführung.',
      en: 'The server understood the request but refuses to authorize it.',
    },
  },
  404: {
    detailCode: '404 Not found',
    message: {
      de: 'Der Server fand keine aktuelle Darstellung der gewünschten Ressource.',
      en: 'The server did not find a current representation for the target resource.',
    },
  },
  405: {
    detailCode: '405 Method not allowed',
    message: { de: 'Diese Methode ist hier nicht erlaubt.', en: 'The method is not allowed for the target resource.' },
  },
  410: {
    detailCode: '410 Gone',
    message: { de: 'Die Ressource gibt es nicht mehr.', en: 'The target resource is no longer available.' },
  },
  500: {
    detailCode: '500.0 Internal Fault',
    message: { de: 'Ein interner Fehler ist aufgetreten.', en: 'An internal fault occurred.' },
  },
};

export function json(status: number, body: unknown, headers: Record<string, string> = {}): TenantResponse {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The JSON of a body, without the byte order mark that it may begin with. */
export function parseBody(body: string): unknown {
  return JSON.parse(body.replace(/^\ufeff/, ''));
}

export function noContent(): TenantResponse {
  return { status: 204, headers: {}, body: undefined };
}

/** An ErrorResponseDto. `problems`: what is wrong in particular, instead of the general text for the status. */
export function apiError(status: ErrorStatus, problems: readonly Message[] = []): TenantResponse {
  const { detailCode, message } = generic[status];
  const messages = problems.length > 0 ? problems : [message];
  return json(status, {
    detailCode,
    trackingId: randomId(),
    // German first, to detect a client that takes the first message instead of the English one.
    messages: messages.flatMap(({ de, en }) => [
      { locale: 'de-DE', localeOrigin: 'REQUEST', text: de },
      { locale: 'en-US', localeOrigin: 'DEFAULT', text: en },
    ]),
    // The description allows null for both: a client must not count on a locale.
    causes: problems.map(({ en }) => ({ locale: null, localeOrigin: null, text: en })),
  });
}

export function unauthorized(): TenantResponse {
  return json(401, { error: 'JWT validation failed: JWT is expired' });
}

export function tooManyRequests(retryAfterSeconds: number): TenantResponse {
  return json(429, { message: ' Rate Limit Exceeded ' }, { 'Retry-After': String(retryAfterSeconds) });
}

/** An error of the token endpoint, RFC 6749 §5.2. */
export function oauthError(status: number, error: string, description: string): TenantResponse {
  return json(status, { error, error_description: description });
}

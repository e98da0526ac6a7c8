import { expect, test } from 'vitest';
import { Secret } from '../../src/secret.ts';
import { Malformed } from '../../src/tenant/client.ts';
import type { SignIn, TokenClaims } from '../../src/tenant/connection.ts';
import {
  type Attempt,
  type Circumstances,
  type Explanation,
  explainFailure,
  explainMalformed,
  explainResponse,
  explainUnexpected,
} from '../../src/tenant/explain.ts';
import type { HttpResponse } from '../../src/tenant/transport/http.ts';
import { HttpError, type HttpErrorCode, NETWORK_ADVICE } from '../../src/tenant/transport/http-error.ts';

/** The compiler requires all of them. */
const EACH_ATTEMPT: Readonly<Record<Attempt, true>> = {
  'sign in': true,
  verify: true,
  create: true,
  list: true,
  update: true,
  delete: true,
};
const isAttempt = (text: string): text is Attempt => Object.hasOwn(EACH_ATTEMPT, text);
const isCode = (text: string): text is HttpErrorCode => Object.hasOwn(NETWORK_ADVICE, text);
const ATTEMPTS = Object.keys(EACH_ATTEMPT).filter(isAttempt);
const CODES = Object.keys(NETWORK_ADVICE).filter(isCode);

const said = { messages: [{ locale: 'en', text: 'Words of the API' }], trackingId: 'e7eab609' };
const json = (status: number, body: unknown): HttpResponse => respond(status, JSON.stringify(body), 'application/json');
const respond = (status: number, body: string, contentType?: string, more = {}): HttpResponse => ({
  status,
  body,
  isRepeated: false,
  headers: contentType === undefined ? more : { 'content-type': contentType, ...more },
});

const STATUSES = [400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 425, 429, 499, 500, 503];

const RESPONSES: Readonly<Record<string, HttpResponse>> = {
  'a page': respond(502, '<html>Bad gateway</html>', 'text/html'),
  'nothing at all': respond(503, ''),
  'a page without a type': respond(403, 'Denied'),
  'a redirect': respond(302, '', undefined, { location: 'https://login.example/path?session=1' }),
  'a redirect on the host': respond(301, '', undefined, { location: '/elsewhere' }),
  'a redirect to no host': respond(302, '', undefined, { location: 'about:blank' }),
  'a redirect without a place': respond(307, ''),
  'Not Modified, which is not a redirect': respond(304, ''),
  'only a header that names it': respond(500, '{"messages":[]}', 'application/json', { 'slpt-request-id': 'a1' }),
  'six messages': json(400, { messages: ['1', '2', '3', '4', '5', '6', '1'].map(text => ({ text })) }),
  'a long message': json(400, { message: 'word '.repeat(200) }),
  'two locales': json(400, {
    messages: [
      { locale: 'de', text: 'Nein' },
      { locale: 'en-GB', text: ' No ' },
      { locale: 'en', text: '' },
    ],
  }),
  'causes and a code': json(400, { detailCode: '400.1 Bad', causes: [{ text: 'A cause' }] }),
  'a code alone': json(400, { detailCode: '400.1 Bad', messages: [] }),
  'a fault without an id': json(500, { messages: [] }),
  'an error that calls itself a success': json(200, said),
  'every place': json(400, {
    message: 'a',
    error: 'b',
    error_description: 'c',
    detailMessage: 'd',
    errorMessage: 'e',
  }),
};

const CLAIMS: Readonly<Record<string, TokenClaims | undefined>> = {
  'a token that says nothing': undefined,
  'an API client': { clientId: 'c', hasUser: false },
  'a user': { clientId: 'c', hasUser: true },
};

const secret = (text: string) => Secret.mask(text, { mask: () => {} });
const PAT: SignIn = { kind: 'pat', clientId: 'id', clientSecret: secret('secret'), isQuoted: false };
const TOKEN: SignIn = { kind: 'token', accessToken: secret('token'), claims: undefined };

function circumstances(attempt: Attempt, signIn: SignIn = PAT, claims?: TokenClaims): Circumstances {
  const connection = { origin: 'https://acme.api.identitynow.com', apiVersion: 'v2025', signIn } as const;
  const quote = (value: unknown, longest = 100) => `«${String(value).slice(0, longest)}»`;
  return { attempt, connection, claims, quote };
}

const line = ({ attempt, result, reference, next }: Explanation) => `${attempt}: ${result}${reference}. ${next}.`;

test('the explanation of each failure matches the reviewed page', async () => {
  const pages = {
    ...Object.fromEntries(
      STATUSES.map(status => [
        `HTTP ${status}`,
        ATTEMPTS.map(attempt => explainResponse(json(status, said), circumstances(attempt))),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(RESPONSES).map(([title, each]) => [title, [explainResponse(each, circumstances('create'))]]),
    ),
    'credentials with quotes': [explainResponse(json(401, said), circumstances('sign in', { ...PAT, isQuoted: true }))],
    'an access token that is refused': [400, 401, 403].map(status =>
      explainResponse(json(status, said), circumstances('create', TOKEN)),
    ),
    ...Object.fromEntries(
      Object.entries(CLAIMS).map(([title, claims]) => [
        `forbidden to ${title}`,
        [PAT, TOKEN].map(signIn => explainResponse(json(403, said), circumstances('create', signIn, claims))),
      ]),
    ),
    'no response': CODES.map(code => explainFailure(new HttpError(`host: ${code}`, code, false), 'list')),
    'a success that is none': [
      respond(200, '<html>', 'text/html'),
      respond(201, 'null', 'application/json'),
      respond(200, ''),
    ].map(each => explainMalformed(each, new Malformed('this and that'), circumstances('create'))),
    others: [explainUnexpected(new TypeError('x is undefined'), 'create')],
  };
  const text = Object.entries(pages).map(([title, lines]) => `## ${title}\n\n${lines.map(line).join('\n')}\n`);
  await expect(text.join('\n')).toMatchFileSnapshot('explanations.snapshot.md');
});

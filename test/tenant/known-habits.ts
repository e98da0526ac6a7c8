import type { ClientFields } from './clients.ts';
import { combine, type Habits, type Json } from './habits.ts';
import reference from './openapi/reference-response.json' with { type: 'json' };
import { randomId } from './random.ts';
import { json, oauthError, parseBody, type TenantResponse } from './responses.ts';

/**
 * How much a habit matters. Specified: HTTP, OAuth or SailPoint's reference allows it. Reported: it was seen in public.
 * Imagined: it may be used to test that nothing is lost or leaked, but does not justify code that makes a good run fail,
 * wait or warn.
 */
export type Label = 'specified' | 'reported' | 'imagined';

/** A known habit, with the evidence that tenants have it. */
export interface KnownHabit extends Partial<Habits> {
  readonly label: Label;
  /** Where it is specified or reported; '' for what is imagined. */
  readonly source: string;
}

type Catalogue = Readonly<Record<string, KnownHabit>>;
type Unlabelled = Readonly<Record<string, Partial<Habits>>>;

const labelled = (label: Label, source: string, habits: Unlabelled): Catalogue =>
  Object.fromEntries(Object.entries(habits).map(([name, habit]) => [name, { ...habit, label, source }]));
const specified = (source: string, habits: Unlabelled) => labelled('specified', source, habits);
const reported = (source: string, habits: Unlabelled) => labelled('reported', source, habits);
const imagined = (habits: Unlabelled) => labelled('imagined', '', habits);

const DISCUSS = 'https://developer.sailpoint.com/discuss/t/create-oauth-clients-with-scopes-via-api-rest/1637';
const AUTHENTICATION = 'https://developer.sailpoint.com/docs/api/authentication, OAuth token response';
const DESCRIPTION = 'openapi/oauth-clients.beta.openapi.json';
const EXAMPLE = 'openapi/reference-response.json';
const CLIENTS = 'clients in public material: exports, screenshots, issues';
const ERRORS = 'error responses of SailPoint in public issues and discussions';

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A tenant that stores something other than requested. `changes`: the replaced fields. */
const stored = (changes: (requested: ClientFields) => Partial<ClientFields>): Partial<Habits> => ({
  normalise: requested => ({ ...requested, ...changes(requested) }),
});

const onlyInResponse = (changes: (created: Json) => Json): Partial<Habits> => ({
  createResponse: created => ({ ...created, ...changes(created) }),
});

const shown = (changes: (client: Json) => Json): Partial<Habits> => ({
  show: client => ({ ...client, ...changes(client) }),
});

const allScopes = () => ({ scope: ['sp:scopes:all'] });

/** Rights or uses other than requested. */
const otherRights: Readonly<Record<string, (fields: Json) => Partial<ClientFields>>> = {
  'one scope more': ({ scope }) => ({ scope: [...listOf(scope), 'idn:extra:manage'] }),
  'one scope less': ({ scope }) => ({ scope: listOf(scope).slice(1) }),
  'another grant type': ({ grantTypes }) => ({ grantTypes: [...listOf(grantTypes), 'REFRESH_TOKEN'] }),
  'fewer grant types': ({ grantTypes }) => ({ grantTypes: listOf(grantTypes).slice(0, 1) }),
  'no grant type': () => ({ grantTypes: [] }),
  disabled: () => ({ enabled: false }),
  public: () => ({ type: 'PUBLIC' }),
};

/** The clients get rights or uses other than requested, stored or only in the response. */
const rights: Catalogue = {
  ...reported(DISCUSS, {
    'all scopes': stored(allScopes),
    'all scopes, only in the response': onlyInResponse(allScopes),
  }),
  ...imagined({
    ...Object.fromEntries(Object.entries(otherRights).map(([name, changes]) => [name, stored(changes)])),
    ...Object.fromEntries(
      Object.entries(otherRights).map(([name, changes]) => [`${name}, only in the response`, onlyInResponse(changes)]),
    ),
    'public, without a secret': {
      ...stored(() => ({ type: 'PUBLIC' })),
      createResponse: ({ secret: _secret, ...rest }) => rest,
    },
  }),
};

type Text = (text: string) => string;
const name = (change: Text) => stored(requested => ({ name: change(requested.name) }));
const description = (change: Text) =>
  stored(requested => ({ description: requested.description === null ? null : change(requested.description) }));
const entities = new Map([...'&<>"\'='].map(each => [each, `&#${each.charCodeAt(0)};`]))
  .set('&', '&amp;')
  .set('<', '&lt;');
const escaped: Text = text => text.replaceAll(/[&<>"'=]/g, each => entities.get(each) ?? each);
const withSlash: Text = url => (url.endsWith('/') ? url : `${url}/`);
const hasAllScopes = ({ scope }: Json): boolean => listOf(scope).join() === 'sp:scopes:all';
const numbersAsTexts = (client: Json): Json =>
  Object.fromEntries(
    Object.entries(client).map(([key, value]) => [key, typeof value === 'number' ? `${value}` : value]),
  );
const flagsAsTexts = (client: Json): Json =>
  Object.fromEntries(
    Object.entries(client).map(([key, value]) => [key, typeof value === 'boolean' ? `${value}` : value]),
  );

/** The clients are as requested, in a different form. */
const forms: Catalogue = {
  ...specified(`${DESCRIPTION}: scope is nullable, and its default is sp:scopes:all`, {
    'null for sp:scopes:all': shown(client => (hasAllScopes(client) ? { scope: null } : {})),
  }),
  ...specified('RFC 6749 section 3.3: the order of scopes does not matter', {
    'scopes in another order': stored(({ scope }) => ({ scope: scope.toReversed() })),
  }),
  ...specified('RFC 3986 section 6.2.3: an empty path equals the path /', {
    'URLs with a slash at the end': stored(({ homepageUrl, redirectUris }) => ({
      homepageUrl: homepageUrl === null ? null : withSlash(homepageUrl),
      redirectUris: redirectUris === null ? null : redirectUris.map(withSlash),
    })),
  }),
  ...imagined({
    'a trimmed name': name(text => text.trim()),
    'a name with its white space folded': name(text => text.replaceAll(/\s+/gu, ' ')),
    'a name in NFC': name(text => text.normalize('NFC')),
    'a name in NFKD': name(text => text.normalize('NFKD')),
    'a name in lower case': name(text => text.toLowerCase()),
    'a name in upper case': name(text => text.toUpperCase()),
    'an HTML-escaped name': name(escaped),
    'a description cut to 128 characters': description(text => text.slice(0, 128)),
    'a description cut to 255 characters': description(text => text.slice(0, 255)),
    'an HTML-escaped description': description(escaped),
    'no description': stored(() => ({ description: null })),
    'clamped numbers': stored(requested => ({
      accessTokenValiditySeconds: Math.min(requested.accessTokenValiditySeconds, 600),
      refreshTokenValiditySeconds: Math.min(requested.refreshTokenValiditySeconds, 3600),
    })),
    'numbers as texts': { show: numbersAsTexts },
    'flags as texts': { show: flagsAsTexts },
    'an empty list for sp:scopes:all': shown(client => (hasAllScopes(client) ? { scope: [] } : {})),
    'sp:scopes:default added': stored(({ scope }) => ({ scope: [...scope, 'sp:scopes:default'] })),
    'sp:scopes:default added, only in the response': onlyInResponse(({ scope }) => ({
      scope: [...listOf(scope), 'sp:scopes:default'],
    })),
    'each scope twice': stored(({ scope }) => ({ scope: [...scope, ...scope] })),
    'scope null in the response': onlyInResponse(() => ({ scope: null })),
    'no scope in the response': { createResponse: ({ scope: _scope, ...rest }) => rest },
  }),
};

/** Lists that show every client to a caller that requests all pages. */
const lists: Catalogue = {
  ...specified(`${DESCRIPTION}: the list has one parameter, filters`, {
    'everything at once': { paging: 'everything' },
  }),
  ...specified(`${DESCRIPTION}: secret is nullable`, {
    'a secret that is null': { item: client => ({ ...client, secret: null }) },
  }),
  ...reported('SailPoint’s reference of other lists: their default is 10, 15 or 50', {
    '10 a page, unless a limit is given': { defaultPageSize: 10 },
    '15 a page, unless a limit is given': { defaultPageSize: 15 },
    '50 a page, unless a limit is given': { defaultPageSize: 50 },
  }),
  ...reported(`${ERRORS}: "Specified offset is invalid."`, { 'no offset past the end': { pastTheEnd: 'refused' } }),
  ...imagined({
    ...Object.fromEntries(
      [10, 15, 50, 100].map(size => [`${size} a page, never more`, { pageSize: size, overLimit: 'clamped' }]),
    ),
    'a limit over 50 counts as none, which is 15': { pageSize: 50, defaultPageSize: 15, overLimit: 'ignored' },
    'a second page is refused with 400': { paging: 400 },
    'a second page is refused with 404': { paging: 404 },
    'a second page is refused with 405': { paging: 405 },
    'by name': { order: 'name' },
    'by id': { order: 'id' },
    'late by 300 ms': { listLagMs: 300 },
    'deleted clients for 300 ms': { deletionLagMs: 300 },
    'unknown fields': {
      item: client => ({ ...client, tenant: 'acme', owner: { type: 'IDENTITY' }, tags: [1] }),
    },
  }),
};

/** Lists that do not show every client to requests that follow the reference. */
const brokenLists: Catalogue = imagined({
  'no limit over 50': { pageSize: 50, overLimit: 'refused' },
  'the first page, always': { paging: 'first page', pageSize: 10 },
  'shuffled between the pages': { order: { shuffled: 1 }, pageSize: 10 },
  'an object around the list': { list: items => ({ items, total: 0 }) },
  'without end': { paging: 'without end', pageSize: 10 },
});

const withTime = (field: string, change: (time: Date) => unknown) => (client: Json) => {
  const time = client[field];
  return typeof time === 'string' ? { ...client, [field]: change(new Date(time)) } : client;
};
const created = (change: (time: Date) => string): Partial<Habits> => ({
  show: client => withTime('modified', change)(withTime('created', change)(client)),
});
const lastUsed = (change: (time: Date) => unknown): Partial<Habits> => ({ show: withTime('lastUsed', change) });
const later = (time: Date, seconds: number): string => new Date(time.getTime() + seconds * 1000).toISOString();
const DAY_MS = 86_400_000;

/** Times not in UTC or not in milliseconds, or from a different clock than that of the Date header. */
const times: Catalogue = {
  ...specified(`${EXAMPLE}: created in 2017`, {
    'created in 2017, in the response': onlyInResponse(() => ({
      created: reference.created,
      modified: reference.modified,
    })),
  }),
  ...specified('RFC 9110 section 6.6.1: a server without a clock sends no Date', {
    'no Date': { dateAheadMs: undefined },
  }),
  ...specified('RFC 3339 section 5.6: date-time', {
    'created in another zone': created(time => later(time, 7200).replace('Z', '+02:00')),
  }),
  ...reported(CLIENTS, { 'created with microseconds': created(time => `${time.toISOString().slice(0, -1)}123Z`) }),
  ...imagined({
    'created in 1970': onlyInResponse(() => ({ created: '1970-01-01T00:00:00Z', modified: '1970-01-01T00:00:00Z' })),
    'a Date two days ahead': { dateAheadMs: 2 * DAY_MS },
    'a Date two days behind': { dateAheadMs: -2 * DAY_MS },
    'created to the minute': created(time => `${time.toISOString().slice(0, 16)}Z`),
    'created without a zone': created(time => time.toISOString().slice(0, -1)),
    'created 5 seconds behind': created(time => later(time, -5)),
    'created 5 seconds ahead': created(time => later(time, 5)),
    'created a minute behind': created(time => later(time, -60)),
    'lastUsed as a number': lastUsed(time => time.getTime()),
    'lastUsed in Java’s form': lastUsed(time => `${time.toISOString()}[UTC]`),
    'lastUsed as an object': lastUsed(time => ({ epochSecond: Math.floor(time.getTime() / 1000), nano: 0 })),
  }),
};

/** Responses to create, PATCH and DELETE that differ from the reference's and contain the same or less. */
const responses: Catalogue = {
  ...specified(`${EXAMPLE}, whatever was requested`, {
    'the reference’s example': { createResponse: () => reference },
  }),
  ...specified('RFC 9110 section 9.3.5: 200 with a representation that describes the status', {
    'DELETE: 200 and OK': { deleted: () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'OK' }) },
    'DELETE: 200 and a message': { deleted: () => json(200, { message: 'Client deleted' }) },
    'DELETE: 200 and no error': { deleted: () => json(200, { error: null }) },
    'DELETE: 200 and no body': { deleted: () => ({ status: 200, headers: {}, body: undefined }) },
  }),
  ...specified('RFC 9110 section 9.3.3: 201 for a resource that was created', {
    'create: 201': { dress: response => (isCreated(response) ? { ...response, status: 201 } : response) },
  }),
  ...specified('RFC 5789 section 2.1: PATCH returns 204', {
    'PATCH: 204': { patched: () => ({ status: 204, headers: {}, body: undefined }) },
  }),
  ...imagined({
    'PATCH: the client as before': { patched: (_, before) => json(200, before) },
    'PATCH: the id alone': { patched: ({ id }) => json(200, { id }) },
    'PATCH: 200 and no body': { patched: () => ({ status: 200, headers: {}, body: undefined }) },
  }),
};

/** Only the response to a create request has a secret. */
function isCreated({ status, body = '' }: TenantResponse): boolean {
  return status === 200 && body.includes('"secret":"');
}

interface ErrorBody {
  detailCode: string;
  trackingId: string;
  messages: { locale: string; text: string }[];
}

function errorIn({ status, body = '{}' }: TenantResponse): ErrorBody | undefined {
  const error = status < 400 ? {} : Object(parseBody(body));
  const { detailCode = '', trackingId = '', messages }: Partial<ErrorBody> = error;
  return messages && { ...error, detailCode, trackingId, messages };
}

/** `change`: replaces an error that the API itself words, given its body and its English text. */
const changedErrors = (change: (body: ErrorBody, text: string) => object): Partial<Habits> => ({
  dress(response) {
    const error = errorIn(response);
    const text = error?.messages.find(({ locale }) => locale === 'en-US')?.text ?? '';
    return error ? { ...response, body: JSON.stringify(change(error, text)) } : response;
  },
});

/** A failed authentication is reported in words other than the reference's. */
const refusals = (error: RegExp, other: TenantResponse): Partial<Habits> => ({
  dress: response => (response.status === 401 && error.test(response.body ?? '') ? other : response),
});

const headers = (more: (response: TenantResponse) => Record<string, string>): Partial<Habits> => ({
  dress: response => ({ ...response, headers: { ...response.headers, ...more(response) } }),
});
const requestId = headers(response => ({ 'Slpt-Request-Id': errorIn(response)?.trackingId || randomId() }));
const contentType = (type: string) =>
  headers(({ body }): Record<string, string> => (body === undefined ? {} : { 'Content-Type': type }));

/** Headers, and the forms of errors. In combinations the form is last, because the others read what it drops. */
const errors: Catalogue = {
  ...reported(`${ERRORS}: header Slpt-Request-Id`, {
    'a request id': requestId,
    'a request id and no trackingId': combine(
      requestId,
      changedErrors(({ trackingId: _trackingId, ...rest }) => rest),
    ),
  }),
  ...reported(`${ERRORS}: Content-Encoding: UTF-8`, {
    'Content-Encoding: UTF-8 on a 4xx': headers(({ status }) =>
      status >= 400 && status < 500 ? { 'Content-Encoding': 'UTF-8' } : {},
    ),
  }),
  ...reported(`${ERRORS}: application/json;charset=UTF-8`, {
    'a charset': contentType('application/json;charset=UTF-8'),
  }),
  ...reported(ERRORS, {
    'errors in the locales en-US and und': changedErrors((error, text) => ({
      ...error,
      messages: ['en-US', 'und'].map(locale => ({ locale, localeOrigin: 'DEFAULT', text })),
    })),
    'errors as detailMessage': changedErrors((_, detailMessage) => ({ detailMessage })),
    'errors as errorMessage': changedErrors(({ trackingId }, errorMessage) => ({
      ...{ errorName: 'BadRequestException', errorMessage, trackingId },
    })),
    'errors as formatted_msg': changedErrors((_, formatted_msg) => ({ formatted_msg })),
    'errors as OAuth has them': changedErrors(({ detailCode }, error_description) => ({
      error: detailCode,
      error_description,
    })),
    'a 401 with a description': refusals(
      /"JWT/,
      oauthError(401, 'unauthorized', 'Full authentication is required to access this resource'),
    ),
    'a wrong PAT is a 400': refusals(/"invalid_client"/, oauthError(400, 'invalid_grant', 'Bad Credentials')),
  }),
  ...specified('RFC 9457 section 3', {
    'errors as title and detail': changedErrors(({ detailCode }, detail) => ({ title: detailCode, detail })),
  }),
  ...reported('FastAPI: RequestValidationError, https://fastapi.tiangolo.com/tutorial/handling-errors/', {
    'errors as a list in detail': changedErrors((_, msg) => ({
      detail: [{ loc: ['body'], msg, type: 'value_error' }],
    })),
  }),
  ...reported('GraphQL and express-validator: a list errors', {
    'errors as a list errors': changedErrors((_, message) => ({ errors: [{ message }] })),
  }),
  ...specified('RFC 9110 section 15.5.11: 410 for a resource that is gone permanently', {
    'gone is 410': { gone: 410 },
  }),
  ...reported('Flask: a view that returns a text is text/html', {
    'JSON labelled text/html': contentType('text/html'),
  }),
  ...reported('Go, net/http: DetectContentType of JSON is text/plain', {
    'JSON labelled text/plain': contentType('text/plain; charset=utf-8'),
  }),
  ...specified('RFC 8259 section 8.1: a parser may ignore a byte order mark', {
    'a byte order mark': {
      dress: response => (response.body === undefined ? response : { ...response, body: `\ufeff${response.body}` }),
    },
  }),
  ...imagined({
    'errors as detailCode alone': changedErrors(({ detailCode }) => ({ detailCode })),
    'errors as a list': changedErrors((_, message) => [{ message }]),
    'errors as a trackingId alone': changedErrors(({ trackingId }) => ({ trackingId })),
    'errors without a word': changedErrors(() => ({})),
  }),
};

const names = (scopes: readonly string[]): string => scopes.join(' ');
const grant = (change: Habits['grant']): Partial<Habits> => ({ grant: change, tokenScope: names });

/** Tokens, and what the token endpoint says about their scopes. Nothing may be concluded from the token itself. */
const tokens: Catalogue = {
  ...specified('RFC 6749 section 5.1: scope names with spaces between them', {
    'scope names in the response': { tokenScope: names },
  }),
  ...specified('RFC 6749 section 3.3: fewer scopes than requested, and the response says so', {
    'one scope less in the token': grant(scopes => scopes.slice(1)),
    'only sp:scopes:default in the token': grant(() => ['sp:scopes:default']),
  }),
  ...specified('RFC 6749 section 1.4: a token is opaque to the client', {
    'a token that is not a JWT': { tokenForm: 'opaque' },
  }),
  ...reported(AUTHENTICATION, {
    'different words': { tokenScope: () => 'read write', claimScope: () => ['read', 'write'] },
  }),
  ...imagined({
    'no claim scope': { claimScope: () => undefined },
    'a number as claim': { claimScope: () => 20 },
    'scope names as claim': { claimScope: scopes => scopes },
    'scope names as a list': { tokenScope: scopes => [...scopes] },
    'a bitmap in the response': { tokenScope: () => 'FA==' },
    'a bitmap in a list': { tokenScope: () => ['FA=='] },
    'a number as scope': { tokenScope: () => 5 },
    'an empty scope': { tokenScope: () => '' },
    'all scopes in the token': grant(() => ['sp:scopes:all']),
    'one scope more in the token': grant(scopes => [...scopes, 'idn:extra:manage']),
    'sp:scopes:default in the token': grant(scopes => [...scopes, 'sp:scopes:default']),
  }),
};

/** How the tenant, or a proxy in front of it, keeps its connections. */
const connections: Catalogue = specified('RFC 9112 section 9.5: a connection may be closed at any time', {
  'closed after each response': { connections: 'closed' },
});

/** Known habits, grouped by subject; one of each group may be drawn and combined. */
export const HABITS = { rights, forms, lists, brokenLists, times, responses, errors, tokens, connections } as const;

/** Known habits with one of these labels, by name, from some catalogues or from all. */
export function habitsOf(
  labels: readonly Label[],
  catalogues: readonly Catalogue[] = Object.values(HABITS),
): [name: string, habit: KnownHabit][] {
  return catalogues.flatMap(each => Object.entries(each)).filter(([, { label }]) => labels.includes(label));
}

/** Ids that clients of others have or might have. */
export const IDS: readonly string[] = [
  ...['sp.ui', 'a:b', 'sailapps', 'service_mantis', 'AbCdEfGhIjKlMnOp', '2c9180835d2e5168015d32f890ca1581'],
  ...['ef38f943-47e9-4562-b5bb-8424a56397d8', 'a/b', 'a b', '50%', '%2F', 'ü', 'a?b', 'a#b', 'ключ'],
];

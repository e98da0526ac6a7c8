import { type Answer, oauthError } from './answers.ts';
import type { ClientFields } from './clients.ts';
import { combine, type Habits, type Json } from './habits.ts';
import { randomId } from './random.ts';

type Catalogue = Readonly<Record<string, Partial<Habits>>>;

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Stored is another thing than was asked. `changes`: what comes in place of which fields. */
const stored = (changes: (asked: ClientFields) => Partial<ClientFields>): Partial<Habits> => ({
  normalise: asked => ({ ...asked, ...changes(asked) }),
});

const answered = (changes: (created: Json) => Json): Partial<Habits> => ({
  answer: created => ({ ...created, ...changes(created) }),
});

/** Rights or use other than were asked for. */
const otherRights: Readonly<Record<string, (fields: Json) => Partial<ClientFields>>> = {
  'all scopes': () => ({ scope: ['sp:scopes:all'] }),
  'one scope more': ({ scope }) => ({ scope: [...listOf(scope), 'idn:extra:manage'] }),
  'another grant type': ({ grantTypes }) => ({ grantTypes: [...listOf(grantTypes), 'REFRESH_TOKEN'] }),
  'no grant type': () => ({ grantTypes: [] }),
  disabled: () => ({ enabled: false }),
  public: () => ({ type: 'PUBLIC' }),
};

/** The clients get other rights or another use than were asked for: stored so, or only answered so. */
const rights: Catalogue = {
  ...Object.fromEntries(Object.entries(otherRights).map(([name, changes]) => [name, stored(changes)])),
  ...Object.fromEntries(
    Object.entries(otherRights).map(([name, changes]) => [`${name}, only in the answer`, answered(changes)]),
  ),
  'public, without a secret': { ...stored(() => ({ type: 'PUBLIC' })), answer: ({ secret: _secret, ...rest }) => rest },
};

type Text = (text: string) => string;
const name = (change: Text) => stored(asked => ({ name: change(asked.name) }));
const description = (change: Text) =>
  stored(asked => ({ description: asked.description === null ? null : change(asked.description) }));
const entities = new Map([...'&<>"\'='].map(each => [each, `&#${each.charCodeAt(0)};`]))
  .set('&', '&amp;')
  .set('<', '&lt;');
const withSlash: Text = url => (url.endsWith('/') ? url : `${url}/`);

/** The clients are what was asked for, in another form. */
const forms: Catalogue = {
  'a trimmed name': name(text => text.trim()),
  'a name with its white space folded': name(text => text.replaceAll(/\s+/gu, ' ')),
  'a name in NFC': name(text => text.normalize('NFC')),
  'a name in NFKD': name(text => text.normalize('NFKD')),
  'a name in lower case': name(text => text.toLowerCase()),
  'a name in upper case': name(text => text.toUpperCase()),
  'a description cut to 128 characters': description(text => text.slice(0, 128)),
  'an HTML-escaped description': description(text => text.replaceAll(/[&<>"'=]/g, each => entities.get(each) ?? each)),
  'no description': stored(() => ({ description: null })),
  'URLs with a slash at the end': stored(({ homepageUrl, redirectUris }) => ({
    homepageUrl: homepageUrl === null ? null : withSlash(homepageUrl),
    redirectUris: redirectUris === null ? null : redirectUris.map(withSlash),
  })),
  'clamped numbers': stored(asked => ({
    accessTokenValiditySeconds: Math.min(asked.accessTokenValiditySeconds, 600),
    refreshTokenValiditySeconds: Math.min(asked.refreshTokenValiditySeconds, 3600),
  })),
  'sp:scopes:default beside': stored(({ scope }) => ({ scope: [...scope, 'sp:scopes:default'] })),
  'sp:scopes:default beside, only in the answer': answered(({ scope }) => ({
    scope: [...listOf(scope), 'sp:scopes:default'],
  })),
  'scopes in another order': stored(({ scope }) => ({ scope: scope.toReversed() })),
  'scope null in the answer': answered(() => ({ scope: null })),
  'no scope in the answer': { answer: ({ scope: _scope, ...rest }) => rest },
};

/** Lists that show every client to whoever asks for all pages. */
const lists: Catalogue = {
  ...Object.fromEntries(
    [10, 15, 50, 100].map(size => [`${size} a page, never more`, { pageSize: size, overLimit: 'clamped' }]),
  ),
  ...Object.fromEntries(
    [10, 15, 50].map(size => [`${size} a page, unless a limit is given`, { defaultPageSize: size }]),
  ),
  'no limit over 50': { pageSize: 50, overLimit: 'refused' },
  'a limit over 50 counts as none, which is 15': { pageSize: 50, defaultPageSize: 15, overLimit: 'ignored' },
  'no offset past the end': { pastTheEnd: 'refused' },
  'everything at once': { paging: 'everything' },
  'by name': { order: 'name' },
  'by id': { order: 'id' },
  'late by 300 ms': { listLagMs: 300 },
  'deleted clients for 300 ms': { deletionLagMs: 300 },
  'a secret that is null': { item: client => ({ ...client, secret: null }) },
  'fields that nobody knows': {
    item: client => ({ ...client, tenant: 'acme', owner: { type: 'IDENTITY' }, tags: [1] }),
  },
};

/** Lists that do not show every client, whatever is asked. */
const brokenLists: Catalogue = {
  'the first page, always': { paging: 'first page', pageSize: 10 },
  'shuffled between the pages': { order: { shuffled: 1 }, pageSize: 10 },
  'an object around the list': { list: items => ({ items, total: 0 }) },
};

const told = (field: string, change: (time: Date) => unknown) => (client: Json) => {
  const time = client[field];
  return typeof time === 'string' ? { ...client, [field]: change(new Date(time)) } : client;
};
const created = (change: (time: Date) => string): Partial<Habits> => ({
  show: client => told('modified', change)(told('created', change)(client)),
});
const lastUsed = (change: (time: Date) => unknown): Partial<Habits> => ({ show: told('lastUsed', change) });
const later = (time: Date, seconds: number): string => new Date(time.getTime() + seconds * 1000).toISOString();

/** Times told otherwise than to the millisecond and in UTC, or by another clock than that of the Date header. */
const times: Catalogue = {
  'created to the minute': created(time => `${time.toISOString().slice(0, 16)}Z`),
  'created without a zone': created(time => time.toISOString().slice(0, -1)),
  'created with microseconds': created(time => `${time.toISOString().slice(0, -1)}123Z`),
  'created in another zone': created(time => later(time, 7200).replace('Z', '+02:00')),
  'created 5 seconds behind': created(time => later(time, -5)),
  'created 5 seconds ahead': created(time => later(time, 5)),
  'created a minute behind': created(time => later(time, -60)),
  'lastUsed as a number': lastUsed(time => time.getTime()),
  'lastUsed in Java’s form': lastUsed(time => `${time.toISOString()}[UTC]`),
  'lastUsed as an object': lastUsed(time => ({ epochSecond: Math.floor(time.getTime() / 1000), nano: 0 })),
};

interface ErrorBody {
  detailCode: string;
  trackingId: string;
  messages: { locale: string; text: string }[];
}

function errorIn({ status, body = '{}' }: Answer): ErrorBody | undefined {
  const error: Partial<ErrorBody> = status < 400 ? {} : JSON.parse(body);
  const { detailCode = '', trackingId = '', messages } = error;
  return messages && { ...error, detailCode, trackingId, messages };
}

/** `change`: what comes in the place of an error that the API itself words, told by its body and its English text. */
const errors = (change: (body: ErrorBody, text: string) => object): Partial<Habits> => ({
  dress(answer) {
    const error = errorIn(answer);
    const text = error?.messages.find(({ locale }) => locale === 'en-US')?.text ?? '';
    return error ? { ...answer, body: JSON.stringify(change(error, text)) } : answer;
  },
});

/** What refuses whoever is not signed in says so in other words than the reference's. */
const refusals = (error: RegExp, other: Answer): Partial<Habits> => ({
  dress: answer => (answer.status === 401 && error.test(answer.body ?? '') ? other : answer),
});

const headers = (more: (answer: Answer) => Record<string, string>): Partial<Habits> => ({
  dress: answer => ({ ...answer, headers: { ...answer.headers, ...more(answer) } }),
});
const requestId = headers(answer => ({ 'Slpt-Request-Id': errorIn(answer)?.trackingId || randomId() }));

/** Headers, and the forms of errors. The form comes last where several are combined: the others read what it drops. */
const answers: Catalogue = {
  'a request id': requestId,
  'a request id and no trackingId': combine(
    requestId,
    errors(({ trackingId: _trackingId, ...rest }) => rest),
  ),
  'Content-Encoding: UTF-8 on a 4xx': headers(({ status }) =>
    status >= 400 && status < 500 ? { 'Content-Encoding': 'UTF-8' } : {},
  ),
  'a charset': headers(({ body }) => (body === undefined ? {} : { 'Content-Type': 'application/json;charset=UTF-8' })),
  'errors in the locales en-US and und': errors((error, text) => ({
    ...error,
    messages: ['en-US', 'und'].map(locale => ({ locale, localeOrigin: 'DEFAULT', text })),
  })),
  'errors as detailMessage': errors((_, detailMessage) => ({ detailMessage })),
  'errors as errorMessage': errors(({ trackingId }, errorMessage) => ({
    ...{ errorName: 'BadRequestException', errorMessage, trackingId },
  })),
  'errors as formatted_msg': errors((_, formatted_msg) => ({ formatted_msg })),
  'errors as detailCode alone': errors(({ detailCode }) => ({ detailCode })),
  'errors as OAuth has them': errors(({ detailCode }, error_description) => ({ error: detailCode, error_description })),
  'a 401 with a description': refusals(
    /"JWT/,
    oauthError(401, 'unauthorized', 'Full authentication is required to access this resource'),
  ),
  'a wrong PAT is a 400': refusals(/"invalid_client"/, oauthError(400, 'invalid_grant', 'Bad Credentials')),
  'gone is 410': { gone: 410 },
};

const names = (scopes: readonly string[]): string => scopes.join(' ');
const grant = (change: Habits['grant']): Partial<Habits> => ({ grant: change, tokenScope: names });

/** What the token endpoint says of the scopes of a client's token. The token itself says nothing that can be read. */
const tokens: Catalogue = {
  'scope names in the response': { tokenScope: names },
  'scope names as a list': { tokenScope: scopes => [...scopes] },
  'a bitmap in the response': { tokenScope: () => 'FA==' },
  'a bitmap in a list': { tokenScope: () => ['FA=='] },
  'words of another kind': { tokenScope: () => 'read write' },
  'a number as scope': { tokenScope: () => 5 },
  'an empty scope': { tokenScope: () => '' },
  'all scopes in the token': grant(() => ['sp:scopes:all']),
  'one scope more in the token': grant(scopes => [...scopes, 'idn:extra:manage']),
  'one scope less in the token': grant(scopes => scopes.slice(1)),
  'only sp:scopes:default in the token': grant(() => ['sp:scopes:default']),
  'sp:scopes:default in the token': grant(scopes => [...scopes, 'sp:scopes:default']),
};

/** Ready habits, in groups that say what they are about; one of each may be drawn and combined. */
export const HABITS = { rights, forms, lists, brokenLists, times, answers, tokens } as const;

/** Ids that clients of others have, or might have. */
export const IDS: readonly string[] = [
  ...['sp.ui', 'a:b', 'sailapps', 'service_mantis', 'AbCdEfGhIjKlMnOp', '2c9180835d2e5168015d32f890ca1581'],
  ...['ef38f943-47e9-4562-b5bb-8424a56397d8', 'a/b', 'a b', '50%', '%2F', 'ü', 'a?b', 'a#b', 'ключ'],
];

import type { Misbehaviour, Work } from './faults.ts';

type OtherResponse = Extract<Misbehaviour, { kind: 'response' }>;

/** 100 to 199 are left out, because they are not final responses. */
const STATUSES = [
  ...[301, 302, 307, 400, 401, 403, 404, 405, 408, 409, 410, 413, 425, 429, 451, 499],
  ...[502, 503, 504, 520, 599],
];

const PAGE = '<html><body>PAGE-TEXT of a gateway</body></html>';

/** None of these is a JSON object with an error of the API. */
const BODIES: Readonly<Record<string, Pick<OtherResponse, 'body' | 'contentType'>>> = {
  'a page': { body: PAGE, contentType: 'text/html' },
  'a page called JSON': { body: PAGE, contentType: 'application/json' },
  'cut JSON': { body: '{"messages": [{"text": "PAGE-TEXT', contentType: 'application/json' },
  'JSON of another': { body: { fault: { faultstring: 'PAGE-TEXT' } }, contentType: 'application/json' },
  nothing: {},
  'nothing called JSON': { body: '', contentType: 'application/json' },
};

/** An API refuses with 429, and with JSON and another 4xx. After the work such a response would be false. */
function worksOf(status: number, body: string): readonly Work[] {
  const isRefusal = status === 429 || (status >= 400 && status < 500 && status !== 408 && body === 'JSON of another');
  return isRefusal ? ['not done'] : ['done', 'not done'];
}

/** What an intermediary responds instead of the tenant, named `502, a page, work done`. No log may show PAGE-TEXT. */
export const GATEWAY_RESPONSES: Readonly<Record<string, OtherResponse>> = Object.fromEntries(
  STATUSES.flatMap(status =>
    Object.entries(BODIES).flatMap(([name, body]) =>
      worksOf(status, name).map((work): [string, OtherResponse] => [
        `${status}, ${name}, work ${work}`,
        {
          kind: 'response',
          work,
          status,
          ...(status < 400 ? { headers: { Location: 'https://login.example/?PAGE-TEXT' } } : {}),
          ...body,
        },
      ]),
    ),
  ),
);

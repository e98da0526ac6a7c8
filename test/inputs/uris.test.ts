import { expect, test } from 'vitest';
import { toClientRequest } from '../../src/tenant/client-request.ts';

/** @returns what is wrong with a home page, or undefined */
function problemOf(homepageUrl: string): string | undefined {
  const draft = {
    name: { value: 'x', show: String },
    homepageUrl: { value: homepageUrl, show: JSON.stringify },
  };
  const checked = toClientRequest(draft, 'For a test');
  return 'problems' in checked ? checked.problems.map(({ problem }) => problem).join() : undefined;
}

// The first eight are those of RFC 3986 section 1.1.2.
test.each([
  'ftp://ftp.is.co.za/rfc/rfc1808.txt',
  'http://www.ietf.org/rfc/rfc2396.txt',
  'ldap://[2001:db8::7]/c=GB?objectClass?one',
  'mailto:John.Doe@example.com',
  'news:comp.infosystems.www.servers.unix',
  'tel:+1-816-555-1212',
  'telnet://192.0.2.16:80/',
  'urn:oasis:names:specification:docbook:dtd:xml:4.1.2',
  'https://example.com',
  'https://example.com:/',
  'urn:a.b:80x',
  'HTTPS://EXAMPLE.COM:8443/a%20b/%C3%BC?q=%2F#top',
  'https://us%20er:pass@example.com/',
  'https://%65xample.com/',
  'https://[v7.fe:80]/',
  'https://[::1]:3000/callback',
  'http://localhost:3000/callback',
  "https://example.com/~a/b;c=1,2/!$&'()*+/@:?a/b?c#d/e?f",
  'app:/callback',
  'com.example.app:/oauth2redirect',
  'a:',
])('%s is accepted as a URI', uri => {
  expect(problemOf(uri)).toBeUndefined();
});

const NO_URI = 'is not an absolute URI';
test.each([
  ['//example.com', NO_URI],
  ['1http://example.com', NO_URI],
  ['https://example.com/a b', NO_URI],
  ['https://example.com/%2', NO_URI],
  ['https://example.com/%2g', NO_URI],
  ['https://example.com/ü', NO_URI],
  ['https://example.com/a\\b', NO_URI],
  ['https://example.com/<a>', NO_URI],
  ['https://example.com/"a"', NO_URI],
  ['https://example.com/a#b#c', NO_URI],
  ['https://example.com:80a/', NO_URI],
  ['https://[::1/', NO_URI],
  ['https://[::g]/', NO_URI],
  ['https://example.com/[a]', NO_URI],
  ['https://example.com\n', NO_URI],
  ['', NO_URI],
  ['https:example.com', 'has no host'],
  ['https:///path', 'has no host'],
  ['http://?a', 'has no host'],
  ['example.com:3000/callback', 'has no scheme'],
  ['localhost:3000', 'has no scheme'],
])('%j is not accepted as a URI', (text, problem) => {
  expect(problemOf(text)).toContain(problem);
});

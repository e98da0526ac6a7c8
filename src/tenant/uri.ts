const FRAGMENT = 'has a fragment, which a redirect URI must not have (RFC 6749 section 3.1.2)';

/** What is wrong with a redirect URI: a sentence without its subject; undefined when nothing is. */
export const redirectUriProblem = (value: string): string | undefined =>
  value.includes('#') ? FRAGMENT : uriProblem(value);

/** The same of any absolute URI. */
export function uriProblem(value: string): string | undefined {
  const scheme = uriPattern().exec(value)?.groups?.['scheme']?.toLowerCase();
  if (scheme === undefined) return 'is not an absolute URI such as https://example.com/callback (RFC 3986)';
  // By the grammar `localhost:3000` is a URI with the scheme "localhost", which is never meant.
  if (/^(localhost|[\w-]+(\.[\w-]+)+):\d+([/?#]|$)/.test(value))
    return 'has no scheme; put http:// or https:// before it';
  const needsHost = scheme === 'http' || scheme === 'https';
  return needsHost && !/^https?:\/\/[^/?#]/i.test(value) ? 'has no host' : undefined;
}

/** `URI` of RFC 3986, appendix A. Made when it is needed: most runs check no URI, and making it takes half a millisecond. */
function uriPattern(): RegExp {
  const percent = '%[0-9A-Fa-f]{2}';
  const unreserved = "[A-Za-z0-9._~!$&'()*+,;=-]"; // unreserved and sub-delims
  const pchar = `(?:${unreserved}|[:@]|${percent})`;
  const userinfo = `(?:(?:${unreserved}|:|${percent})*@)?`;
  const host = `(?:\\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\\.(?:${unreserved}|:)+)\\]|(?:${unreserved}|${percent})*)`;
  const segments = `(?:/${pchar}*)*`;
  const path = `//${userinfo}${host}(?::[0-9]*)?${segments}|/(?:${pchar}+${segments})?|${pchar}+${segments}|`;
  const tail = `(?:${pchar}|[/?])*`;
  return new RegExp(`^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:${path})(?:\\?${tail})?(?:#${tail})?$`);
}

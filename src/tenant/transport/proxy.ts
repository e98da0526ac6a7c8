import { isIP, isIPv4, isIPv6 } from 'node:net';

/** A proxy that opens tunnels (CONNECT, RFC 9110 section 9.3.6). */
export interface ProxyServer {
  /** The environment variable that names it. */
  readonly variable: string;
  /** Whether it speaks TLS itself: `https://` in its URL. */
  readonly secure: boolean;
  /** An IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** `host:port` for messages; never the credentials. */
  readonly address: string;
  /** The value of Proxy-Authorization (RFC 7617), where there are credentials. Secret. */
  readonly authorization: string | undefined;
}

/** How a URL is reached. A problem is for the reader of the step, and shows nothing of the variable's value. */
type Route =
  | { readonly kind: 'none' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer }
  | { readonly kind: 'problem'; readonly variable: string; readonly problem: string };

/**
 * In the order in which curl reads them. ALL_PROXY counts, though @actions/http-client passes it by: a proxy that is
 * configured is never gone around. http_proxy does not: https goes elsewhere, and http goes to loopback only.
 */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;
/** Those of other programs may hold the same credentials. */
const SECRET_VARIABLES = [...PROXY_VARIABLES, 'http_proxy', 'HTTP_PROXY'] as const;
const EXAMPLE = 'http://proxy.example:3128';
const SOCKS = `names a SOCKS proxy; only http:// and https:// work, such as https_proxy=${EXAMPLE}`;
const UNREADABLE =
  `is not the URL of a proxy, such as ${EXAMPLE}. A proxy URL has no path, query or fragment; in user and password, ` +
  'write / as %2F, ? as %3F, # as %23, @ as %40, \\ as %5C and % as %25';

/** Raw `/ ? #` and white space end no part: a text that has them elsewhere is no URL of a proxy. */
const PROXY_URL =
  /^(?:(?<scheme>https?):\/\/)?(?:(?<userinfo>[^/?#\\\s]*)@)?(?<host>\[[\da-f:.]+\]|[^/?#\\\s@:%[\]]+)(?::(?<port>\d+))?\/?$/i;

/**
 * Which proxy serves a URL of the tenant, as curl would choose: that of the first variable that is not empty, unless no_proxy
 * (else NO_PROXY) names the host. Loopback hosts, and with them every http URL, never go to a proxy. What cannot be read is
 * a problem even where no_proxy names the host: @actions/http-client also reads it, and fails.
 */
export function readProxy(env: NodeJS.ProcessEnv, url: string): Route {
  const { protocol, hostname, port } = new URL(url);
  const host = bare(hostname);
  const variable = PROXY_VARIABLES.find(name => env[name]);
  if (variable === undefined || protocol !== 'https:' || isLoopback(host)) return { kind: 'none' };
  const entries = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/);
  const isCovered = entries.some(entry => covers(entry.toLowerCase(), host, port || '443'));
  const text = env[variable] ?? '';
  if (/^socks\w*:\/\//i.test(text)) return isCovered ? { kind: 'none' } : { kind: 'problem', variable, problem: SOCKS };
  const proxy = parseProxy(variable, text);
  if (proxy === undefined) return { kind: 'problem', variable, problem: UNREADABLE };
  return isCovered ? { kind: 'none' } : { kind: 'proxy', proxy };
}

/** To be masked: passwords and `user:password` as written, decoded, in base64; without a password the user, a token. */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  const secrets = SECRET_VARIABLES.flatMap(name => {
    // Up to the last @: also of a URL that is no good, as one with a raw slash in the password.
    const userinfo = /^(?:[a-z][a-z\d+.-]*:\/\/)?(.*)@/is.exec(env[name]?.trim() ?? '')?.[1];
    if (userinfo === undefined) return [];
    const [user = '', password = ''] = split(userinfo);
    const texts = password === '' ? [user] : [password, userinfo];
    const plain = texts.map(text => decode(text) ?? text);
    const sent = `${decode(user) ?? user}:${decode(password) ?? password}`;
    // A shorter one is no mask, and its base64 would be one that fits other texts by chance.
    return [...texts, ...plain, ...[...plain.filter(({ length }) => length > 3), sent].map(base64)];
  });
  return [...new Set(secrets)].filter(secret => secret !== '' && secret !== base64(':'));
}

/** @returns undefined when the text is not the URL of a proxy; white space may follow it, as a line end in a secret */
function parseProxy(variable: string, text: string): ProxyServer | undefined {
  const parts = PROXY_URL.exec(text.replace(/[\t\n\r ]+$/, ''))?.groups;
  if (parts === undefined) return undefined;
  const { scheme, userinfo = '', host = '' } = parts;
  // For curl also, host:port without a scheme is an http proxy, and the default ports are these.
  const secure = scheme?.toLowerCase() === 'https';
  const port = Number(parts['port'] ?? (secure ? 443 : 1080));
  const [user, password] = split(userinfo).map(decode);
  const name = URL.canParse(`http://${host}`) ? bare(new URL(`http://${host}`).hostname) : '';
  if (user === undefined || password === undefined || name === '' || port < 1 || port > 65_535) return undefined;
  const authorization = userinfo === '' ? undefined : `Basic ${base64(`${user}:${password}`)}`;
  return { variable, secure, host: name, port, address: `${authority(name)}:${port}`, authorization };
}

/** Whether an entry of no_proxy is about this host: a name and what is below it, or an address. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, place = entry, itsPort = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  const name = bare(place.replace(/^\*?\./, ''));
  return itsPort === port && name !== '' && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)));
}

/** Whether a host, without brackets, is this machine (RFC 6761 section 6.3). */
export const isLoopback = (host: string): boolean =>
  /(^|\.)localhost$/.test(host) || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/** A host without the brackets of an IPv6 address and without the dot that may end a name. */
export const bare = (host: string): string => host.replace(/^\[|\]$|\.$/g, '');
/** A host as it is written before a port. */
export const authority = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** User and password. */
const split = (userinfo: string): string[] => /^([^:]*):?(.*)$/s.exec(userinfo)?.slice(1) ?? [];

/** Undefined when the text is not percent-encoded, or hides what no credentials have (RFC 7617 section 2). */
function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text);
    return /[\0-\x1f\x7f]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

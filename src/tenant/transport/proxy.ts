import { request as requestPlain } from 'node:http';
import { Agent, type RequestOptions, request as requestTls } from 'node:https';
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import type { Duplex } from 'node:stream';

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
export type Route =
  | { readonly kind: 'none' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer }
  | { readonly kind: 'problem'; readonly variable: string; readonly problem: string };

/**
 * Refused and wants credentials: it answered CONNECT with 4xx. Down: no connection to it, no answer before the caller's
 * signal, 5xx, or it does not speak as a proxy does.
 */
export type ProxyErrorCode = 'proxy refused' | 'proxy wants credentials' | 'proxy certificate' | 'proxy down';

/** There is no tunnel: nothing of the request has left this machine. The message names the proxy. */
export class ProxyError extends Error {
  readonly code: ProxyErrorCode;

  constructor(code: ProxyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * In the order in which curl reads them. ALL_PROXY counts, though @actions/http-client passes it by: a proxy that is
 * configured is never gone around. http_proxy does not: https goes elsewhere, and http goes to loopback only.
 */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;
/** Those of other programs may hold the same credentials. */
const SECRET_VARIABLES = [...PROXY_VARIABLES, 'http_proxy', 'HTTP_PROXY'] as const;

const EXAMPLE = 'http://proxy.example:3128';
const UNREADABLE =
  `is not the URL of a proxy, such as ${EXAMPLE}. It has no path, query or fragment; in user and password, ` +
  'write / as %2F, ? as %3F, # as %23, @ as %40, \\ as %5C and % as %25';

/** Raw `/ ? #` and white space end no part: what holds them elsewhere is no URL of a proxy. */
const PROXY_URL =
  /^(?:(?<scheme>https?):\/\/)?(?:(?<userinfo>[^/?#\\\s]*)@)?(?<host>\[[\da-f:.]+\]|[^/?#\\\s@:%[\]]+)(?::(?<port>\d{1,5}))?\/?$/i;

/**
 * Which proxy, if any, serves a URL of the tenant, as curl would choose: the first of https_proxy, HTTPS_PROXY,
 * all_proxy, ALL_PROXY that is not empty, unless no_proxy (else NO_PROXY) names the host. Loopback hosts, and with
 * them every http URL, are never sent to a proxy. What cannot be read is a problem even where no_proxy names the host:
 * @actions/http-client reads it, too, and fails on it.
 */
export function readProxy(env: NodeJS.ProcessEnv, url: string): Route {
  const { protocol, hostname, port } = new URL(url);
  const host = bare(hostname);
  const variable = PROXY_VARIABLES.find(name => env[name]);
  if (variable === undefined || protocol !== 'https:' || isLoopback(host)) return { kind: 'none' };
  const entries = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/);
  const isCovered = entries.some(entry => covers(entry.toLowerCase(), host, port || '443'));
  const text = env[variable] ?? '';
  if (/^socks\w*:\/\//i.test(text)) {
    const problem = `names a SOCKS proxy; only http:// and https:// work, such as https_proxy=${EXAMPLE}`;
    return isCovered ? { kind: 'none' } : { kind: 'problem', variable, problem };
  }
  const proxy = parseProxy(variable, text);
  if (proxy === undefined) return { kind: 'problem', variable, problem: UNREADABLE };
  return isCovered ? { kind: 'none' } : { kind: 'proxy', proxy };
}

/**
 * What must never be seen of the proxies in the environment, to be masked: passwords, `user:password`, both as written,
 * decoded and in base64 (as Proxy-Authorization has them). Without a password the user is what is secret: a token.
 */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  const secrets = SECRET_VARIABLES.flatMap(name => {
    // Up to the last @: also of a URL that is no good, as one with a raw slash in the password.
    const userinfo = /^(?:[a-z][a-z\d+.-]*:\/\/)?(.*)@/is.exec(env[name]?.trim() ?? '')?.[1];
    if (userinfo === undefined) return [];
    const [user, password] = split(userinfo);
    const texts = password === '' ? [user] : [password, userinfo];
    const plain = texts.map(text => decode(text) ?? text);
    const sent = `${decode(user) ?? user}:${decode(password) ?? password}`;
    return [...texts, ...plain, ...[...plain, sent].map(base64)];
  });
  return [...new Set(secrets)].filter(secret => secret !== '' && secret !== base64(':'));
}

/**
 * An agent for https requests through a proxy: one tunnel is kept and serves one request after the other, also those
 * that are sent at once. A request that gets no tunnel fails with a ProxyError.
 *
 * Node's own agent does the work; this adds the CONNECT. The packages for it were tried: https-proxy-agent opens a
 * tunnel for each request of @actions/http-client, and neither it nor Node's `proxyEnv` (not in Node 20) can be
 * stopped while the proxy has not answered.
 */
export function openProxyAgent(proxy: ProxyServer): Agent {
  return new ProxyAgent(proxy);
}

/**
 * Sets on the options of a request through which agent it goes, and what ends it. Node takes `signal` off before an
 * agent sees it; a CONNECT that hangs needs it, too.
 */
export function sendThrough(options: RequestOptions, agent: RequestOptions['agent'], signal: AbortSignal): void {
  Object.assign(options, { agent, signal, connectSignal: signal });
}

/** What Node says of a certificate that it does not accept. It looks before it sends anything. */
export const CERTIFICATE_CODE = /CERT|^UNABLE_TO_|^INVALID_|SIGNATURE|CRL|^HOSTNAME_MISMATCH$/;

class ProxyAgent extends Agent {
  readonly #proxy: ProxyServer;

  constructor(proxy: ProxyServer) {
    super({ keepAlive: true, maxSockets: 1, rejectUnauthorized: true });
    this.#proxy = proxy;
  }

  override createConnection(
    options: RequestOptions & { connectSignal?: AbortSignal },
    callback: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const { secure, host, port, address, authorization } = this.#proxy;
    const fail = callback as (error: Error) => void;
    const target = `${authority(bare(options.host ?? ''))}:${options.port}`;
    const connect = (secure ? requestTls : requestPlain)({
      host,
      port,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
      // Else Node takes the name for the certificate from the header Host, which is the tenant's.
      ...(secure && { servername: isIP(host) ? '' : host, rejectUnauthorized: true }),
      ...(options.connectSignal && { signal: options.connectSignal }),
    });
    connect.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        callback(null, super.createConnection({ ...options, socket } as RequestOptions) as Duplex);
        return;
      }
      socket.destroy();
      const refused = statusCode === 407 ? 'proxy wants credentials' : 'proxy refused';
      const message = `the proxy ${address} refuses the connection with HTTP ${statusCode}`;
      fail(new ProxyError(statusCode >= 500 ? 'proxy down' : refused, message));
    });
    connect.on('error', error => fail(toProxyError(this.#proxy, error, options.connectSignal)));
    connect.end();
  }
}

function toProxyError(
  { address, variable }: ProxyServer,
  error: NodeJS.ErrnoException,
  signal: AbortSignal | undefined,
): ProxyError {
  const { code = '' } = error;
  // Several addresses were tried: Node's AggregateError has no message of its own.
  const reason = error.message || code;
  if (signal?.aborted) return new ProxyError('proxy down', `the proxy ${address} does not answer`);
  if (CERTIFICATE_CODE.test(code)) {
    return new ProxyError('proxy certificate', `the certificate of the proxy ${address} is not accepted: ${reason}`);
  }
  if (code.startsWith('HPE_')) {
    return new ProxyError('proxy down', `the proxy ${address} does not answer as an HTTP proxy does: ${reason}`);
  }
  const noTls = code === 'EPROTO' || code.startsWith('ERR_SSL');
  const problem = noTls ? `it does not speak TLS, as the https:// in ${variable} says` : reason;
  return new ProxyError('proxy down', `the proxy ${address} cannot be reached: ${problem}`);
}

/** @returns undefined when the text is not the URL of a proxy; white space may follow it, as a line end in a secret */
function parseProxy(variable: string, text: string): ProxyServer | undefined {
  const parts = PROXY_URL.exec(text.replace(/[\t\n\r ]+$/, ''))?.groups;
  if (parts === undefined) return undefined;
  const { scheme = 'http', userinfo = '', host = '' } = parts;
  // For curl, too, host:port without a scheme is an http proxy, and the default ports are these.
  const secure = scheme.toLowerCase() === 'https';
  const port = Number(parts['port'] ?? (secure ? 443 : 1080));
  const [user, password] = split(userinfo).map(decode);
  const name = URL.canParse(`http://${host}`) ? bare(new URL(`http://${host}`).hostname) : '';
  if (user === undefined || password === undefined || name === '' || port < 1 || port > 65_535) return undefined;
  return {
    variable,
    secure,
    host: name,
    port,
    address: `${authority(name)}:${port}`,
    authorization: userinfo === '' ? undefined : `Basic ${base64(`${user}:${password}`)}`,
  };
}

/** Whether an entry of no_proxy is about this host: a name and what is below it, an address, a range of them. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, place = entry, itsPort = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (itsPort !== port) return false;
  if (isIP(host)) return coversAddress(place.replace(/[[\]]/g, ''), host);
  const name = place.replace(/^\*?\./, '').replace(/\.$/, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function coversAddress(place: string, host: string): boolean {
  const family = isIPv4(host) ? 'ipv4' : 'ipv6';
  const bits = family === 'ipv4' ? 32 : 128;
  const [address = '', prefix = `${bits}`] = place.split('/');
  if (isIP(address) !== isIP(host) || !/^\d+$/.test(prefix) || Number(prefix) > bits) return false;
  const range = new BlockList();
  range.addSubnet(address, Number(prefix), family);
  return range.check(host, family);
}

/** Whether a host, without brackets, is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** A host without the brackets of an IPv6 address and without the dot that may end a name. */
function bare(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '');
}

function authority(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

function split(userinfo: string): [user: string, password: string] {
  const colon = userinfo.indexOf(':');
  return colon < 0 ? [userinfo, ''] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)];
}

/** Undefined when the text is not percent-encoded, or hides what no credentials have (RFC 7617 section 2). */
function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text);
    return /[\0-\x1f\x7f]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

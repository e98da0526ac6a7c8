import { type ClientRequestArgs, Agent as HttpAgent, type IncomingMessage, request as requestPlain } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions, request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { PRODUCT } from '../../version.ts';
import { CERTIFICATE_CODE, type ConnectionState, HttpError, NOT_TLS_CODE, reasonOf } from './http-error.ts';
import { authority, bare, type ProxyServer } from './proxy.ts';

export interface Connecting {
  state: ConnectionState;
  /** Ends the exchange, and a CONNECT under way for it. */
  readonly signal: AbortSignal;
}

type Options = RequestOptions & { readonly connecting: Connecting; readonly socket?: Duplex };
type Callback = (error: Error | null, stream: Duplex) => void;

/** Node gives each address of a host 250 ms and never comes back to one, so that a far host is not reached. */
const FOR_EACH_ADDRESS = { autoSelectFamilyAttemptTimeout: 2000 };

/**
 * An agent that keeps connections and tunnels, and always checks certificates. Packages were tried: https-proxy-agent opens
 * a tunnel for each request, and neither it nor Node's `proxyEnv` can be stopped while the proxy has not responded.
 */
export function openAgent(protocol: string, proxy?: ProxyServer): HttpAgent {
  if (proxy !== undefined) return new ProxyAgent(proxy);
  return protocol === 'https:' ? new TlsAgent() : new PlainAgent({ keepAlive: true, ...FOR_EACH_ADDRESS });
}

/** Sets agent and signal in a request's options. Node takes `signal` off before an agent sees it, and a CONNECT needs it. */
export const sendThrough = (options: RequestOptions, agent: HttpAgent, connecting: Connecting): void =>
  void Object.assign(options, { agent, signal: connecting.signal, connecting });

class PlainAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs & Options, callback?: Callback): Duplex | null | undefined {
    return watch(super.createConnection(options, callback), 'connect', options.connecting);
  }
}

class TlsAgent extends HttpsAgent {
  constructor() {
    super({ keepAlive: true, rejectUnauthorized: true, ...FOR_EACH_ADDRESS });
  }

  override createConnection(options: Options, callback?: Callback): Duplex | null | undefined {
    return watch(super.createConnection(options, callback), 'secureConnect', options.connecting);
  }
}

function watch<S extends Duplex | null | undefined>(socket: S, opened: string, connecting: Connecting): S {
  connecting.state = 'opening';
  socket?.once(opened, () => {
    connecting.state = 'open';
  });
  return socket;
}

class ProxyAgent extends TlsAgent {
  readonly #proxy: ProxyServer;

  constructor(proxy: ProxyServer) {
    super();
    this.#proxy = proxy;
  }

  override createConnection(options: Options, callback: Callback): undefined {
    const { secure, host, port, authorization } = this.#proxy;
    const { connecting } = options;
    connecting.state = 'opening';
    const target = `${authority(bare(options.host ?? ''))}:${options.port}`;
    const shown = target.replace(/:443$/, '');
    // Node's agent accepts a call with only an error; its types do not.
    const fail = callback as (error: Error) => void;
    const connect = (secure ? requestTls : requestPlain)({
      host,
      port,
      method: 'CONNECT',
      path: target,
      agent: false,
      signal: connecting.signal,
      headers: { host: target, 'user-agent': PRODUCT, ...(authorization && { 'proxy-authorization': authorization }) },
      // Else Node takes the name for the certificate from the header Host, which is the tenant's.
      ...(secure && { servername: isIP(host) ? '' : host, rejectUnauthorized: true }),
      ...FOR_EACH_ADDRESS,
    });
    connect.once('connect', ({ statusCode, headers }, socket) => {
      const status = Number(statusCode);
      const isOpen = status >= 200 && status < 300;
      const secured = isOpen ? super.createConnection({ ...options, socket }) : undefined;
      if (secured) return callback(null, secured);
      socket.destroy();
      fail(refusal(shown, this.#proxy, status, headers));
    });
    connect.on('error', error => fail(failure(shown, this.#proxy, error, connecting.signal.aborted)));
    connect.end();
  }
}

/** The response to a CONNECT that opens no tunnel: nothing of the request has left this machine. */
function refusal(host: string, proxy: ProxyServer, status: number, headers: IncomingMessage['headers']): HttpError {
  const why = status === 407 ? `: ${whyNotAuthenticated(proxy, headers['proxy-authenticate'] ?? '')}` : '';
  const message = `${host}: the proxy ${proxy.address} refuses the connection with HTTP ${status}${why}`;
  return new HttpError(message, status >= 500 ? 'proxy down' : 'proxy refuses', false);
}

/** @param offered schemes, each with its parameters (RFC 9110 section 11.7.1) */
function whyNotAuthenticated({ authorization, variable }: ProxyServer, offered: string): string {
  const found = offered.replaceAll(/"[^"]*"/g, '').matchAll(/(?:^|,)\s*([A-Za-z-]+)(?=\s|,|$)/g);
  const schemes = [...new Set([...found].map(([, scheme = '']) => scheme))];
  if (schemes.length > 0 && !schemes.some(scheme => /^basic$/i.test(scheme)))
    return `it wants ${schemes.join(' or ')} authentication, and only Basic works here`;
  return authorization === undefined
    ? `put its user and password into the URL in ${variable}`
    : `it does not accept the user and the password in ${variable}`;
}

function failure(host: string, proxy: ProxyServer, error: NodeJS.ErrnoException, isStopped: boolean): HttpError {
  const { code = '' } = error;
  const name = `the proxy ${proxy.address}`;
  const reason = reasonOf(error);
  const is = (kind: HttpError['code'], what: string) => new HttpError(`${host}: ${what}`, kind, false);
  if (isStopped) return is('proxy down', `${name} does not respond`);
  if (CERTIFICATE_CODE.test(code))
    return is('proxy certificate', `the certificate of ${name} is not accepted: ${reason}`);
  if (code.startsWith('HPE_')) return is('proxy down', `${name} does not respond as an HTTP proxy does: ${reason}`);
  const problem = NOT_TLS_CODE.test(code) ? `it does not speak TLS, although ${proxy.variable} says https://` : reason;
  return is(code === 'ENOTFOUND' ? 'unknown proxy' : 'proxy down', `${name} cannot be reached: ${problem}`);
}

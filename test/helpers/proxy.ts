import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A status refuses the tunnel, `hang` never responds, `close` closes the connection, and `mute` opens a tunnel that
 * never delivers anything.
 */
export type ConnectResponse = 'tunnel' | 'hang' | 'close' | 'mute' | number;

export interface ProxyOptions {
  /** Where it listens: 127.0.0.1 when not given, or ::1. */
  readonly host?: '127.0.0.1' | '::1';
  /** It accepts TLS connections with this certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** `user:password` that it requires (RFC 7617); when not given, it accepts everyone. */
  readonly userinfo?: string;
  /** What it does with every CONNECT, or with the first, the second, …; the last item applies to the rest. */
  readonly response?: ConnectResponse | readonly ConnectResponse[];
  /** The Proxy-Authenticate of a 407; Basic when not given. */
  readonly offers?: string;
  /** The port on 127.0.0.1 that every tunnel leads to; the requested one when not given. */
  readonly upstream?: number;
}

export interface Connect {
  /** `host:port` */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  /** `host:port` as written in a URL. */
  readonly address: string;
  /** Every CONNECT received, in order. */
  readonly requests: readonly Connect[];
  /** The same in short: `host:port status`; the status is 0 if there was no response. */
  readonly connects: readonly string[];
  /** The number of TCP connections from clients so far. */
  readonly connections: number;
  /** Open connections, from clients and to servers. */
  readonly open: number;
}

/**
 * A real CONNECT proxy on loopback (RFC 9110 section 9.3.6). Every host name is 127.0.0.1, so that nothing can leave
 * this machine.
 */
export async function startProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  const { host = '127.0.0.1', tls, userinfo, response = 'tunnel', upstream, offers = 'Basic realm="proxy"' } = options;
  const requests: Connect[] = [];
  const connects: string[] = [];
  const sockets = new Set<Duplex>();
  let connections = 0;
  const expected = userinfo && `Basic ${Buffer.from(userinfo).toString('base64')}`;

  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = tls ? createTlsServer(tls) : createServer();
  server.on('request', (_, response) => response.writeHead(405).end());
  server.on('connection', socket => {
    connections++;
    track(socket);
  });
  server.on('connect', ({ url: target = '', headers }, socket: Duplex) => {
    const allowed = expected === undefined || headers['proxy-authorization'] === expected;
    const responses = [response].flat();
    const outcome = allowed ? (responses[Math.min(requests.length, responses.length - 1)] ?? 'tunnel') : 407;
    const status = outcome === 'tunnel' || outcome === 'mute' ? 200 : typeof outcome === 'number' ? outcome : 0;
    requests.push({ target, headers });
    connects.push(`${target} ${status}`);
    socket.on('error', () => socket.destroy());
    if (outcome === 'close') socket.end();
    else if (outcome === 'tunnel') tunnel(socket, upstream ?? Number(/\d+$/.exec(target)?.[0]), track);
    else if (outcome === 'mute') socket.resume().write(ESTABLISHED);
    else {
      // The connection stays open until the client ends it, also after a refusal.
      socket.resume().on('end', () => socket.destroy());
      if (outcome !== 'hang') socket.write(refusal(outcome, offers));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    requests,
    connects,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise(done => server.close(done));
    },
  };
}

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

function tunnel(client: Duplex, port: number, track: (socket: Socket) => void): void {
  const server = connect(port, '127.0.0.1', () => {
    client.write(ESTABLISHED);
    server.pipe(client).pipe(server);
  });
  track(server);
  server.on('close', () => client.destroy());
  client.on('close', () => server.destroy());
}

/** An error page, such as real proxies send. */
function refusal(status: number, offers: string): string {
  const page = '<html><body>PAGE-TEXT-of-the-proxy</body></html>';
  const challenge = status === 407 ? `Proxy-Authenticate: ${offers}\r\n` : '';
  return `HTTP/1.1 ${status} Refused\r\n${challenge}Content-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`;
}

import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** What was asked for, `host:port`, with the status it was answered. */
  readonly connects: readonly string[];
}

/**
 * A real CONNECT proxy on loopback. Every host name is this machine, so that nothing can leave it.
 *
 * @param userinfo `user:password` that it wants (RFC 7617), or nothing
 */
export async function startProxy(userinfo?: string): Promise<Proxy> {
  const connects: string[] = [];
  const sockets = new Set<Socket>();
  const expected = userinfo && `Basic ${Buffer.from(userinfo).toString('base64')}`;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', socket => sockets.add(socket));
  server.on('connect', (request, socket) => {
    const allowed = expected === undefined || request.headers['proxy-authorization'] === expected;
    connects.push(`${request.url} ${allowed ? 200 : 407}`);
    if (!allowed) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    connects,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise(done => server.close(done));
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setDefaultCACertificates } from 'node:tls';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createHttp, type HttpRequest } from '../../src/tenant/transport/http.ts';
import { startProxy } from '../helpers/proxy.ts';
import { connectionTo, operations } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { forwardTo } from '../helpers/world.ts';
import { createAuthority } from '../tenant/certificate.ts';

const HOST = 'acme.api.identitynow.com';
const authority = createAuthority();
setDefaultCACertificates([authority.cert]);

type Handler = Parameters<typeof createServer>[1];

/**
 * A server that handles one request on each connection, without announcing that. A second request on the connection is
 * not read and gets no byte of a response.
 */
async function closingServer(handler: Handler, tls = false) {
  const handled = new WeakSet<object>();
  let connections = 0;
  const once: Handler = (incoming, response) => {
    if (handled.has(incoming.socket)) incoming.socket.destroy();
    else handler?.(incoming, response);
    handled.add(incoming.socket);
  };
  const server = tls ? createTlsServer(authority.issue([HOST]), once) : createServer(once);
  server.on(tls ? 'secureConnection' : 'connection', () => connections++);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

function openHttp(env: NodeJS.ProcessEnv = {}) {
  const lines: string[] = [];
  const clock = systemClock();
  const http = createHttp({ env, clock, report: { info: line => void lines.push(line), debug: () => {} } });
  const send = (url: string, more: Partial<HttpRequest> = {}) =>
    http.send({
      ...{ method: 'GET', url, headers: {}, maxBytes: 1000, until: clock.now() + 60_000, repeatable: true },
      ...more,
    });
  return { send, lines, [Symbol.dispose]: http.close };
}

const CREATE = { method: 'POST', body: '{}', repeatable: false } as const;

/** In a process of its own: in this one, the server would close the connection only when the client lets it. */
const CLOSES_AT_ONCE = `
const server = require('node:http').createServer((request, response) => {
  request.resume().on('end', () => response.end('{}', () => request.socket[process.argv[1]]()));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

test.each(['end', 'destroy'])(
  'a create request does not go out on a connection that the server has closed (%s) right after a response',
  async how => {
    const server = spawn(process.execPath, ['-e', CLOSES_AT_ONCE, how], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(server.stdout, 'data');
    const url = `http://127.0.0.1:${Number(port)}/`;
    let succeeded = 0;
    for (let round = 0; round < 10; round++) {
      using http = openHttp();
      await http.send(url);
      await http.send(url, CREATE).then(
        () => succeeded++,
        () => {},
      );
    }
    server.kill();
    // Without the wait none succeeds. On a busy machine the server may close some connections late.
    expect(succeeded).toBeGreaterThan(4);
  },
);

test('a request that fails on a kept connection is sent again immediately on a new one', async () => {
  await using server = await closingServer((_, response) => void response.end('{}'));
  using http = openHttp();
  const url = `http://127.0.0.1:${server.port}/`;
  for (let i = 0; i < 3; i++) expect(await http.send(url)).toMatchObject({ status: 200, isRepeated: i > 0 });
  expect(server.connections).toBe(3);
  expect(http.lines).toEqual(Array(2).fill(expect.stringMatching(/^GET .*; trying again immediately\.$/)));
});

test('a create request is not sent again, and the caller can request a new connection', async () => {
  const bodies: string[] = [];
  await using server = await closingServer((incoming, response) => {
    bodies.push(incoming.method ?? '');
    response.end('{}');
  });
  using http = openHttp();
  const url = `http://127.0.0.1:${server.port}/`;
  await http.send(url);
  await expect(http.send(url, CREATE)).rejects.toMatchObject({ code: 'closed', mayHaveArrived: true });
  await http.send(url);
  expect(await http.send(url, { ...CREATE, fresh: true })).toMatchObject({ status: 200, isRepeated: false });
  expect(bodies).toEqual(['GET', 'GET', 'POST']);
});

test('a request can use a new connection although the kept one works', async () => {
  let connections = 0;
  const server = createServer((_, response) => void response.end('{}')).on('connection', () => connections++);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  using http = openHttp();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const fresh of [false, true, false]) await http.send(url, { fresh });
  expect(connections).toBe(2);
  server.closeAllConnections();
  server.close();
});

test('kept tunnels that are closed without being announced are replaced, through a proxy', async () => {
  await using server = await closingServer((_, response) => void response.end('{}'), true);
  await using proxy = await startProxy();
  using http = openHttp({ https_proxy: proxy.address });
  const url = `https://${HOST}:${server.port}/`;
  const responses = await Promise.all(Array.from({ length: 4 }, () => http.send(url)));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await http.send(url, { ...CREATE, fresh: true });
  expect(server.connections).toBe(5);
});

/** A closing server in front of a tenant. */
function closingRelay(origin: string) {
  const forward = forwardTo(origin);
  return closingServer(async (incoming, response) => {
    const { method = '', url: path = '', headers } = incoming;
    const { status, headers: given, body } = await forward({ method, path, headers, body: await buffer(incoming) });
    response.writeHead(status, given).end(body);
  });
}

test('after a create request that never arrived, the client is looked up, and the request sent again on a new connection', async () => {
  await using s = await inThisProcess();
  await using server = await closingRelay(s.tenant.origin);
  const { main } = await s.create({ 'base-url': `http://127.0.0.1:${server.port}` });
  expect(main.failed, main.log).toBe(false);
  expect(main.annotations).toEqual([]);
  expect(operations(s)).toEqual(['token', 'list', 'create']);
});

test('prune through a server that closes each connection succeeds without a wait or a warning', async () => {
  await using s = await inThisProcess();
  await using server = await closingRelay(s.tenant.origin);
  for (let i = 0; i < 12; i++) s.tenant.addClient({ name: 'old' });
  const inputs = { ...connectionTo(s.tenant), 'base-url': `http://127.0.0.1:${server.port}`, name: 'old' };
  const { main } = await s.step(inputs, { action: 'prune' });
  expect(main.failed, main.log).toBe(false);
  expect(main.annotations).toEqual([]);
  expect(main.log).not.toMatch(/trying again in/);
  expect(s.tenant.deleted).toHaveLength(12);
});

/** A relay in front of a TLS server: the first connections break in the middle of the handshake. */
async function breakingHandshakes(port: number, breaks: number, how: (socket: Socket) => void) {
  let connections = 0;
  const server = createTcpServer(socket => {
    socket.on('error', () => {});
    if (++connections <= breaks) socket.once('data', () => how(socket));
    else socket.pipe(connect(port, '127.0.0.1')).pipe(socket);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

test.for<[string, (socket: Socket) => void]>([
  ['resets', socket => void socket.resetAndDestroy()],
  ['closes', socket => void socket.end()],
])('a request is sent again if the server %s the connection during the handshake', async ([, how]) => {
  let requests = 0;
  const tenant = createTlsServer(authority.issue([HOST]), (_, response) => {
    requests++;
    response.end('{}');
  });
  await new Promise<void>(done => tenant.listen(0, '127.0.0.1', done));
  const broken = await breakingHandshakes((tenant.address() as AddressInfo).port, 2, how);
  await using proxy = await startProxy({ upstream: broken.port });
  using http = openHttp({ https_proxy: proxy.address });
  expect(await http.send(`https://${HOST}/`, CREATE)).toMatchObject({ status: 200, isRepeated: false });
  expect(requests).toBe(1);
  tenant.closeAllConnections();
  tenant.close();
  broken.close();
});

/** A server, and an http that has sent it one request. */
async function afterOne(handler: (url: string, end: () => void) => void) {
  const sockets: Socket[] = [];
  const urls: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    urls.push(url);
    handler(url, () => void response.end('{}'));
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', socket => void sockets.push(socket));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const http = openHttp();
  const send = (path: string) => http.send(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  await send('/first');
  return { close: http[Symbol.dispose], send, sockets, urls, end: () => server.close() };
}

test('close ends the connections that are kept', async () => {
  const { close, sockets, end } = await afterOne((_, respond) => respond());
  const [socket] = sockets;
  expect(socket?.destroyed).toBe(false);
  const closed = new Promise(done => socket?.once('close', done));
  close();
  await closed;
  end();
});

test('close ends a request that is under way, and no other one is sent', async () => {
  const reached = Promise.withResolvers<void>();
  const { close, send, urls, end } = await afterOne((url, respond) =>
    url === '/first' ? respond() : reached.resolve(),
  );
  const pending = send('/second');
  await reached.promise;
  close();
  await expect(pending).rejects.toMatchObject({ code: 'closed' });
  await expect(send('/third')).rejects.toMatchObject({ code: 'no time left' });
  expect(urls).toEqual(['/first', '/second']);
  end();
});

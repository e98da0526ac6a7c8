import { once } from 'node:events';
import { request } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openAgent, sendThrough } from '../../src/tenant/transport/agents.ts';

/** Sends a request through a proxy that gives this response to CONNECT and leaves the connection open. */
async function throughProxy(status: number) {
  const server = createServer();
  const connected = once(server, 'connection') as Promise<[Socket]>;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const proxy = { variable: 'https_proxy', secure: false, host: '127.0.0.1', port, authorization: undefined };
  const agent = openAgent('https:', { ...proxy, address: `127.0.0.1:${port}` });
  const options = { host: 'tenant.example', port: 443 };
  sendThrough(options, agent, { state: 'kept', signal: new AbortController().signal });
  const sent = request(options);
  const failed = once(sent, 'error');
  sent.end();
  const [socket] = await connected;
  socket.once('data', () => socket.write(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`));
  const closed = once(socket, 'close');
  const [error] = await failed;
  return { error, port, end: () => closed.finally(() => server.close()) };
}

test.each([
  [403, 'proxy refuses'],
  [499, 'proxy refuses'],
  [500, 'proxy down'],
  [503, 'proxy down'],
])('a CONNECT that gets HTTP %d fails with the code %j, and its connection is closed', async (status, code) => {
  const { error, port, end } = await throughProxy(status);
  const message = `tenant.example: the proxy 127.0.0.1:${port} refuses the connection with HTTP ${status}`;
  expect(error).toMatchObject({ code, message, mayHaveArrived: false });
  await end();
});

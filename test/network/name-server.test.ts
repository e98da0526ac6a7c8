import dns from 'node:dns';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { createHttp, type HttpRequest } from '../../src/tenant/transport/http.ts';
import { fastClock } from '../helpers/fast-clock.ts';
import { connectionTo } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

/** The results of the name server for these hosts, one item for each look-up; the last item applies to the rest. */
const RESULTS = new Map<string, (string | string[])[]>();
const { lookup } = dns;

/** Node's look-up for net and http, with the results that a test sets. */
function resolve(host: string, options: dns.LookupAllOptions, done: (error: Error | null, found?: unknown) => void) {
  const results = RESULTS.get(host);
  if (results === undefined) return lookup(host, options, done);
  const [result = ''] = results.length > 1 ? results.splice(0, 1) : results;
  if (typeof result !== 'string')
    done(
      null,
      result.map(address => ({ address, family: 4 })),
    );
  else done(Object.assign(new Error(`getaddrinfo ${result} ${host}`), { code: result, syscall: 'getaddrinfo' }));
}
Object.assign(dns, { lookup: resolve });
afterAll(() => void Object.assign(dns, { lookup }));

const LOCAL = ['127.0.0.1'];
const unavailable = (times: number) => [...Array(times).fill('EAI_AGAIN'), LOCAL];

function openHttp(speed: number) {
  const clock = fastClock(speed, () => 0.5);
  const http = createHttp({ env: {}, clock, report: { info: () => {}, debug: () => {} } });
  const send = (url: string, more: Partial<HttpRequest> = {}) =>
    http.send({
      ...{ method: 'GET', url, headers: {}, maxBytes: 1000, until: clock.now() + 1_200_000, repeatable: true },
      ...more,
    });
  return { send, [Symbol.dispose]: http.close };
}

async function startServer(host = '127.0.0.1', port = 0) {
  const server = createServer((_, response) => void response.end('{}'));
  await new Promise<void>(done => server.listen(port, host, done));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('every request, including the create request, waits for a name server that is unavailable for some seconds', async () => {
  using server = await startServer();
  using http = openHttp(20);
  RESULTS.set('for-a-while.localhost', unavailable(5));
  const create = { method: 'POST', repeatable: false } as const;
  expect(await http.send(`http://for-a-while.localhost:${server.port}/`, create)).toMatchObject({
    status: 200,
    isRepeated: false,
  });
});

test('the step fails after eight tries if the name server stays unavailable, and after three if the name does not exist', async () => {
  using http = openHttp(30);
  for (const [code, tries, kind] of [
    ['EAI_AGAIN', 8, 'name server'],
    ['ENOTFOUND', 3, 'unknown host'],
  ] as const) {
    const results = Array<string>(20).fill(code);
    RESULTS.set('forever.localhost', results);
    await expect(http.send('http://forever.localhost:1/')).rejects.toMatchObject({ code: kind });
    expect(20 - results.length).toBe(tries);
  }
});

// The name server is simulated in this process.
test.skipIf(process.env['ACTION_NODE'] !== undefined)(
  'main and post step go on when the name server is back',
  async () => {
    await using s = await inThisProcess();
    const url = new URL(s.tenant.origin);
    url.hostname = 'acme.localhost';
    RESULTS.set('acme.localhost', unavailable(4));
    const inputs = { ...connectionTo(s.tenant), 'base-url': url.origin, name: 'Pipeline', ephemeral: 'true' };
    const { main, post } = await s.step({ ...inputs, scope: 'idn:accounts:read' });
    expect(main.failed, main.log).toBe(false);
    RESULTS.set('acme.localhost', unavailable(4));
    expect((await post()).failed).toBe(false);
    expect(s.tenant.clients.size).toBe(0);
  },
);

/** Accepts connections up to its backlog. The next one waits, as with a host without a route. */
async function silentAddress(host: string, port: number) {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     require('node:net').createServer().listen({ ...workerData, backlog: 1 }, () => {
       parentPort.postMessage('listening');
       setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50);
     });`,
    { eval: true, workerData: { host, port } },
  );
  await new Promise(done => worker.once('message', done));
  await new Promise(done => setTimeout(done, 200));
  const fillers = Array.from({ length: 4 }, () => connect(port, host).on('error', () => {}));
  await new Promise(done => setTimeout(done, 200));
  return {
    [Symbol.asyncDispose]: async () => {
      for (const socket of fillers) socket.destroy();
      await worker.terminate();
    },
  };
}

test.skipIf(process.platform !== 'linux')(
  'each address of a host is tried for two seconds, not for 250 ms',
  async () => {
    using server = await startServer();
    await using _ = await silentAddress('127.0.0.2', server.port);
    using http = openHttp(1);
    RESULTS.set('two-addresses.localhost', [['127.0.0.2', '127.0.0.1']]);
    const start = performance.now();
    expect(await http.send(`http://two-addresses.localhost:${server.port}/`)).toMatchObject({ status: 200 });
    expect(performance.now() - start).toBeGreaterThan(1900);
  },
);

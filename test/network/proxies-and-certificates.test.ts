import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect, test } from 'vitest';
import { behindProxy, TENANT_HOST } from '../helpers/behind-proxy.ts';
import { preload } from '../helpers/preload.ts';
import { refusal } from '../helpers/refusal.ts';
import { errorsOf, scenario } from '../helpers/scenario.ts';
import { findLeaks } from '../runner/leaks.ts';

// The built action in typical company networks.

test.for([
  ['host:port alone', (address: string) => address],
  ['a URL', (address: string) => `http://${address}`],
] as const)('a proxy given as %s is used for two requests in one tunnel', async ([, form]) => {
  await using s = await behindProxy();
  const { main } = await s.step(
    { ...s.inputs, name: 'Pipeline' },
    { env: { ...s.trust, https_proxy: form(s.proxy.address) } },
  );
  expect(main.exitCode, main.log).toBe(0);
  expect(s.proxy.connects).toEqual([`${TENANT_HOST}:443 200`]);
  expect(s.tenant.requests).toHaveLength(2);
  expect(s.tenant.connections).toBe(1);
});

test('ALL_PROXY is used if https_proxy is not set', async () => {
  await using s = await behindProxy();
  const { main } = await s.step({ ...s.inputs, name: 'Pipeline' }, { env: { ...s.trust, ALL_PROXY: s.proxy.address } });
  expect(main.exitCode, main.log).toBe(0);
  expect(s.proxy.connects).toEqual([`${TENANT_HOST}:443 200`]);
});

test('a proxy may require TLS', async () => {
  await using s = await behindProxy({ certifiedFor: ['localhost'] });
  const env = { ...s.trust, https_proxy: `https://localhost:${s.proxy.port}` };
  const { main } = await s.step({ ...s.inputs, name: 'Pipeline' }, { env });
  expect(main.exitCode, main.log).toBe(0);
  expect(s.proxy.connects).toEqual([`${TENANT_HOST}:443 200`]);
});

test.for([
  ['for another name', { certifiedFor: ['other.example'] }],
  ['expired', { certifiedFor: ['localhost'], expired: true }],
  ['of an untrusted authority', { certifiedFor: ['localhost'], untrusted: true }],
] as const)('one error blames the proxy for a certificate that is %s', async ([, options]) => {
  await using s = await behindProxy(options);
  const env = { ...s.trust, https_proxy: `https://localhost:${s.proxy.port}` };
  const { main } = await s.step({ ...s.inputs, name: 'Pipeline', 'timeout-seconds': '10' }, { env });
  expect(errorsOf(main)).toMatch(/the certificate of the proxy localhost:\d+ is not accepted: /);
  expect(errorsOf(main)).not.toContain('The TLS certificate of the host');
  expect(s.proxy.connections).toBe(1);
  expect(s.tenant.requests).toEqual([]);
});

test('a proxy may have an IPv6 address', async () => {
  await using s = await behindProxy({ host: '::1' });
  const env = { ...s.trust, https_proxy: `http://[::1]:${s.proxy.port}` };
  const { main } = await s.step({ ...s.inputs, name: 'Pipeline' }, { env });
  expect(main.exitCode, main.log).toBe(0);
  expect(s.proxy.connects).toHaveLength(1);
});

test.for(['/', '?', '#', ' ', '\\', '%zz'])('no part of a proxy password with a raw %j is shown', async sign => {
  const inputs = { tenant: 'acme', 'access-token': 'a-token', name: 'Pipeline' };
  const https_proxy = `http://svc:4711${sign}Rest-of-it@proxy.example:3128`;
  const { message, shown } = await refusal(inputs, { https_proxy });
  expect(message).toContain('- https_proxy: is not the URL of a proxy, such as http://proxy.example:3128');
  expect(shown).not.toMatch(/4711|Rest-of-it/);
});

test('a SOCKS proxy is an error before anything is sent', async () => {
  await using s = await behindProxy();
  const env = { ...s.trust, ALL_PROXY: `socks5://svc:the-password@${s.proxy.address}` };
  const { main } = await s.step({ ...s.inputs, name: 'Pipeline' }, { env });
  expect(errorsOf(main)).toContain('- ALL_PROXY: names a SOCKS proxy; only http:// and https:// work');
  expect(findLeaks(main, ['the-password'])).toEqual([]);
  expect(s.proxy.connections).toBe(0);
});

test('prune deletes 60 clients with one tunnel and one handshake', async () => {
  await using s = await behindProxy();
  for (let i = 0; i < 60; i++) s.tenant.addClient({ name: 'old' });
  const env = { ...s.trust, https_proxy: s.proxy.address };
  const { main } = await s.step({ ...s.inputs, name: 'old' }, { env, action: 'prune' });
  expect(main.exitCode, main.log).toBe(0);
  expect(s.tenant.deleted).toHaveLength(60);
  expect(s.proxy.connects).toHaveLength(1);
  expect(s.tenant.connections).toBe(1);
});

test.for(['.api.invalid', '*.invalid', 'invalid', 'other.example acme.api.invalid:443'])(
  'no_proxy=%s bypasses the proxy',
  async no_proxy => {
    await using s = await behindProxy();
    const env = { ...s.trust, https_proxy: s.proxy.address, no_proxy };
    const inputs = { ...s.inputs, name: 'Pipeline', tenant: '', 'base-url': 'https://acme.api.invalid' };
    const { main } = await s.step({ ...inputs, 'timeout-seconds': '10' }, { env });
    expect(errorsOf(main)).toContain('(DNS)');
    expect(s.proxy.connections).toBe(0);
  },
);

test.for([407, 403, 502])(
  'the error names a proxy that responds to CONNECT with %i, and does not show its page',
  async status => {
    await using s = await behindProxy({ response: status });
    const env = { ...s.trust, https_proxy: s.proxy.address };
    const { main } = await s.step({ ...s.inputs, name: 'Pipeline', 'timeout-seconds': '10' }, { env });
    expect(errorsOf(main)).toContain(`the proxy ${s.proxy.address} refuses the connection with HTTP ${status}`);
    expect(main.log).not.toContain('PAGE-TEXT');
    if (status < 500) expect(s.proxy.connects).toHaveLength(1);
  },
);

test.for(['http', 'https'])(
  'a step ends by its deadline although a proxy over %s never responds to CONNECT',
  async scheme => {
    await using s = await behindProxy({ response: 'hang', ...(scheme === 'https' && { certifiedFor: ['localhost'] }) });
    const env = { ...s.trust, https_proxy: `${scheme}://localhost:${s.proxy.port}` };
    const { main } = await s.step({ ...s.inputs, name: 'Pipeline', 'timeout-seconds': '6' }, { env });
    expect(errorsOf(main)).toMatch(/the proxy localhost:\d+ does not respond/);
    expect(main.durationMs).toBeLessThan(60_000);
  },
);

test('the error for https to a plain http port is not about certificates', async () => {
  await using s = await scenario();
  const server = createServer((_, response) => void response.end('plain'));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const { main } = await s.create({ 'base-url': `https://127.0.0.1:${port}`, 'timeout-seconds': '5' });
  server.close();
  expect(errorsOf(main)).toMatch(
    /127\.0\.0\.1:\d+ does not speak TLS on this port\. Check base-url: its port must be the one for https\./,
  );
  expect(errorsOf(main)).not.toContain('certificate');
});

test('a step ends by its deadline although the host accepts the connection and never starts TLS', async () => {
  await using s = await scenario();
  const server = createTcpServer(socket => void socket.on('error', () => {}));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const { main } = await s.create({ 'base-url': `https://127.0.0.1:${port}`, 'timeout-seconds': '5' });
  server.close();
  expect(errorsOf(main)).toMatch(/127\.0\.0\.1:\d+: no connection within/);
  expect(main.durationMs).toBeLessThan(60_000);
});

// silent-name-server.test.ts has a name server that never responds.
test('a step ends by its deadline although packets to the address are dropped, and the error says so', async () => {
  await using s = await scenario();
  const env = await preload(
    s.job,
    "require('node:net').Socket.prototype.connect = function () { this.connecting = true; return this; };",
  );
  const { main } = await s.create({ 'timeout-seconds': '6' }, { env });
  expect(errorsOf(main)).toMatch(/^Signing in .* no connection within .*raise timeout-seconds/);
  expect(main.durationMs).toBeLessThan(60_000);
});

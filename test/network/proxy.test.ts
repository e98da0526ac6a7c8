import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setDefaultCACertificates } from 'node:tls';
import { getProxyUrl } from '@actions/http-client';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createHttp } from '../../src/tenant/transport/http.ts';
import { type ProxyServer, proxySecrets, readProxy } from '../../src/tenant/transport/proxy.ts';
import { PRODUCT } from '../../src/version.ts';
import { anyUrl } from '../helpers/any-text.ts';
import { type ProxyOptions, startProxy } from '../helpers/proxy.ts';
import { createAuthority, type KeyAndCert } from '../tenant/certificate.ts';

const HOST = 'acme.api.identitynow.com';
const TENANT = `https://${HOST}`;
const PASSWORD = 'Rest-of-the-password';

const authority = createAuthority();
setDefaultCACertificates([authority.cert]);

function proxyOf(https_proxy: string): ProxyServer {
  const route = readProxy({ https_proxy }, TENANT);
  if (route.kind !== 'proxy') throw new Error(`not a proxy but ${route.kind}`);
  return route.proxy;
}

/** A tenant that responds to every request, and one try of a request to it through a proxy. */
async function through(url: (port: number) => string, options: ProxyOptions = {}, tenantCertificate?: KeyAndCert) {
  const proxy = await startProxy(options);
  const tenant = createServer(tenantCertificate ?? authority.issue([HOST]), (_, response) => void response.end('{}'));
  // Longer than a busy machine may pause between two requests.
  tenant.keepAliveTimeout = 60_000;
  let handshakes = 0;
  tenant.on('secureConnection', () => handshakes++);
  await new Promise<void>(done => tenant.listen(0, '127.0.0.1', done));
  const target = `https://${HOST}:${(tenant.address() as AddressInfo).port}/`;
  const report = { info: () => {}, debug: () => {} };
  const clock = systemClock();
  const http = createHttp({ env: { https_proxy: url(proxy.port) }, clock, report });
  const send = (limit = 60_000) =>
    http.send({
      ...{ method: 'POST', url: target, headers: {}, body: '{}', maxBytes: 1000, repeatable: false },
      ...{ until: clock.now() + limit, maxTries: 1 },
    });
  return {
    proxy,
    target,
    send,
    get handshakes() {
      return handshakes;
    },
    [Symbol.asyncDispose]: async () => {
      http.close();
      await proxy[Symbol.asyncDispose]();
      tenant.closeAllConnections();
      await new Promise(done => tenant.close(done));
    },
  };
}

const DONE = { status: 200 };

test('one tunnel and one handshake serve many requests', async () => {
  await using t = await through(port => `http://127.0.0.1:${port}`);
  for (let i = 0; i < 10; i++) expect(await t.send()).toMatchObject(DONE);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => t.send()));
  expect(outcomes).toEqual(Array(10).fill(expect.objectContaining(DONE)));
  expect(t.proxy.connects).toHaveLength(1);
  expect(t.handshakes).toBe(1);
});

test.for([
  ['127.0.0.1', 'https://127.0.0.1'],
  ['localhost', 'https://localhost'],
  ['::1', 'https://[::1]'],
  ['::1', 'http://[::1]'],
])('a proxy at %s can be given as %s', async ([name, url]) => {
  const tls = authority.issue([name ?? '']);
  const host = name === '::1' ? '::1' : '127.0.0.1';
  await using t = await through(port => `${url}:${port}`, url?.startsWith('https') ? { tls, host } : { host });
  expect(await t.send()).toMatchObject(DONE);
  expect(t.proxy.connects).toHaveLength(1);
});

test('credentials are decoded and sent as Basic, only to the proxy', async () => {
  const userinfo = 'us er:p@s:s/ü';
  await using t = await through(port => `http://us%20er:p%40s:s%2F%C3%BC@127.0.0.1:${port}`, { userinfo });
  expect(await t.send()).toMatchObject(DONE);
  expect(t.proxy.connects).toEqual([expect.stringMatching(/ 200$/)]);
});

test.for([
  [403, 'proxy refuses'],
  [502, 'proxy down'],
  [302, 'proxy refuses'],
] as const)(
  'status %i in response to CONNECT is not taken for a response of the tenant: %s',
  async ([status, code]) => {
    await using t = await through(port => `http://127.0.0.1:${port}`, { response: status });
    const message = `the proxy 127.0.0.1:${t.proxy.port} refuses the connection with HTTP ${status}`;
    await expect(t.send()).rejects.toMatchObject({
      code,
      mayHaveArrived: false,
      message: expect.stringContaining(message),
    });
  },
);

const NO_CREDENTIALS = 'HTTP 407: put its user and password into the URL in https_proxy';
const WRONG = 'HTTP 407: it does not accept the user and the password in https_proxy';

test.for([
  ['', 'Basic realm="a"', NO_CREDENTIALS],
  ['', '', NO_CREDENTIALS],
  ['user:wrong@', 'Basic realm="a"', WRONG],
  ['user:wrong@', 'Negotiate, NTLM, basic realm="a, b"', WRONG],
  ['', 'Negotiate, NTLM', 'HTTP 407: it wants Negotiate or NTLM authentication, and only Basic works here'],
  ['user:right@', 'NTLM', 'HTTP 407: it wants NTLM authentication'],
  ['', 'Digest realm="Basic, or so", qop="auth"', 'HTTP 407: it wants Digest authentication'],
] as const)('the error for a 407 for %j that offers %s is %s', async ([userinfo, offers, said]) => {
  await using t = await through(port => `http://${userinfo}127.0.0.1:${port}`, { response: 407, offers });
  await expect(t.send()).rejects.toMatchObject({ code: 'proxy refuses', message: expect.stringContaining(said) });
});

test('a CONNECT contains name and version of the action, and nothing else about the run', async () => {
  await using t = await through(port => `http://127.0.0.1:${port}`);
  await t.send();
  expect(t.proxy.requests.map(({ headers }) => headers)).toEqual([
    { host: new URL(t.target).host, 'user-agent': PRODUCT, connection: expect.any(String) },
  ]);
});

test.for([
  ['for another name', authority.issue(['other.example']), /Host: localhost\. is not in the cert's altnames/],
  ["for the tenant's name", authority.issue([HOST]), /Host: localhost\. is not in the cert's altnames/],
  ['expired', authority.issue(['localhost'], { expired: true }), /certificate has expired/],
  ['of an unknown authority', createAuthority('untrusted').issue(['localhost']), /unable to verify/],
] as const)('the error blames the proxy for its certificate that is %s', async ([, tls, reason]) => {
  await using t = await through(port => `https://localhost:${port}`, { tls });
  await expect(t.send()).rejects.toMatchObject({ code: 'proxy certificate', message: expect.stringMatching(reason) });
  expect(t.proxy.connects).toEqual([]);
});

test("the error does not blame the proxy for a tenant's certificate for a different name", async () => {
  await using t = await through(port => `http://127.0.0.1:${port}`, {}, authority.issue(['127.0.0.1', 'localhost']));
  await expect(t.send()).rejects.toMatchObject({ code: 'certificate', mayHaveArrived: false });
});

test.for<[number, string]>([
  [403, 'proxy refuses'],
  [499, 'proxy refuses'],
  [500, 'proxy down'],
  [503, 'proxy down'],
])('a CONNECT that gets HTTP %d fails with the code %j, and its connection is closed', async ([response, code]) => {
  await using t = await through(port => `http://127.0.0.1:${port}`, { response });
  await expect(t.send()).rejects.toMatchObject({ code, mayHaveArrived: false });
  await vi.waitFor(() => expect(t.proxy.open).toBe(0), 20_000);
});

test('a server that is not a proxy is an error about the proxy', async () => {
  const server = createTcpServer(socket => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.9\r\n'));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  await using t = await through(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(t.send()).rejects.toMatchObject({
    code: 'proxy down',
    message: expect.stringMatching(/the proxy 127\.0\.0\.1:\d+ does not respond as an HTTP proxy does: Parse Error/),
  });
  server.close();
});

test('the error names a proxy that closes the connection, does not speak TLS, or does not exist', async () => {
  await using closes = await through(port => `http://127.0.0.1:${port}`, { response: 'close' });
  await expect(closes.send()).rejects.toMatchObject({ code: 'proxy down', mayHaveArrived: false });
  await using plain = await through(port => `https://127.0.0.1:${port}`);
  await expect(plain.send()).rejects.toMatchObject({
    code: 'proxy down',
    message: expect.stringContaining(
      `the proxy ${plain.proxy.address} cannot be reached: it does not speak TLS, although https_proxy says https://`,
    ),
  });
  await using down = await through(() => 'http://127.0.0.1:1');
  await expect(down.send()).rejects.toMatchObject({
    code: 'proxy down',
    message: expect.stringContaining('the proxy 127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1'),
  });
  await using unknown = await through(() => 'http://no-such-proxy.invalid:1');
  await expect(unknown.send()).rejects.toMatchObject({ code: 'unknown proxy', mayHaveArrived: false });
});

test.for(['http', 'https'])(
  'a CONNECT over %s that hangs ends in time, and no connection is left open',
  async (scheme, { expect }) => {
    const tls = scheme === 'https' ? { tls: authority.issue(['localhost']) } : {};
    await using t = await through(port => `${scheme}://localhost:${port}`, { response: 'hang', ...tls });
    await expect(t.send(1200)).rejects.toMatchObject({
      code: 'proxy down',
      mayHaveArrived: false,
      message: expect.stringContaining('does not respond'),
    });
    await expect.poll(() => t.proxy.open, { timeout: 20_000 }).toBe(0);
  },
);

test('the tunnel of a request is kept for the next one', async () => {
  await using t = await through(port => `http://127.0.0.1:${port}`);
  await t.send();
  expect(await t.send()).toMatchObject(DONE);
  expect(t.proxy.connects).toHaveLength(1);
});

test('a problem does not show any part of the variable', () => {
  const part = fc.stringMatching(/^[a-z0-9/?#@:%[\]. \\]{0,12}$/);
  fc.assert(
    fc.property(part, part, part, (user, middle, host) => {
      const route = readProxy({ https_proxy: `http://${user}:${PASSWORD}${middle}@${host}` }, TENANT);
      if (route.kind === 'problem') expect(route.problem).not.toMatch(/Rest|of-the-password/);
    }),
  );
});

test('any value of the variable is either used or a problem', () => {
  const text = fc.oneof(fc.string(), anyUrl, fc.stringMatching(/^(https?:\/\/)?[a-z:%@/]{0,9}[a-z]:\d{1,6}$/));
  fc.assert(
    fc.property(text, https_proxy => {
      const { kind } = readProxy({ https_proxy }, TENANT);
      expect(kind === 'none').toBe(https_proxy === '');
    }),
  );
});

test('the base64 of a password of three letters is not masked on its own: it would fit other texts by chance', () => {
  const secretsOf = (password: string) => proxySecrets({ https_proxy: `http://ci:${password}@proxy.example` });
  expect(secretsOf('abc')).toEqual(['abc', 'ci:abc', 'Y2k6YWJj']);
  expect(secretsOf('abcd')).toEqual(['abcd', 'ci:abcd', 'YWJjZA==', 'Y2k6YWJjZA==']);
});

test('credentials are read from a URL as they were written, and are masked in every form', () => {
  const word = fc.string({ minLength: 1, unit: 'grapheme' }).filter(each => !/[\0-\x1f\x7f]/.test(each));
  fc.assert(
    fc.property(word, word, (user, password) => {
      const [name, encoded] = [user.replaceAll(':', ''), encodeURIComponent(password)];
      const https_proxy = `http://${encodeURIComponent(name)}:${encoded}@proxy.example:3128`;
      const basic = Buffer.from(`${name}:${password}`).toString('base64');
      const { authorization, address } = proxyOf(https_proxy);
      expect(authorization).toBe(`Basic ${basic}`);
      expect(address).toBe('proxy.example:3128');
      expect(proxySecrets({ https_proxy })).toEqual(expect.arrayContaining([password, encoded, basic]));
    }),
  );
});

test('@actions/http-client, which reads the variables itself, accepts every value that is not a problem', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(
      /^ ?(https?:\/\/|socks5:\/\/)?([a-z:%40@!$ ]{0,9}@)?([a-z.]{1,9}|\[::1\]|[0-9.]{1,9})(:\d{1,5})?\/?[ \n]?$/,
    ),
  );
  const noProxy = fc.constantFrom('', '*.identitynow.com', HOST, `${HOST}:443`);
  const before = { ...process.env };
  try {
    fc.assert(
      fc.property(text, noProxy, (https_proxy, no_proxy) => {
        if (/\0/.test(https_proxy)) return; // It cannot be in an environment.
        Object.assign(process.env, { https_proxy, no_proxy });
        if (readProxy(process.env, TENANT).kind !== 'problem') getProxyUrl(TENANT);
      }),
      { numRuns: 1000 },
    );
  } finally {
    for (const name of ['https_proxy', 'no_proxy']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
});

test.for([
  ['proxy.example', 'proxy.example:1080', false],
  ['http://proxy.example', 'proxy.example:1080', false],
  ['http://proxy.example:80', 'proxy.example:80', false],
  ['https://proxy.example', 'proxy.example:443', true],
  ['https://Proxy.Example.:3129/', 'proxy.example:3129', true],
  ['[0:0::1]:3128', '[::1]:3128', false],
  ['http://bücher.example:1', 'xn--bcher-kva.example:1', false],
] as const)('%s is read as the proxy %s', ([text, address, secure]) => {
  expect(proxyOf(text)).toMatchObject({ address, secure });
});

test.for(['http://proxy.example:0', 'http://proxy.example:65536', 'http://proxy.example:x', 'http://[1::2::3]:1'])(
  '%s is a problem',
  https_proxy => {
    expect(readProxy({ https_proxy }, TENANT)).toMatchObject({ kind: 'problem', variable: 'https_proxy' });
  },
);

test.for([
  [{ https_proxy: 'http://svc:4711/Rest@proxy:3128' }, ['4711/Rest', 'svc:4711/Rest']],
  [{ HTTP_PROXY: 'token@proxy:3128' }, ['token', 'dG9rZW4=', 'dG9rZW46']],
  [{ ALL_PROXY: 'socks5://u:p%40q@proxy:1' }, ['p%40q', 'p@q', 'u:p@q', 'dTpwQHE=']],
] as const)('in %j these values are masked: %j', ([env, secrets]) => {
  expect(proxySecrets({ ...env })).toEqual(expect.arrayContaining([...secrets]));
});

test('nothing is masked if there are no credentials', () => {
  expect(proxySecrets({ https_proxy: 'http://proxy.example:3128', all_proxy: 'http://@proxy', no_proxy: 'a' })).toEqual(
    [],
  );
});

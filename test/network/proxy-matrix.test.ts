import { execFile, spawnSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { setDefaultCACertificates } from 'node:tls';
import { HttpClient } from '@actions/http-client';
import { expect, test } from 'vitest';
import { openAgent, sendThrough } from '../../src/tenant/transport/agents.ts';
import { readProxy } from '../../src/tenant/transport/proxy.ts';
import { startProxy } from '../helpers/proxy.ts';
import { createAuthority } from '../tenant/certificate.ts';

/**
 * Which way a request takes in an environment: through the proxy, past it (bypassed), or nowhere. Each request is sent to a real
 * proxy, by us and in test/slow by curl in the same environment. If the table says why we differ from curl, curl is not
 * run.
 */
type Way = 'through' | 'bypassed' | 'refused';

interface TryResult {
  way: Way;
  /** The credentials that the proxy received, decoded from Basic. */
  credentials: string | undefined;
}

interface Cell {
  env: Record<string, string>;
  host?: string;
  scheme?: 'https' | 'http';
  /** The proxy requires TLS. */
  secure?: boolean;
}

/** A form of the proxy's URL. `PROXY` is replaced with its host and port. */
type Row = [form: string, way: Way, whyNotAsCurl?: string];

const HOST = 'acme.api.identitynow.com';
const NO_PART = 'a path, query or fragment is more often a password that is not encoded';

const PROXIES: Row[] = [
  ['PROXY', 'through'],
  ['http://PROXY', 'through'],
  ['HTTP://PROXY', 'through'],
  ['http://PROXY/', 'through'],
  ['https://PROXY', 'through'],
  ['http://PROXY\n', 'through', 'a secret may end in this way; curl refuses it'],
  [' http://PROXY', 'refused'],
  ['http://user:pass@PROXY', 'through'],
  ['user:pass@PROXY', 'through'],
  ['http://user@PROXY', 'through'],
  ['http://:pass@PROXY', 'through'],
  ['http://user:p%40ss%2Fw%3Ard@PROXY', 'through'],
  ['http://us%20er:p:a:s:s@PROXY', 'through'],
  ['http://user:p%C3%A4ss@PROXY', 'through'],
  ["http://user:p!$&'()*+,;=ss@PROXY", 'through'],
  ['http://user:p@ss@PROXY', 'through', 'curl before 8 refuses a raw @'],
  ['http://user:p%zz@PROXY', 'refused', 'curl takes a bad escape literally'],
  ['http://user:100%@PROXY', 'refused', 'curl takes a bad escape literally'],
  ['http://user:p%00@PROXY', 'refused', 'curl bypasses the proxy'],
  ['http://user:p%0D%0Ass@PROXY', 'refused', 'curl bypasses the proxy'],
  ['http://user:p/ss@PROXY', 'refused'],
  ['http://user:p?ss@PROXY', 'refused'],
  ['http://user:p#ss@PROXY', 'refused'],
  ['http://user:p ss@PROXY', 'refused'],
  ['http://user:p\\ss@PROXY', 'refused', 'for WHATWG URLs this ends the host'],
  ['http://PROXY/path', 'refused', NO_PART],
  ['http://PROXY?query', 'refused', NO_PART],
  ['http://PROXY#fragment', 'refused', NO_PART],
  ['http://svc:4711/Rest@PROXY', 'refused', 'curl connects to the host svc'],
  ['socks5://PROXY', 'refused', 'curl speaks SOCKS'],
  ['socks5h://user:pass@PROXY', 'refused', 'curl speaks SOCKS'],
  ['ftp://PROXY', 'refused'],
  ['http:PROXY', 'refused'],
  ['//PROXY', 'refused'],
  ['http://PROXY:', 'refused'],
  ['http://PROXY,http://PROXY', 'refused'],
  ['http://[::1', 'refused'],
  ['http://', 'refused'],
  ['not a url', 'refused'],
  ['', 'bypassed'],
  [' ', 'refused'],
];

/** The environment; PROXY as above. */
const VARIABLES: [env: Record<string, string>, way: Way, whyNotAsCurl?: string][] = [
  [{ HTTPS_PROXY: 'http://PROXY' }, 'through'],
  [{ https_proxy: '', HTTPS_PROXY: 'http://PROXY' }, 'through'],
  [{ https_proxy: 'http://PROXY', HTTPS_PROXY: 'socks5://PROXY' }, 'through'],
  [{ all_proxy: 'http://PROXY' }, 'through'],
  [{ ALL_PROXY: 'http://PROXY' }, 'through'],
  [{ https_proxy: 'http://PROXY', all_proxy: 'ftp://PROXY' }, 'through'],
  [{ all_proxy: 'ftp://PROXY' }, 'refused'],
  [{ http_proxy: 'http://PROXY', HTTP_PROXY: 'http://PROXY' }, 'bypassed'],
  [{ https_proxy: 'http://PROXY', NO_PROXY: HOST }, 'bypassed'],
  [{ https_proxy: 'http://PROXY', no_proxy: '', NO_PROXY: HOST }, 'bypassed'],
  [{ https_proxy: 'http://PROXY', no_proxy: 'other.example', NO_PROXY: HOST }, 'through'],
  [{ https_proxy: 'socks5://PROXY', no_proxy: HOST }, 'bypassed'],
];

const STARS = 'curl does not support this star';
const PORTS = 'curl does not support ports here';
const BRACKETS = 'curl 7 does not support brackets here';

/** `PORT` is replaced with the port of the URL. */
const NO_PROXIES: [host: string, noProxy: string, way: Way, whyNotAsCurl?: string][] = [
  [HOST, '*', 'bypassed'],
  [HOST, 'other.example,*', 'bypassed', STARS],
  [HOST, HOST, 'bypassed'],
  [HOST, 'ACME.API.IdentityNow.com', 'bypassed'],
  [HOST, `${HOST}.`, 'bypassed'],
  [`${HOST}.`, HOST, 'bypassed'],
  [HOST, 'identitynow.com', 'bypassed'],
  [HOST, '.identitynow.com', 'bypassed'],
  [HOST, '*.identitynow.com', 'bypassed', STARS],
  [HOST, `.${HOST}`, 'bypassed'],
  [HOST, 'com', 'bypassed'],
  [HOST, 'now.com', 'through'],
  [HOST, '*now.com', 'through'],
  [HOST, 'acme', 'through'],
  [HOST, 'acme.*', 'through'],
  [HOST, 'acme.*.com', 'through'],
  [HOST, `x.${HOST}`, 'through'],
  [HOST, `https://${HOST}`, 'through'],
  [HOST, '..identitynow.com', 'through'],
  [HOST, 'other.example, identitynow.com', 'bypassed'],
  [HOST, 'other.example identitynow.com', 'bypassed'],
  [HOST, 'other.example\tidentitynow.com', 'bypassed'],
  [HOST, ',,identitynow.com,', 'bypassed'],
  [HOST, 'other.example;identitynow.com', 'through'],
  [HOST, `${HOST}:PORT`, 'bypassed', PORTS],
  [HOST, '.identitynow.com:PORT', 'bypassed', PORTS],
  [HOST, `${HOST}:1`, 'through'],
  [HOST, '', 'through'],
  [HOST, ' , ', 'through'],
  [HOST, '.', 'through'],
  [HOST, '*.', 'through'],
  ['10.1.2.3', '10.1.2.3', 'bypassed'],
  ['10.1.2.3', '10.0.0.0/8', 'through', 'a tenant is a name, so ranges of addresses are not read'],
  ['10.1.2.3', '11.0.0.0/8', 'through'],
  ['10.1.2.3', '10.1.2.3:PORT', 'bypassed', PORTS],
  ['10.1.2.3', '2.3', 'through'],
  ['[fd00::1]', 'fd00::1', 'bypassed'],
  ['[fd00::1]', '[fd00::1]', 'bypassed', BRACKETS],
  ['[fd00::1]', '[fd00::1]:PORT', 'bypassed', PORTS],
  ['localhost', '', 'bypassed', 'the loopback hosts are never sent to a proxy'],
  ['127.0.0.1', '', 'bypassed', 'the loopback hosts are never sent to a proxy'],
  ['[::1]', '', 'bypassed', 'the loopback hosts are never sent to a proxy'],
  ['acme.localhost', '', 'bypassed', 'the loopback hosts are never sent to a proxy'],
  ['127.example.com', '', 'through'],
  ['localhost.example.com', '', 'through'],
];

const authority = createAuthority();
const proxyCertificate = authority.issue(['127.0.0.1']);
setDefaultCACertificates([authority.cert]);

/** From 7.86 on it supports ranges of addresses; on Windows, names of variables are not case-sensitive. */
const withCurl = process.env['WITH_CURL'] === 'true' && process.platform !== 'win32' && curlVersion() >= 7086;

function curlVersion(): number {
  const [, major = 0, minor = 0] =
    /^curl (\d+)\.(\d+)/.exec(spawnSync('curl', ['--version']).stdout?.toString() ?? '') ?? [];
  return Number(major) * 1000 + Number(minor);
}

test.for(PROXIES)('https_proxy=%s: %s', ([form, way, why]) =>
  compare({ env: { https_proxy: form }, secure: form.startsWith('https:') }, way, why),
);

test.for(PROXIES)('https_proxy=%s with a no_proxy that names a different host: %s', ([form, way, why]) =>
  compare({ env: { https_proxy: form, no_proxy: 'other.example' }, secure: form.startsWith('https:') }, way, why),
);

test.for(PROXIES)(
  'https_proxy=%s with a no_proxy that names the tenant: bypassed, if it can be read',
  ([form, way]) => {
    const env = { https_proxy: form, no_proxy: HOST };
    if (way !== 'refused' || form.startsWith('socks')) return compare({ env }, 'bypassed');
    return compare({ env }, 'refused', 'a mistake is reported immediately');
  },
);

test.for(VARIABLES)('%j: %s', ([env, way, why]) => compare({ env }, way, why));

test.for(NO_PROXIES)('https://%s with no_proxy=%s: %s', ([host, noProxy, way, why]) =>
  compare({ host, env: { https_proxy: 'http://PROXY', no_proxy: noProxy } }, way, why),
);

test.for(NO_PROXIES)('https://%s with a proxy over TLS and no_proxy=%s: %s', ([host, noProxy, way, why]) =>
  compare({ host, secure: true, env: { https_proxy: 'https://PROXY', no_proxy: noProxy } }, way, why),
);

test.for(PROXIES)('http to loopback with proxies %s: bypassed', ([form]) => {
  const env = { https_proxy: form, http_proxy: form, HTTP_PROXY: form, all_proxy: form };
  return compare(
    { env, host: '127.0.0.1', scheme: 'http' },
    'bypassed',
    'the loopback hosts are never sent to a proxy',
  );
});

async function compare(cell: Cell, way: Way, whyNotAsCurl?: string): Promise<void> {
  const ours = await travel(cell, sendOurs);
  expect(ours.way).toBe(way);
  if (withCurl && whyNotAsCurl === undefined) expect(ours).toEqual(await travel(cell, sendByCurl));
}

/** Sends one request to a URL in an environment, whether or not it succeeds. */
type Send = (url: URL, env: Record<string, string>) => Promise<void>;

/** Starts a proxy and a stub for the tenant, sends a request, and returns where the connection went. */
async function travel(cell: Cell, send: Send): Promise<TryResult> {
  const { env, host = HOST, scheme = 'https', secure = false } = cell;
  await using proxy = await startProxy(secure ? { tls: proxyCertificate } : {});
  let reached = 0;
  const tenant = createServer(socket => {
    reached++;
    socket.destroy();
  });
  await new Promise<void>(done => tenant.listen(0, '127.0.0.1', done));
  const { port } = tenant.address() as AddressInfo;
  const fill = (name: string, text: string): string =>
    /^no_proxy$/i.test(name) ? text.replace('PORT', `${port}`) : text.replaceAll('PROXY', proxy.address);
  const filled = Object.entries(env).map(([name, text]) => [name, fill(name, text)]);
  try {
    await send(new URL(`${scheme}://${host}:${port}`), Object.fromEntries(filled));
  } finally {
    await new Promise(done => tenant.close(done));
  }
  const basic = proxy.requests[0]?.headers['proxy-authorization']?.replace('Basic ', '');
  return {
    way: proxy.connects.length > 0 ? 'through' : reached > 0 ? 'bypassed' : 'refused',
    credentials: basic && Buffer.from(basic, 'base64').toString(),
  };
}

/** The driver: one request as the actions send it. Connections that bypass the proxy go to this machine. */
async function sendOurs(url: URL, env: Record<string, string>): Promise<void> {
  const route = readProxy(env, url.href);
  if (route.kind === 'problem') return;
  const agent = openAgent(url.protocol, route.kind === 'proxy' ? route.proxy : undefined);
  const handler = {
    prepareRequest(options: object) {
      sendThrough(options, agent, { state: 'kept', signal: AbortSignal.timeout(5000) });
      if (route.kind === 'none') Object.assign(options, { host: '127.0.0.1' });
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no handler')),
  };
  const client = new HttpClient('test', [handler], { allowRedirects: false, keepAlive: true });
  try {
    await client.request('POST', url.href, '', {});
  } catch {
    // The stub closes every connection.
  } finally {
    agent.destroy();
    client.dispose();
  }
}

function sendByCurl(url: URL, env: Record<string, string>): Promise<void> {
  const { host, port } = url;
  const args = ['-q', '-s', '-k', '--proxy-insecure', '--max-time', '5'];
  args.push('--connect-to', `${host}:127.0.0.1:${port}`, url.href);
  return new Promise(done => {
    execFile('curl', args, { env: { PATH: process.env['PATH'], ...env } }, () => done());
  });
}

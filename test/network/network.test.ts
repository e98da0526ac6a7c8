import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startProxy } from '../helpers/proxy.ts';
import { errorsOf, type Scenario, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';
import { selfSigned } from '../tenant/certificate.ts';

const USERINFO = 'ci-user:p%40ss-word-of-the-proxy';
const PASSWORDS = ['p@ss-word-of-the-proxy', 'p%40ss-word-of-the-proxy', 'ci-user:p@ss-word-of-the-proxy'];

/** A tenant with a certificate from its own authority, and the variable that makes Node trust it. */
async function privateTenant(): Promise<Scenario & { trust: Record<string, string>; port: string }> {
  const certificate = selfSigned();
  const s = await scenario({ tls: certificate });
  const file = join(s.job.folder, 'ca.pem');
  await writeFile(file, certificate.cert);
  return { ...s, trust: { NODE_EXTRA_CA_CERTS: file }, port: new URL(s.tenant.origin).port };
}

test('the error for an unknown host names it and says what to check', async () => {
  await using s = await scenario();
  const { main } = await s.create({ 'base-url': 'https://no-such-host.invalid', 'timeout-seconds': '6' });
  expect(errorsOf(main)).toMatch(/^Signing in .* failed: no-such-host\.invalid: .*\(DNS\): check tenant or base-url/);
});

test('the error names a host that refuses connections', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'base-url': 'http://127.0.0.1:1', 'timeout-seconds': '10' });
  expect(errorsOf(main)).toMatch(
    /127\.0\.0\.1:1: connect ECONNREFUSED.*The host refused the connection: check base-url/,
  );
});

test('an untrusted certificate ends the step immediately, and the error says how to trust it', async () => {
  await using s = await privateTenant();
  const { main } = await s.create();
  expect(errorsOf(main)).toMatch(/127\.0\.0\.1:\d+: .*certificate.*set NODE_EXTRA_CA_CERTS/);
  expect(main.log).not.toContain('trying again');
  expect(s.tenant.requests).toEqual([]);
});

test('with NODE_EXTRA_CA_CERTS the certificate is trusted, and one connection is used', async () => {
  await using s = await privateTenant();
  const { main } = await s.create({}, { env: s.trust });
  expect(main.exitCode, main.log).toBe(0);
  expect(s.tenant.connections).toBe(1);
});

test('the step works through a proxy with credentials, which are not shown', async () => {
  await using s = await privateTenant();
  await using proxy = await startProxy({ userinfo: decodeURIComponent(USERINFO) });
  const env = { ...s.trust, https_proxy: `http://${USERINFO}@127.0.0.1:${proxy.port}` };
  const { main } = await s.create({ 'base-url': `https://tenant.example:${s.port}` }, { env });

  expect(main.exitCode, main.log).toBe(0);
  expect(new Set(proxy.connects)).toEqual(new Set([`tenant.example:${s.port} 200`]));
  expect(findLeaks(main, [...PASSWORDS, ...s.tenant.secrets()], { outputs: true })).toEqual([]);
  expect(main.stderr).toBe('');
});

test('the error names a proxy that requires different credentials once, and does not show them', async () => {
  await using s = await privateTenant();
  await using proxy = await startProxy({ userinfo: 'someone:else' });
  const env = { ...s.trust, https_proxy: `http://${USERINFO}@127.0.0.1:${proxy.port}` };
  const { main } = await s.create({ 'base-url': `https://tenant.example:${s.port}` }, { env });

  expect(errorsOf(main)).toMatch(
    /the proxy 127\.0\.0\.1:\d+ refuses the connection with HTTP 407: it does not accept the user and the password in https_proxy\. Check/,
  );
  expect(proxy.connects).toEqual([`tenant.example:${s.port} 407`]);
  expect(findLeaks(main, PASSWORDS)).toEqual([]);
});

test('the error names a proxy that is down', async () => {
  await using s = await privateTenant();
  const env = { ...s.trust, https_proxy: 'http://127.0.0.1:1' };
  const inputs = { 'base-url': `https://tenant.example:${s.port}`, 'timeout-seconds': '10' };
  const { main } = await s.create(inputs, { env });
  expect(errorsOf(main)).toMatch(/the proxy 127\.0\.0\.1:1 cannot be reached: connect ECONNREFUSED.*Check https_proxy/);
});

test('no_proxy bypasses the proxy', async () => {
  await using s = await privateTenant();
  await using proxy = await startProxy();
  const env = { ...s.trust, https_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: 'tenant.example' };
  const inputs = { 'base-url': `https://tenant.example:${s.port}`, 'timeout-seconds': '10' };
  const { main } = await s.create(inputs, { env });
  expect(errorsOf(main)).toContain('(DNS)');
  expect(proxy.connects).toEqual([]);
});

test.for(['http://ci-user:p%40ss-word-of-the-proxy@@:bad', 'not a url', 'http://ci-user:p%ff@127.0.0.1:3128'])(
  'an invalid proxy is an error before anything is sent, and is not bypassed',
  async proxy => {
    await using s = await inThisProcess();
    const { main } = await s.create({ 'base-url': 'https://tenant.example' }, { env: { HTTPS_PROXY: proxy } });
    expect(errorsOf(main)).toContain('- HTTPS_PROXY: is not the URL of a proxy, such as http://proxy.example:3128');
    expect(findLeaks(main, PASSWORDS)).toEqual([]);
  },
);

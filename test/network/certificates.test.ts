import { expect, test } from 'vitest';
import { behindProxy } from '../helpers/behind-proxy.ts';
import { refusal } from '../helpers/refusal.ts';
import { errorsOf, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const NO_EFFECT =
  'NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect: certificates are always checked. For a CA of your own set ' +
  'NODE_EXTRA_CA_CERTS to its certificate, or NODE_USE_SYSTEM_CA=1 where the machine trusts it (Node 24.6 and newer).';

test('NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect: the step warns once, and Node does not', async () => {
  await using s = await behindProxy();
  const env = { ...s.trust, https_proxy: s.proxy.address, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { main, post } = await s.step({ ...s.inputs, name: 'Pipeline', ephemeral: 'true' }, { env });
  expect(main.exitCode, main.log).toBe(0);
  expect(warningsOf(main).split('\n')).toContain(NO_EFFECT);
  expect(main.log.split(NO_EFFECT)).toHaveLength(2);
  const end = await post();
  expect(end.exitCode, end.log).toBe(0);
  expect([warningsOf(end), main.stderr, end.stderr]).toEqual(['', '', '']);
});

test('with NODE_TLS_REJECT_UNAUTHORIZED=0, a certificate of an unknown authority is still refused', async () => {
  await using s = await behindProxy();
  const env = { https_proxy: s.proxy.address, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { main } = await s.step({ ...s.inputs, name: 'Pipeline', 'timeout-seconds': '10' }, { env });
  expect(errorsOf(main)).toMatch(/certificate.*set NODE_EXTRA_CA_CERTS .*, or NODE_USE_SYSTEM_CA=1/);
  expect(s.tenant.requests).toEqual([]);
});

test.for([
  ['/does/not/exist', "ENOENT: no such file or directory, access '/does/not/exist'"],
  [import.meta.dirname, `${import.meta.dirname} is not a regular file`],
] as const)('NODE_EXTRA_CA_CERTS=%s, which Node ignores, causes a warning', async ([NODE_EXTRA_CA_CERTS, why]) => {
  await using s = await inThisProcess();
  const { main } = await s.create({}, { env: { NODE_EXTRA_CA_CERTS } });
  expect(main.failed).toBe(false);
  expect(warningsOf(main)).toMatch(`NODE_EXTRA_CA_CERTS has no effect: ${why}`);
});

test('a readable file in NODE_EXTRA_CA_CERTS causes no warning', async () => {
  const { shown } = await refusal({ tenant: 'acme' }, { NODE_EXTRA_CA_CERTS: import.meta.filename });
  expect(shown).not.toContain('NODE_EXTRA_CA_CERTS');
});

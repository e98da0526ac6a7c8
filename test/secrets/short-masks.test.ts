import { expect, test } from 'vitest';
import { behindProxy } from '../helpers/behind-proxy.ts';
import { connectionTo, errorsOf, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';
import { jobOutputs, skippedJobOutputs } from '../runner/runner.ts';

const KEY = 'ab'.repeat(32);

test.each(['a', 'id', 'abc'])(
  'a proxy password of a few letters (%s) is not masked: one warning says so, and job outputs are kept',
  async password => {
    await using s = await behindProxy({ userinfo: `ci:${password}` });
    const env = { ...s.trust, https_proxy: `http://ci:${password}@127.0.0.1:${s.proxy.port}` };
    const inputs = { ...s.inputs, name: 'Pipeline', scope: 'idn:accounts:read', 'seal-key': KEY };
    const { main } = await s.step(inputs, { env });
    expect(main.failed, main.log).toBe(false);
    expect(warningsOf(main).split('is not masked').length - 1).toBe(1);
    const crossing = jobOutputs(s.job, main.outputs);
    for (const name of ['client-id', 'sealed', 'base-url', 'client']) expect(crossing[name]).toBe(main.outputs[name]);
    expect(skippedJobOutputs(s.job, main.outputs).join()).not.toMatch(/'(client-id|sealed|client)'/);
    expect(main.log).toContain(main.outputs['client-id']);
  },
);

test('a secret of four characters is masked', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'pat-client-secret': 'abcd' });
  expect(main.stdout).toContain('::add-mask::abcd\n');
  expect(warningsOf(main)).toBe('');
});

/** The ways in which a second secret overlaps a secret. */
const OVERLAPS: readonly [string, (secret: string) => string][] = [
  ['is its beginning', secret => secret.slice(0, 10)],
  ['is its end', secret => secret.slice(-10)],
  ['is its middle', secret => secret.slice(20, 30)],
  ['ends with its beginning', secret => `zzzz${secret.slice(0, 6)}`],
  ['begins with its end', secret => `${secret.slice(-6)}zzzz`],
];

test.each(OVERLAPS)('with a proxy password that %s, no part of either secret is shown', async (_, overlap) => {
  await using s = await scenario();
  const { clientSecret } = s.tenant.pat;
  const password = overlap(clientSecret);
  const joined = ['zzzz', clientSecret, 'zzzz'].join('');
  const env = { https_proxy: `http://ci:${password}@127.0.0.1:1` };
  const texts = [joined, clientSecret, `${'x'.repeat(40)}${joined}`];
  // Each in a number, in a boolean or a word, and in a URI.
  const numbers = ['timeout-seconds', 'access-token-validity-seconds', 'refresh-token-validity-seconds'];
  const words = ['enabled', 'internal', 'access-type'];
  const inputs = texts.flatMap((text, index) => [
    [numbers[index], text],
    [words[index], text],
  ]);
  const uris = { 'homepage-url': joined, 'redirect-uris': texts.join(' ') };
  const { main } = await s.create({ ...Object.fromEntries(inputs), ...uris }, { env });
  for (const name of [...numbers, ...words, ...Object.keys(uris)]) expect(errorsOf(main)).toContain(`- ${name}: `);
  expect(findLeaks(main, [clientSecret, password]), main.log).toEqual([]);
});

test('prune shows whole ids although a proxy password has two letters', async () => {
  await using s = await inThisProcess();
  const { id } = s.tenant.addClient({ name: 'Old' });
  const env = { https_proxy: `http://ci:${id.slice(0, 2)}@127.0.0.1:1` };
  const { main } = await s.step({ ...connectionTo(s.tenant), name: 'Old' }, { action: 'prune', env });
  expect(main.log).toContain(`Deleted the client ${id}.`);
  expect(main.summary).toContain(id);
});

test('a short credential is hidden in quoted values, but not in the sentences of this action', async () => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'pat-client-secret': 'access', enabled: 'access' });
  const said = main.stdout.split('\n').filter(line => line.startsWith('::error::'));
  expect(said.join()).toContain('enabled: must be true or false, not "***"');
  const refused = await s.create({ 'pat-client-secret': 'access' });
  expect(refused.main.stdout).toContain('The personal access token is wrong');
});

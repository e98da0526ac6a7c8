import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodedForms } from '../../src/runner/masks.ts';
import { anyText } from '../helpers/any-text.ts';
import { errorsOf, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

const SECRET = 'p+q/r=s&t%u v~w!x';

test.each([
  ['base-url', '127.0.0.1'],
  ['token-url', '/oauth/token'],
  ['sealed', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0'],
])('the output %s is whole although a secret is in it by chance', async (name, secret) => {
  await using s = await inThisProcess();
  const { main } = await s.create({ 'seal-key': 'ab'.repeat(32) }, { env: { SAIL_CLIENT_SECRET: secret } });
  expect(main.outputs[name]).toContain(secret);
});

test('a secret that the tenant echoes in the encoded form of the request is masked', async () => {
  await using s = await inThisProcess();
  const form = new URLSearchParams({ client_secret: SECRET }).toString();
  const echo = `${form}, client_secret=${encodeURIComponent(SECRET)}`;
  s.tenant.fault({
    on: 'token',
    do: {
      kind: 'response',
      work: 'not done',
      status: 400,
      body: { error: 'invalid_request', error_description: echo },
    },
    times: 99,
  });
  const { main } = await s.create({ 'pat-client-secret': SECRET });
  expect(errorsOf(main)).toContain('client_secret=***');
  for (const text of [SECRET, form.slice(14), encodeURIComponent(SECRET), 'p%2Bq', 's%26t']) {
    expect(main.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(text);
    expect(main.summary).not.toContain(text);
  }
});

test('the encoded forms exist for every text, including half of a surrogate pair', () => {
  fc.assert(
    fc.property(anyText, text => {
      const [plain = '', form = '', url = ''] = encodedForms(text);
      expect(plain).toBe(text);
      expect(form).toBe(new URLSearchParams({ '': text }).toString().slice(1));
      expect(url).toBe(encodeURIComponent(text.toWellFormed()));
    }),
  );
});

test('a secret of fewer than four characters causes one warning, only in the main step', async () => {
  await using s = await inThisProcess();
  const { clientId, clientSecret } = s.tenant.addPat({ clientSecret: 'a+b' });
  const inputs = { 'pat-client-id': clientId, 'pat-client-secret': clientSecret, ephemeral: 'true' };
  const { main, post } = await s.create(inputs);
  const end = await post();
  expect([main.failed, end.failed], main.log + end.log).toEqual([false, false]);
  expect(warningsOf(main)).toBe(
    'A secret shorter than 4 characters is not masked: masking it would hide too much of the log.',
  );
  expect(end.annotations).toEqual([]);
});

import { CompactEncrypt } from 'jose';
import { expect, test } from 'vitest';
import { parseSealKey } from '../../src/seal.ts';
import { refusal } from '../helpers/refusal.ts';
import { errorsOf, type Steps, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';
import { jobOutputs, runStep, startJob } from '../runner/runner.ts';

const KEY = 'q0J1bmRsZSBvZiB0aGlydHktdHdvIHJhbmRvbSBiISE=';
const KEY_BYTES = Buffer.from(KEY, 'base64');

/** The sealed text, as another job receives it. */
async function sealedBy(s: Steps, inputs: Record<string, string> = {}) {
  const { main } = await s.create({ 'seal-key': KEY, ...inputs });
  expect(main.failed, main.log).toBe(false);
  return { main, sealed: jobOutputs(s.job, main.outputs)['sealed'] ?? '' };
}

/** The unseal step, in a separate job. */
async function unseal(inputs: Record<string, string>, env: Record<string, string> = {}) {
  const job = await startJob();
  const { main } = await runStep({ job, action: 'unseal', with: inputs, env });
  await job.close();
  return main;
}

/** The same in this process. @returns why it cannot be opened, and everything else that is shown */
async function openHere(inputs: Record<string, string>) {
  await using s = await inThisProcess();
  const { main } = await s.step(inputs, { action: 'unseal' });
  expect(main.outputs).toEqual({});
  return { message: errorsOf(main), shown: main.stdout.replaceAll(/^::add-mask::.*/gm, '') };
}

test('the credentials of one job become the outputs of another, although the runner drops a masked output', async () => {
  await using s = await scenario();
  const { main, sealed } = await sealedBy(s);
  expect(jobOutputs(s.job, main.outputs)).not.toHaveProperty('client-secret');
  expect(sealed.split('.').length).toBe(5);

  const sent = s.tenant.requests.length;
  const opened = await unseal({ sealed, 'seal-key': KEY, 'export-env': 'true' });
  expect(opened.failed, opened.log).toBe(false);
  const names = ['client-id', 'client-secret', 'client', 'base-url', 'token-url'];
  expect(opened.outputs).toEqual(Object.fromEntries(names.map(name => [name, main.outputs[name]])));
  expect(opened.exported).toEqual({
    SAIL_BASE_URL: s.tenant.origin,
    SAIL_CLIENT_ID: main.outputs['client-id'],
    SAIL_CLIENT_SECRET: main.outputs['client-secret'],
  });
  expect(findLeaks(opened, [...s.tenant.secrets(), KEY], { outputs: true })).toEqual([]);
  expect(findLeaks(main, [...s.tenant.secrets(), KEY], { outputs: true })).toEqual([]);
  expect(s.tenant.requests.length).toBe(sent);
  const { 'client-id': id, sealed: _text } = main.outputs;
  expect(opened.log).toMatch(
    new RegExp(`^Opened the client ${id}, sealed by run 1658821493 at \\d{4}-\\d\\d-\\d\\dT.*Z\\.$`),
  );
});

test('opening in a later attempt of the run warns that the client may be deleted', async () => {
  await using s = await inThisProcess();
  const { main, sealed } = await sealedBy(s);
  const id = main.outputs['client-id'];
  const warning =
    `sealed: was made by attempt 1 of this run, so the client ${id} may have been deleted since. ` +
    '"Re-run all jobs" creates a new one.';
  for (const [env, warned] of [
    [{ GITHUB_RUN_ATTEMPT: '1' }, false],
    [{ GITHUB_RUN_ATTEMPT: '2' }, true],
    [{ GITHUB_RUN_ATTEMPT: '2', GITHUB_RUN_ID: '7' }, false],
  ] as const) {
    const opened = await unseal({ sealed, 'seal-key': KEY }, env);
    expect(opened.outputs['client-id'], opened.log).toBe(main.outputs['client-id']);
    expect(warningsOf(opened)).toBe(warned ? warning : '');
  }
});

test('the key may be base64, base64url without padding, or hex in either case: each opens what another sealed', async () => {
  await using s = await inThisProcess();
  const hex = KEY_BYTES.toString('hex');
  const { main, sealed } = await sealedBy(s, { 'seal-key': hex });
  for (const key of [KEY, KEY_BYTES.toString('base64url'), hex.toUpperCase()]) {
    const opened = await unseal({ sealed, 'seal-key': key });
    expect(opened.outputs['client-secret'], opened.log).toBe(main.outputs['client-secret']);
  }
});

test.each([
  ['31 bytes', KEY_BYTES.subarray(1).toString('base64')],
  ['33 bytes', Buffer.concat([KEY_BYTES, Buffer.of(1)]).toString('base64')],
  ['63 hex digits', KEY_BYTES.toString('hex').slice(1)],
  ['a password', 'correct horse battery staple'],
  ['both alphabets of base64', `+_${KEY.slice(2)}`],
])('a key of %s is refused and not shown', async (_, key) => {
  const { message, shown } = await refusal({ name: 'x', 'base-url': 'https://a.example', 'seal-key': key });
  expect(message).toMatch(/- seal-key: is not 32 bytes as base64, base64url or 64 hex digits/);
  expect(shown).not.toContain(key);
  const opened = await openHere({ sealed: 'x', 'seal-key': key });
  expect(opened.message).toContain('- seal-key: is not 32 bytes');
  expect(opened.shown).not.toContain(key);
});

test('without a secret, sealed is empty, and a notice says why', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  const publicClient = { type: 'PUBLIC', 'grant-types': 'AUTHORIZATION_CODE', 'redirect-uris': 'app:/cb' };
  for (const inputs of [{ 'if-exists': 'skip' }, publicClient]) {
    const { main, sealed } = await sealedBy(s, inputs);
    expect(sealed).toBe('');
    expect(main.annotations).toContainEqual({ level: 'notice', message: expect.stringContaining('sealed is empty') });
  }
});

test('with ephemeral, a warning says that the client will be deleted before another job can use it', async () => {
  await using s = await inThisProcess();
  const { main } = await sealedBy(s, { ephemeral: 'true' });
  expect(warningsOf(main)).toContain('seal-key: the client is ephemeral');
});

const content = {
  id: 'c1',
  secret: 'CANARY-secret-of-the-client',
  'base-url': 'https://acme.api.identitynow.com',
  'token-url': 'https://acme.api.identitynow.com/oauth/token',
  client: { id: 'c1' },
  repository: 'octo-org/octo-repo',
  run: '1',
  created: '2026-01-01T00:00:00.000Z',
};

function encrypt(
  payload: unknown,
  header = { alg: 'dir', enc: 'A256GCM' },
  key: Uint8Array = KEY_BYTES,
): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader(header).encrypt(key);
}

const good = await encrypt(content);
const changed = (part: number) => {
  const parts = good.split('.');
  const text = parts[part] ?? '';
  parts[part] = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  return parts.join('.');
};

const BAD: readonly [string, string, RegExp][] = [
  [
    'another key',
    await encrypt(content, undefined, Buffer.alloc(32, 7)),
    /cannot be opened: it was sealed with a different seal-key, or/,
  ],
  ['a changed header', changed(0), /(is not a sealed client|is sealed in another way|cannot be opened)/],
  ['a changed nonce', changed(2), /cannot be opened/],
  ['a changed text', changed(3), /cannot be opened/],
  ['a changed tag', changed(4), /cannot be opened/],
  ['a text cut at the end', good.slice(0, -8), /(is not a sealed client|cannot be opened)/],
  [
    'half of the text',
    good.slice(0, good.length / 2),
    /is not a sealed client: it was changed or cut, or is something else\.$/,
  ],
  ['no text', '', /sealed: is empty: the job that sealed it must be listed under needs/],
  ['something else', 'hello', /is not a sealed client: it was changed or cut, or is something else\.$/],
  [
    'a different algorithm',
    await encrypt(content, { alg: 'A256KW', enc: 'A256GCM' }),
    /is sealed in another way: only dir with A256GCM is opened\.$/,
  ],
  [
    'a different encryption',
    await encrypt(content, { alg: 'dir', enc: 'A128CBC-HS256' }),
    /is sealed in another way: only dir with A256GCM is opened\.$/,
  ],
  [
    'a different repository',
    await encrypt({ ...content, repository: 'octo-org/other' }),
    /comes from another repository; it can be opened only there\.$/,
  ],
  [
    'different content',
    await encrypt({ hello: 'world' }),
    /was not made by this action: its content is of another kind\.$/,
  ],
  [
    'an attempt that is not a text',
    await encrypt({ ...content, attempt: 2 }),
    /was not made by this action: its content is of another kind\.$/,
  ],
  [
    'content that is not JSON',
    await encrypt('CANARY'),
    /was not made by this action: its content is of another kind\.$/,
  ],
  ['a secret with a line break', await encrypt({ ...content, secret: 'CANARY\n::error::x' }), /was not made by/],
];

test.each(BAD)('%s is a clear error that shows none of the content', async (_, sealed, problem) => {
  const { message, shown } = await openHere({ sealed, 'seal-key': KEY });
  expect(message).toMatch(problem);
  expect(shown).not.toContain('CANARY');
});

test.each(BAD.filter(([name]) => /^(a changed tag|no text|a secret with a line break)$/.test(name)))(
  'the step given %s fails, without an output or an exported variable',
  async (_, sealed, problem) => {
    const opened = await unseal({ sealed, 'seal-key': KEY, 'export-env': 'true' });
    expect(opened.exitCode).toBe(1);
    expect(errorsOf(opened)).toMatch(new RegExp(`\\bsealed: .*${problem.source.replace(/^sealed: /, '')}`));
    expect(opened.outputs).toEqual({});
    expect(opened.exported).toEqual({});
    expect(opened.stdout).not.toContain('CANARY');
  },
);

test('the unchanged text opens, so the others fail because of their changes', async () => {
  const opened = await unseal({ sealed: good, 'seal-key': KEY });
  expect(opened.outputs, opened.log).toMatchObject({ 'client-id': 'c1', 'client-secret': content.secret });
});

test.each([
  ['base64, padded', Buffer.alloc(32, 0xfb).toString('base64')],
  ['base64url', Buffer.alloc(32, 0xfb).toString('base64url')],
  ['hexadecimal digits', Buffer.alloc(32, 0xfb).toString('hex').toUpperCase()],
])('a key of 32 bytes as %s is accepted', (_, text) => {
  expect(parseSealKey(text)).toEqual(Buffer.alloc(32, 0xfb));
});

test.each([31, 33])('a key of %i bytes is refused in each form', bytes => {
  for (const form of ['base64', 'base64url', 'hex'] as const) {
    expect(parseSealKey(Buffer.alloc(bytes, 0xfb).toString(form)), form).toBeUndefined();
  }
});

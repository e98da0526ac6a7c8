import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import type { Steps } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';
import type { ECHO_PLACES, Operation } from '../tenant/faults.ts';

type Place = (typeof ECHO_PLACES)[number];

/** Numbers of letters before the secret, so that the text is cut inside it; the beginning of a JWT is not secret. */
const ECHOES: readonly [Operation, Place, number, number | undefined][] = [
  ['token', 'error_description', 280, 401],
  ['token', 'Content-Type', 40, 403],
  ['create', 'messages', 230, 400],
  ['create', 'trackingId', 15, 403],
  ['create', 'Slpt-Request-Id', 15, 500],
  ['create', 'Content-Type', 10, undefined],
  ['list', 'causes', 200, 400],
  ['list', 'detailMessage', 220, 403],
];

/** A step that sends every kind of request. */
const run = (s: Steps) => s.create({ 'if-exists': 'skip', 'timeout-seconds': '6' });

test.each(ECHOES)(
  '%s responds with what it was sent in %s, after %i letters: no part of it is shown',
  async (on, at, padding, status) => {
    await using s = await inThisProcess();
    s.tenant.fault({ on, do: { kind: 'echo', at, padding, work: 'not done', ...(status && { status }) } });
    const { main } = await run(s);
    expect(findLeaks(main, s.tenant.secrets(), { outputs: true }), main.log).toEqual([]);
  },
);

test.each(['messages', 'trackingId', 'Content-Type', 'error'] as const)(
  'the post step does not show the secret of the new client, a proxy password or the seal key echoed in %s',
  async at => {
    await using s = await inThisProcess();
    const [password, sealKey] = ['pw/with+odd"characters=inside', 'ab01'.repeat(16)];
    const env = { https_proxy: `http://ci:${encodeURIComponent(password)}@127.0.0.1:1` };
    const { main, post } = await s.create({ ephemeral: 'true', 'seal-key': sealKey, 'timeout-seconds': '8' }, { env });
    const longest = at === 'messages' || at === 'error' ? 300 : 80;
    const secrets = [...s.tenant.secrets(), password, sealKey];
    for (const text of [main.outputs['client-secret'] ?? '', password, sealKey]) {
      const fault = { kind: 'echo', at, text, padding: longest - 20, status: 403, work: 'not done' } as const;
      s.tenant.fault({ on: 'delete', do: fault });
      const end = await post();
      expect(end.failed).toBe(true);
      // Masking the whole value is up to the runner: only the main step knows the secret of the new client.
      expect(findLeaks({ ...end, stdout: s.job.masks.apply(end.stdout) }, secrets), end.log).toEqual([]);
    }
  },
);

const WRONG = [
  'timeout-seconds',
  'base-url',
  'api-version',
  'homepage-url',
  'grant-types',
  'tenant',
  'scope',
  'enabled',
];

test('a secret in wrong inputs is not shown, wherever the text is cut', async () => {
  await using s = await inThisProcess();
  const secret = s.tenant.pat.clientSecret;
  const at = (letters: number) => 'x'.repeat(letters) + secret;
  for (const letters of [0, 20, 40, 60, 76]) {
    const given = WRONG.map(name => [name, name === 'base-url' ? `http://${at(letters)}/` : at(letters)] as const);
    const { main } = await s.create({ ...Object.fromEntries(given), tenant: '' });
    const { main: other } = await s.create({ tenant: at(letters), 'base-url': '' });
    for (const each of [main, other]) {
      expect(each.failed).toBe(true);
      expect(findLeaks(each, [secret]), each.log).toEqual([]);
    }
  }
  expect(s.tenant.requests).toEqual([]);
});

test('a secret in any input of prune is not shown', async () => {
  await using s = await inThisProcess();
  const secret = s.tenant.pat.clientSecret;
  const connection = {
    'base-url': s.tenant.origin,
    'pat-client-id': s.tenant.pat.clientId,
    'pat-client-secret': secret,
  };
  for (const letters of [10, 50]) {
    const text = 'x'.repeat(letters) + secret;
    const inputs = { 'client-id': `a/${text}`, 'older-than': text, 'unused-for': text, keep: text, ephemeral: text };
    const { main } = await s.step({ ...connection, ...inputs }, { action: 'prune' });
    expect(main.failed).toBe(true);
    expect(findLeaks(main, [secret]), main.log).toEqual([]);
  }
});

test('fields of the new client that contain the PAT secret are not in its outputs or in its summary', async () => {
  await using s = await inThisProcess();
  const { clientSecret } = s.tenant.pat;
  s.tenant.fault({
    on: 'create',
    do: { kind: 'edit', change: given => ({ ...Object(given), businessName: `x${clientSecret}`, name: clientSecret }) },
  });
  const { main } = await s.create();
  expect(findLeaks(main, s.tenant.secrets(), { outputs: true }), main.log).toEqual([]);
});

/** Each secret that a step has must be hidden by the program itself, not by the runner's mask alone. */
const MIDDLE = 12;
/** A part of a secret, which none of the runner's masks fits. */
const partOf = (secret: string) => secret.slice(-2 * MIDDLE, -4);

test("a part of the action's own access token that the tenant echoes is not shown", async () => {
  await using s = await inThisProcess();
  const token = s.tenant.issueToken();
  s.tenant.fault(
    { on: 'token', do: respond(200, { body: { access_token: token, token_type: 'Bearer', expires_in: 750 } }) },
    { on: 'list', do: respond(403, { body: { messages: [{ locale: 'en', text: `No: ${partOf(token)}` }] } }) },
  );
  const { main } = await run(s);
  expect(main.log).toContain('"No: ***"');
  expect(main.stdout).toContain(`::add-mask::${token}\n`);
});

test('a part of the PAT secret is not shown by the post step, which has it from the state alone', async () => {
  await using s = await inThisProcess();
  const { clientId, clientSecret } = s.tenant.pat;
  const connection = { 'base-url': s.tenant.origin, name: 'Pipeline', scope: 'idn:accounts:read', ephemeral: 'true' };
  Object.assign(s.job.env, { SAIL_CLIENT_ID: clientId, SAIL_CLIENT_SECRET: clientSecret });
  const { post } = await s.step(connection);
  // As export-env of a later step does.
  Object.assign(s.job.env, { SAIL_CLIENT_ID: 'other', SAIL_CLIENT_SECRET: 'of-a-later-step' });
  const text = `No: ${partOf(clientSecret)}`;
  s.tenant.fault({ on: 'delete', do: respond(403, { body: { messages: [{ locale: 'en', text }] } }) });
  const end = await post();
  expect(end.log).toContain('"No: ***"');
});

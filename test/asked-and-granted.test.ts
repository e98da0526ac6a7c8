import { expect, test } from 'vitest';
import { answer } from './helpers/answer.ts';
import { errorsOf, scenario, warningsOf } from './helpers/scenario.ts';
import { inThisProcess } from './helpers/this-process.ts';
import { findLeaks } from './runner/leaks.ts';
import { HABITS } from './tenant/known-habits.ts';

const INPUTS = {
  name: ' Pipeline  a&b ',
  description: 'For a test of <what> comes back, which is long enough to be cut off somewhere: '.repeat(3),
  'homepage-url': 'https://acme.example',
  'redirect-uris': 'https://acme.example',
  'grant-types': 'CLIENT_CREDENTIALS AUTHORIZATION_CODE',
  scope: 'idn:accounts:read idn:roles:read',
};

test.each(Object.entries(HABITS.rights))('other rights than asked (%s): deleted again, red', async (_, habits) => {
  await using s = await inThisProcess({ habits });
  const { tenant } = s;
  const { main } = await s.create(INPUTS);
  const told = main.annotations.map(({ message }) => message).join('\n');
  expect(main.failed, told).toBe(true);
  expect(main.outputs).toEqual({});
  expect(told).toMatch(/(other rights than were asked for: .*asked .*, got .*|without a secret)/);
  expect(told).toContain(tenant.deleted[0]);
  expect(tenant.clients.size).toBe(0);
});

test('a client with other rights: no output, no secret shown, and the post step has nothing to say', async () => {
  await using s = await scenario({ habits: HABITS.rights['all scopes'] ?? {} });
  const { main, post } = await s.create(INPUTS);
  expect(main.failed, main.log).toBe(true);
  expect(main.outputs).toEqual({});
  expect(s.tenant.clients.size).toBe(0);
  expect(findLeaks(main, s.tenant.secrets())).toEqual([]);
  const end = await post();
  expect([end.failed, end.annotations]).toEqual([false, []]);
});

const SAME = ['scopes in another order'];
const UNTOUCHED = ['a name in lower case', 'a name in upper case', 'a name in NFC', 'a name in NFKD', 'a trimmed name'];

test.each(Object.entries(HABITS.forms).filter(([name]) => ![...SAME, ...UNTOUCHED].includes(name)))(
  'the same client in another form (%s): green, one warning with asked and got',
  async (_, habits) => {
    await using s = await inThisProcess({ habits });
    const { main } = await s.create(INPUTS);
    expect(main.failed, main.log).toBe(false);
    const messages = main.annotations.map(({ message }) => message);
    const warnings = messages.filter(message => message.includes('otherwise than asked'));
    expect(warnings).toEqual([expect.stringMatching(/: asked .*, got /)]);
    expect(main.outputs['client-secret']).not.toBe('');
  },
);

test.each(['a name in upper case', 'a name with its white space folded'])('%s: a warning', async habit => {
  await using s = await scenario({ habits: HABITS.forms[habit] ?? {} });
  const { main } = await s.create({ name: 'Pipeline  2' });
  expect(warningsOf(main)).toMatch(
    /otherwise than asked: name: asked "Pipeline {2}2", got "(PIPELINE {2}2|Pipeline 2)"/,
  );
});

test.each(SAME)('%s: no word', async habit => {
  await using s = await scenario({ habits: HABITS.forms[habit] ?? {} });
  const { main } = await s.create(INPUTS);
  expect(main.annotations).toEqual([]);
});

test('a client that asks for nothing in particular may get every right', async () => {
  await using s = await scenario();
  const { main } = await s.create({ scope: '' });
  expect(main.failed, main.log).toBe(false);
  expect(warningsOf(main)).not.toContain('otherwise than asked');
});

test.each(['all scopes in the token', 'one scope more in the token'])('verify: %s: deleted again, red', async habit => {
  await using s = await scenario({ habits: HABITS.tokens[habit] ?? {} });
  const { main } = await s.create({ verify: 'true' });
  expect(errorsOf(main), main.log).toMatch(
    /The token of the client .* has other rights .* asked .*idn:accounts:read.*, got/,
  );
  expect(s.tenant.clients.size).toBe(0);
});

test.each(['sp:scopes:default in the token', 'no scope in the token’s answer', 'scopes of the token as a list'])(
  'verify: %s: green',
  async habit => {
    await using s = await inThisProcess({ habits: HABITS.tokens[habit] ?? {} });
    const { main } = await s.create({ verify: 'true' });
    expect(main.failed, main.log).toBe(false);
  },
);

test('a client with other rights that cannot be deleted is named by id', async () => {
  await using s = await scenario({ habits: HABITS.rights['all scopes'] ?? {} });
  s.tenant.fault({ on: 'delete', do: answer(403, { body: { messages: [] } }) });
  const { main } = await s.create();
  const [id = ''] = [...s.tenant.clients.keys()];
  expect(errorsOf(main), main.log).toMatch(new RegExp(`other rights .*not deleted; delete by hand.*${id}`, 's'));
});

import { expect, test } from 'vitest';
import { preload } from '../helpers/preload.ts';
import { errorsOf, scenario, warningsOf } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import type { Misbehaviour } from '../tenant/faults.ts';
import { HABITS } from '../tenant/known-habits.ts';

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const always = (change: (created: Record<string, unknown>) => unknown) =>
  ({ kind: 'edit', change: given => change(given as Record<string, unknown>) }) satisfies Misbehaviour;

test.each(['false', 'true'])(
  'no client is lost if the create response is nested 20,000 deep (ephemeral %s)',
  async ephemeral => {
    await using s = await scenario();
    s.tenant.fault({ on: 'create', do: { kind: 'response', work: 'done', status: 200, body: nested(20_000) } });
    const { main, post } = await s.create({ ephemeral, 'timeout-seconds': '6' });
    const end = await post();
    const shown = warningsOf(end) + errorsOf(main);
    for (const id of s.tenant.clients.keys()) expect(shown + main.outputs['client-id'], main.log).toContain(id);
    if (ephemeral === 'true') expect(s.tenant.clients.size).toBe(0);
  },
);

test('a client with a field nested so deep that our own code fails on it is deleted by its id', async () => {
  await using s = await scenario();
  // Not by JSON.stringify, which would fail here as well.
  s.tenant.fault({
    on: 'create',
    do: always(created => ({ ...created, businessName: 'NESTED' })),
    times: Number.POSITIVE_INFINITY,
  });
  const env = await preload(
    s.job,
    `const { parse } = JSON;
     JSON.parse = (text, ...more) => parse(text.replace('"NESTED"', ${JSON.stringify('[')}.repeat(20000) + ']'.repeat(20000)), ...more);`,
  );
  const { main } = await s.create({ 'timeout-seconds': '6' }, { env });
  expect(main.failed).toBe(true);
  expect(s.tenant.clients.size).toBe(0);
  expect(s.tenant.deleted.length).toBeGreaterThan(0);
});

test('after an error of our own while reading the create response, the step looks for the client before it sends again', async () => {
  await using s = await scenario();
  const env = await preload(
    s.job,
    `const { concat } = Buffer;
     Buffer.concat = (...all) => {
       const buffer = concat(...all);
       if (buffer.includes('"secret"')) throw new RangeError('Maximum call stack size exceeded');
       return buffer;
     };`,
  );
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '6' }, { env });
  expect(main.failed).toBe(true);
  expect(main.log).toContain('Checking whether it left a client');
  await post();
  expect(s.tenant.clients.size).toBe(0);
});

test.each(['public', 'public, only in the response', 'public, without a secret'])(
  'a client of type PUBLIC that was not requested (%s) is deleted immediately, and the step fails and says so',
  async habit => {
    await using s = await inThisProcess({ habits: HABITS.rights[habit] ?? {} });
    const { main } = await s.create();
    expect(main.failed).toBe(true);
    expect(errorsOf(main)).toMatch(/wider rights than requested: .*type: .*PUBLIC/);
    expect(s.tenant.clients.size).toBe(0);
    expect(s.tenant.requests.filter(({ operation }) => operation === 'create').length).toBe(1);
  },
);

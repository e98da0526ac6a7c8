import { expect, test } from 'vitest';
import { connectionTo, type Run, type Steps } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { HABITS, habitsOf } from '../tenant/known-habits.ts';

/** What must be reported or must fail, even though a specification allows it or a tenant really did it. */
const NOT_QUIET = new Set([
  'all scopes',
  'all scopes, only in the response',
  'one scope less in the token',
  'only sp:scopes:default in the token',
  // It is the response to one fixed request, so its name, rights and id are different.
  'the reference’s example',
]);
const ORDINARY = habitsOf(['specified', 'reported']).filter(([name]) => !NOT_QUIET.has(name));

const INPUTS = {
  name: 'R&D pipeline',
  'homepage-url': 'https://acme.example',
  'redirect-uris': 'https://acme.example app:/callback',
  'grant-types': 'CLIENT_CREDENTIALS AUTHORIZATION_CODE',
  scope: 'idn:accounts:read idn:roles:read',
};

/** The step succeeds and shows only the notice that an update has no secret. */
function expectQuiet(run: Run, habit: string): void {
  const annotations = run.annotations.filter(({ level }) => level !== 'notice');
  expect([run.failed, annotations], `${habit}\n${run.log}`).toEqual([false, []]);
}

async function prune(s: Steps, name: string): Promise<Run> {
  return (await s.step({ ...connectionTo(s.tenant), name }, { action: 'prune' })).main;
}

test.each(ORDINARY)('a tenant with %s: every kind of step succeeds without an annotation', async (habit, habits) => {
  await using s = await inThisProcess({ habits });
  const { tenant } = s;
  for (let index = 0; index < 12; index++) tenant.addClient({ name: 'Rotated', created: '2020-01-01T00:00:00Z' });
  for (const inputs of [
    { verify: 'true' },
    { ephemeral: 'true' },
    { scope: 'sp:scopes:all' },
    { name: 'Rotated', 'if-exists': 'replace' },
    { name: 'Updated', 'if-exists': 'update' },
    { name: 'Updated', 'if-exists': 'update', 'access-token-validity-seconds': '900' },
    { name: 'Updated', 'if-exists': 'update', 'access-token-validity-seconds': '900' },
  ]) {
    expectQuiet((await s.create({ ...INPUTS, ...inputs })).main, habit);
  }
  for (const run of await s.job.end()) expectQuiet(run, habit);
  const left = [...tenant.clients.values()].map(({ name }) => name);
  expect(left).toEqual([INPUTS.name, INPUTS.name, 'Rotated', 'Updated']);
  expectQuiet(await prune(s, '*'), habit);
  expect(tenant.clients.size).toBe(0);
});

test('the reference’s example as the response to every create request causes no warning about its age', async () => {
  await using s = await inThisProcess({ habits: HABITS.times['created in 2017, in the response'] ?? {} });
  const { main } = await s.create({ ...INPUTS, 'if-exists': 'replace' });
  expectQuiet(main, 'created in 2017');
  expect((await s.job.end()).flatMap(({ annotations }) => annotations)).toEqual([]);
});

import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type AmbiguousRun, MARK, runJob, SPEED, UNSEEN } from './helpers/ambiguous-create.ts';
import { answer } from './helpers/answer.ts';
import { fastClock, runMain, runPost, settingsFor } from './helpers/in-process.ts';
import { expectNothingLost } from './helpers/invariants.ts';
import { connectionTo, errorsOf, scenario } from './helpers/scenario.ts';
import type { Fault, Misbehaviour } from './tenant/faults.ts';
import { HABITS } from './tenant/known-habits.ts';
import { startTenant, type Tenant } from './tenant/tenant.ts';

// Two things go wrong, and the word about one must not hide the word about the other.

const LOST: Misbehaviour = answer(502, { work: 'done', body: 'x', contentType: 'text/html' });
const api = (status: number) => answer(status, { body: { detailCode: String(status), messages: [] } });
const REFUSED = api(403);
const EVER = Number.POSITIVE_INFINITY;
const UNMARKED = HABITS.forms['no description'] ?? {};
/** After the half minute in which the post step looks. */
const LATE_MS = 100_000 / SPEED;
const late: Misbehaviour = { kind: 'answer', work: { afterMs: LATE_MS }, status: 504 };
/** The main step sees neither; the post step sees the first. */
const TWO_UNCLEAR: readonly Fault[] = [
  { on: 'create', do: answer(504, { work: { afterMs: 5000 / SPEED } }) },
  { on: 'create', do: late },
  { on: 'create', do: REFUSED },
  { ...UNSEEN, times: 2 },
];
const OLD = { id: 'old-one', name: 'Pipeline', scope: ['idn:accounts:read'], created: '2020-01-01T00:00:00Z' };
const withOld = (tenant: Tenant) => void tenant.addClient(OLD);
const changed = (changes: object): Misbehaviour => ({
  kind: 'edit',
  change: given => ({ ...Object(given), ...changes }),
});

async function job(run: AmbiguousRun, prepare?: (tenant: Tenant) => void) {
  const { tenant, main, post, annotations, handedOut } = await runJob(run, prepare);
  const told = [...main.shown, '---', ...post.shown, '---', annotations].join('\n');
  return { tenant, main, post, annotations, handedOut, told };
}

test.each([
  ['has other rights', { ...OLD, scope: ['sp:scopes:all'], secret: 'a-secret-of-somebody' }],
  ['is as asked', { ...OLD, secret: 'a-secret-of-somebody' }],
  ['has no secret', OLD],
])('an old client that the answer names ($0) is neither handed out nor deleted', async (_, body) => {
  for (const ephemeral of [true, false]) {
    const fault: Fault = { on: 'create', do: answer(200, { body }), times: EVER };
    const { tenant, main, told } = await job({ faults: [fault], ephemeral, timeout: 100_000 }, withOld);
    expect(tenant.clients.has(OLD.id), told).toBe(true);
    expect([main.green, main.outputFile], told).toEqual([false, {}]);
    await tenant.close();
  }
});

test('the client that we are signed in with is never deleted, although the answer names it', async () => {
  const tenant = await startTenant();
  const id = tenant.pat.clientId;
  tenant.fault({ on: 'create', do: changed({ id, scope: ['sp:scopes:all'] }), times: EVER });
  const clock = fastClock(SPEED, () => 0.5);
  const main = await runMain(settingsFor(tenant, { timeout: 100_000 }), clock);
  await runPost(main, 'failure', clock);
  expect(tenant.requests.filter(({ operation, path }) => operation === 'delete' && path.includes(id))).toEqual([]);
  await tenant.close();
});

test('what was really made is deleted or named when the answer names an old client', async () => {
  for (const ephemeral of [true, false]) {
    const fault: Fault = { on: 'create', do: changed({ id: OLD.id, created: OLD.created }) };
    const { tenant, annotations, handedOut, told } = await job({ faults: [fault], ephemeral }, withOld);
    expectNothingLost(tenant, [OLD.id, handedOut], annotations, told);
    await tenant.close();
  }
});

test('the client that was handed out is answered 404 by mistake, and what an earlier request left comes late', async () => {
  const faults: Fault[] = [
    { on: 'create', do: answer(504, { work: { afterMs: 10_000 / SPEED } }) },
    { ...UNSEEN, times: 1 },
    { on: 'delete', do: api(404) },
  ];
  const { tenant, annotations, told } = await job({ faults, ephemeral: true, timeout: 1_200_000 });
  await delay(10_000 / SPEED);
  expectNothingLost(tenant, [], annotations, told);
  await tenant.close();
});

test('a client that was made without a secret and deleted again is not the one that an earlier request may have left', async () => {
  for (const ephemeral of [true, false]) {
    const faults: Fault[] = [
      { on: 'create', do: late },
      { on: 'create', do: changed({ secret: null }) },
    ];
    const { tenant, annotations, handedOut, told } = await job({ faults, ephemeral });
    await delay(LATE_MS);
    expect(tenant.clients.size, told).toBe(ephemeral ? 1 : 2);
    expectNothingLost(tenant, [handedOut], annotations, told, true);
    await tenant.close();
  }
});

test.each<[string, AmbiguousRun]>([
  [
    'a client that was created and cannot be deleted',
    {
      faults: [
        { on: 'create', do: late },
        { on: 'create', do: changed({ scope: ['sp:scopes:all'] }) },
        { on: 'delete', do: REFUSED, times: EVER },
      ],
    },
  ],
  [
    'one of two that were unclear',
    {
      faults: TWO_UNCLEAR,
    },
  ],
  [
    'one of two without its mark',
    {
      faults: TWO_UNCLEAR,
      ephemeral: true,
      habits: UNMARKED,
    },
  ],
  ['a client of somebody else', { faults: [{ on: 'create', do: late, times: EVER }] }],
])('%s is named, and that another one may still come is said', async (name, run) => {
  const prepare = name.includes('somebody')
    ? (tenant: Tenant) => void tenant.addClient({ name: 'Pipeline' })
    : undefined;
  const { tenant, annotations, handedOut, told } = await job(run, prepare);
  await delay(LATE_MS);
  expect(tenant.clients.size, told).toBeGreaterThan(1);
  expectNothingLost(tenant, [handedOut], annotations, told, true);
  await tenant.close();
});

test('a step that was stopped before it handed out: what an earlier create left is said, too', async () => {
  const tenant = await startTenant();
  tenant.fault({ on: 'create', do: late });
  const clock = fastClock(SPEED, () => 0.5);
  const main = await runMain(settingsFor(tenant, { timeout: 1_200_000 }), clock);
  const outcome = JSON.parse(main.stateFile['STATE_outcome'] ?? '');
  expect(outcome).toMatchObject({ open: 1, handedOut: true });
  main.stateFile['STATE_outcome'] = JSON.stringify({ ...outcome, handedOut: false });
  const post = await runPost(main, 'cancelled', clock);
  await delay(LATE_MS);
  expect(tenant.clients.size).toBe(2);
  expectNothingLost(tenant, [], post.annotations.join('\n'), '', true);
  await tenant.close();
});

test('a client that is still listed after it was deleted is not deleted for another one', async () => {
  const faults: Fault[] = [
    { on: 'create', do: LOST },
    { on: 'create', do: answer(504, { work: { afterMs: 10_000 / SPEED } }) },
  ];
  const { tenant, annotations, told } = await job({ faults, ephemeral: true, habits: { deletionLagMs: 60_000 } });
  const deletes = tenant.requests.filter(({ operation }) => operation === 'delete').map(({ path }) => path);
  expect(new Set(deletes).size, told).toBe(deletes.length);
  expectNothingLost(tenant, [], annotations, told);
  expect(tenant.deleted.length, told).toBe(3);
  await tenant.close();
});

test('a client whose mark was cut in the middle is named', async () => {
  const { id } = MARK;
  const repository = 'some-large-organisation/identity-security-cloud-configuration';
  const mark = { text: `[ephemeral repository=${repository} run=16588214931 id=${id}]`, id };
  const habits = HABITS.forms['a description cut to 128 characters'] ?? {};
  const { tenant, annotations, told } = await job({ faults: [{ on: 'create', do: LOST }], changes: { mark }, habits });
  expect(tenant.clients.size, told).toBe(1);
  expectNothingLost(tenant, [], annotations, told);
  await tenant.close();
});

test('a client without its mark that only the first lists show is named', async () => {
  const faults: Fault[] = [
    { on: 'create', do: LOST },
    { on: 'list', do: { kind: 'edit', change: () => [] }, after: 6, times: EVER },
  ];
  const { tenant, annotations, handedOut, told } = await job({ faults, ephemeral: true, habits: UNMARKED });
  expect(tenant.clients.size, told).toBe(1);
  expectNothingLost(tenant, [handedOut], annotations, told);
  await tenant.close();
});

test('what to look for can be found where the tenant stores no description', async () => {
  const { tenant, annotations } = await job({
    faults: [{ on: 'create', do: late }],
    ephemeral: true,
    habits: UNMARKED,
  });
  expect(annotations).toContain('look for a client named "Pipeline", or whose description contains');
  await tenant.close();
});

test.each(['success', 'failure'])(
  'older clients that remain are named although the list is down (%s)',
  async status => {
    const faults: Fault[] = [
      { on: 'create', do: late },
      { on: 'list', do: answer(503), after: 4, times: EVER },
    ];
    const { tenant, post, told } = await job({ faults, changes: { ifExists: 'replace' }, status }, withOld);
    expect(post.annotations.join('\n'), told).toMatch(
      /1 older client named "Pipeline" remains beside the new one: old-one/,
    );
    expect(post.annotations.join('\n'), told).toMatch(/could not be looked up/);
    expect(post.green).toBe(false);
    await tenant.close();
  },
);

test('a list that is broken once stops no replacement', async () => {
  const broken = answer(200, { body: { items: [] } });
  const faults: Fault[] = [
    { on: 'create', do: late },
    { on: 'list', do: broken, after: 4 },
  ];
  const { tenant, post, told } = await job({ faults, changes: { ifExists: 'replace' } }, withOld);
  expect(tenant.deleted, told).toEqual([OLD.id]);
  expect(post.green, told).toBe(true);
  await tenant.close();
});

test('a replacement whose list is down at the end names what remains', async () => {
  const faults: Fault[] = [{ on: 'list', do: answer(503), after: 2, times: EVER }];
  const { tenant, post, told } = await job({ faults, changes: { ifExists: 'replace' } }, withOld);
  expect(post.annotations.join('\n'), told).toMatch(/Listing the clients failed.*remains beside the new one: old-one/s);
  await tenant.close();
});

test('an older client that the list at the end does not show is mentioned', async () => {
  const hidden: Misbehaviour = {
    kind: 'edit',
    change: given => (Array.isArray(given) ? given.filter(({ id }) => id !== OLD.id) : given),
  };
  const faults: Fault[] = [{ on: 'list', do: hidden, after: 2, times: EVER }];
  const { tenant, post, told } = await job({ faults, changes: { ifExists: 'replace' } }, withOld);
  expect(post.annotations, told).toEqual([`Not in the tenant's list any more: ${OLD.id}.`]);
  await tenant.close();
});

test('what a warning calls not deleted is not deleted a moment later by the replacement', async () => {
  const faults: Fault[] = [
    { on: 'create', do: LOST },
    { ...UNSEEN, after: 1 },
  ];
  const { tenant, post, told } = await job({ faults, changes: { ifExists: 'replace' } });
  expect(post.annotations.join('\n'), told).toContain('Not deleted');
  expect(tenant.deleted, told).toEqual([]);
  await tenant.close();
});

test.each([
  { message: 'Blocked by policy' },
  { detailCode: '403', messages: [{ locale: 'en', text: 'No' }] },
  { errorMessage: 'No' },
])('a DELETE with 200 that tells of an error (%j) deleted nothing', async body => {
  const faults: Fault[] = [{ on: 'delete', do: answer(200, { body }), times: EVER }];
  const { tenant, post, annotations, told } = await job({ faults, ephemeral: true });
  expect(post.green, told).toBe(false);
  expectNothingLost(tenant, [], annotations, told);
  await tenant.close();
});

test('a DELETE that was carried out and is repeated has deleted the client', async () => {
  const faults: Fault[] = [
    { on: 'create', do: changed({ secret: undefined }) },
    { on: 'delete', do: answer(504, { work: 'done' }) },
  ];
  const { tenant, main, told } = await job({ faults });
  expect(main.green, told).toBe(true);
  expect([tenant.clients.size, tenant.deleted.length], told).toEqual([1, 1]);
  await tenant.close();
});

test.each([400, 403])(
  'an update that was carried out, and refused with %s when it was repeated, is found',
  async status => {
    const faults: Fault[] = [
      { on: 'patch', do: { kind: 'reset', work: 'done' } },
      { on: 'patch', do: answer(status, { body: { messages: [] } }), after: 1 },
    ];
    const changes = { ifExists: 'update', given: ['name', 'grantTypes'] } as const;
    const grantTypes = ['CLIENT_CREDENTIALS', 'PASSWORD'];
    const { tenant, main, told } = await job(
      { faults, changes },
      there => void there.addClient({ ...OLD, grantTypes }),
    );
    expect(tenant.clients.get(OLD.id)?.grantTypes).toEqual(['CLIENT_CREDENTIALS']);
    expect(main.green, told).toBe(true);
    expect(main.outputFile['changed']).toBe('["grantTypes"]');
    await tenant.close();
  },
);

test('an unclear create is mentioned although a second one is refused', async () => {
  const faults: Fault[] = [
    { on: 'create', do: late },
    { on: 'create', do: REFUSED },
  ];
  const { tenant, main } = await job({ faults });
  expect(main.annotations.join('\n')).toMatch(/HTTP 403.* the post step looks once more/);
  await tenant.close();
});

test('outputs that cannot be written do not hide what prune could not delete', async () => {
  await using s = await scenario();
  const { id } = s.tenant.addClient({ name: 'Old' });
  s.tenant.fault({ on: 'delete', do: REFUSED, times: EVER });
  const { main } = await s.step(
    { ...connectionTo(s.tenant), name: 'Old' },
    { action: 'prune', files: { output: 'full' } },
  );
  expect(errorsOf(main)).toMatch(
    new RegExp(`The file of GITHUB_OUTPUT could not be written: .*not deleted.*${id}: HTTP 403`, 's'),
  );
});

test('outputs that cannot be written do not hide that an update was made', async () => {
  await using s = await scenario();
  const { id } = s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'], description: 'Old' });
  const inputs = { 'if-exists': 'update', description: 'New' };
  const { main } = await s.create(inputs, { files: { output: 'full' } });
  expect(errorsOf(main)).toMatch(new RegExp(`GITHUB_OUTPUT could not.*The client ${id} has been changed: description`));
});

test('a new client that is not listed yet: the older clients that stay are named', async () => {
  const habits = { listLagMs: 60_000 };
  const { tenant, post, told } = await job({ faults: [], habits, changes: { ifExists: 'replace' } }, withOld);
  expect(tenant.clients.has(OLD.id), told).toBe(true);
  expect(post.annotations.join('\n'), told).toMatch(/is not in the tenant's list.*remains beside the new one: old-one/);
  await tenant.close();
});

test.each<[string, Fault[]]>([
  ['main step', [{ on: 'create', do: LOST }]],
  [
    'post step',
    [
      { on: 'create', do: answer(504, { work: { afterMs: 10_000 / SPEED } }) },
      { on: 'create', do: REFUSED },
    ],
  ],
])(
  'a client with our mark whose DELETE in the %s is answered 404 by mistake is deleted or named',
  async (_, create) => {
    const faults: Fault[] = [...create, { on: 'delete', do: api(404) }];
    const { tenant, annotations, told } = await job({ faults, ephemeral: true });
    expectNothingLost(tenant, [], annotations, told);
    await tenant.close();
  },
);

test('a step that was stopped after the create: a DELETE that is answered 404 is told with the id', async () => {
  const tenant = await startTenant();
  const clock = fastClock(SPEED, () => 0.5);
  const main = await runMain(settingsFor(tenant, { mark: MARK, timeout: 1_200_000 }), clock);
  const outcome = JSON.parse(main.stateFile['STATE_outcome'] ?? '');
  main.stateFile['STATE_outcome'] = JSON.stringify({ ...outcome, handedOut: false });
  tenant.fault({ on: 'delete', do: api(404) });
  const post = await runPost(main, 'cancelled', clock);
  expectNothingLost(tenant, [], post.annotations.join('\n'), '');
  await tenant.close();
});

test('a client of another name that was listed is not deleted because an answer names it', async () => {
  const created = new Date(Date.now() - 3_600_000).toISOString();
  const inUse = { ...OLD, name: 'Another', scope: ['sp:scopes:all'], created };
  const faults: Fault[] = [{ on: 'create', do: answer(200, { body: { ...inUse, secret: 'a-secret-of-somebody' } }) }];
  const { tenant, told } = await job(
    { faults, changes: { ifExists: 'replace' } },
    there => void there.addClient(inUse),
  );
  expect(tenant.clients.has(OLD.id), told).toBe(true);
  await tenant.close();
});

test('a client that was deleted again is not called left, although it is still listed', async () => {
  const faults: Fault[] = [
    { on: 'create', do: late },
    { on: 'create', do: changed({ scope: ['sp:scopes:all'] }) },
  ];
  const { tenant, post, told } = await job({ faults, habits: { deletionLagMs: 60_000 } });
  expect(tenant.deleted.length, told).toBe(1);
  expect(post.annotations.join('\n'), told).not.toContain(tenant.deleted[0]);
  await tenant.close();
});

test.each([2, -2])('a machine whose clock is %s days off creates a client, without a word', async days => {
  const tenant = await startTenant();
  const clock = fastClock(SPEED, () => 0.5);
  const off = { ...clock, now: () => clock.now() + days * 86_400_000 };
  const main = await runMain(settingsFor(tenant, { timeout: 1_200_000 }), off);
  const post = await runPost(main, 'success', off);
  expect([main.green, main.annotations, post.annotations]).toEqual([true, [], []]);
  await tenant.close();
});

test('a tenant whose times of creation are wrong: one client, and it is named', async () => {
  const habits = { show: (fields: Record<string, unknown>) => ({ ...fields, created: '1970-01-01T00:00:00Z' }) };
  const { tenant, annotations, handedOut, told } = await job({ faults: [], habits });
  expect(tenant.clients.size, told).toBe(1);
  expectNothingLost(tenant, [handedOut], annotations, told);
  await tenant.close();
});

test('what was carried out, and is repeated with a new token, was carried out', async () => {
  const faults: Fault[] = [
    { on: 'create', do: changed({ secret: undefined }) },
    { on: 'delete', do: answer(504, { work: 'done' }) },
    { on: 'delete', do: api(401), after: 1 },
  ];
  const { tenant, main, told } = await job({ faults });
  expect(main.green, told).toBe(true);
  await tenant.close();
});

test('"the post step looks once more" is said only when it does', async () => {
  const faults: Fault[] = [
    { on: 'create', do: answer(504, { work: { afterMs: 1500 / SPEED } }) },
    { on: 'create', do: LOST },
    { on: 'create', do: REFUSED },
  ];
  const { tenant, main, told } = await job({ faults, ephemeral: true });
  const { open } = JSON.parse(main.stateFile['STATE_outcome'] ?? '');
  expect([open, main.annotations.join('\n').includes('looks once more')], told).toEqual([0, false]);
  await tenant.close();
});

test('an ephemeral client that lost its mark is named before another one is created', async () => {
  const faults: Fault[] = [{ on: 'create', do: LOST, times: EVER }];
  const { tenant, main, told } = await job({ faults, ephemeral: true, habits: UNMARKED });
  expect(tenant.clients.size, told).toBe(1);
  expectNothingLost(tenant, [], main.annotations.join('\n'), told);
  await tenant.close();
});

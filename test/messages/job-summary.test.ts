import { expect, test } from 'vitest';
import { connectionTo, errorsOf, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

/** The text of the rendered summary, one line for each row or paragraph. */
function seen(html: string): string[] {
  const lines = html.split('\n').filter(line => line !== '' && !/^<\/?(table|ul)>$/.test(line));
  return lines.map(line =>
    line
      .replaceAll(/<\/t[hd]>(?=<t)/g, ' | ')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&'),
  );
}

test('a rotation says which older clients will be deleted, and when', async () => {
  await using s = await inThisProcess();
  const older = s.tenant.addClient({ name: 'Pipeline', created: '2024-01-01T00:00:00Z' });
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  expect(seen(main.summary)).toContain(
    `Replaces | 1 older client, which the post step deletes if the job succeeds: ${older.id}`,
  );
  const end = await post({ jobStatus: 'success' });
  expect(seen(end.summary)).toEqual([`✅ 1 OAuth client deleted at the end of the job: ${older.id}`]);
});

test('a rotation without an older client does not mention replacing', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ 'if-exists': 'replace' });
  expect(main.summary).not.toContain('Replaces');
  expect((await post({ jobStatus: 'success' })).summary).toBe('');
});

test.each(['skip', 'update'])(
  '%s says that there is no secret, and shows the scopes that the tenant returns',
  async how => {
    await using s = await inThisProcess();
    s.tenant.addClient({ name: 'Pipeline', scope: ['idn:sources:read'] });
    const { main } = await s.create({
      'if-exists': how,
      scope: how === 'skip' ? 'idn:accounts:read' : 'idn:sources:read',
    });
    const lines = seen(main.summary);
    expect(lines[0]).toBe(`OAuth client found, nothing ${how === 'skip' ? 'created' : 'changed'}`);
    expect(lines).toContain('Scopes | idn:sources:read');
    expect(lines).toContain('client-secret | none: the tenant shows it only once, when a client is created');
  },
);

const WIDE = '❗ sp:scopes:all: every right of the owner of the token';

test.each([
  ['no scope', { scope: '' }],
  ['every scope', { scope: 'sp:scopes:all' }],
  ['every scope, among others', { scope: 'idn:accounts:read sp:scopes:all' }],
])('a client with %s is highlighted', async (_, inputs) => {
  await using s = await inThisProcess();
  const { main } = await s.create(inputs);
  expect(seen(main.summary)).toContain(`Scopes | ${WIDE}`);
  expect(main.summary).toContain(`<strong>${WIDE}</strong>`);
  const { main: dry } = await s.create({ ...inputs, 'dry-run': 'true' });
  expect(seen(dry.summary)).toContain(WIDE);
});

test('a client with a few scopes is not highlighted', async () => {
  await using s = await inThisProcess();
  for (const dry of ['true', 'false']) expect((await s.create({ 'dry-run': dry })).main.summary).not.toContain('❗');
});

test('an existing client whose scopes the tenant does not show is highlighted as a risk', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'Pipeline' });
  s.tenant.fault({
    on: 'list',
    do: {
      kind: 'edit',
      change: given => (Array.isArray(given) ? given.map(client => ({ ...client, scope: null })) : given),
    },
  });
  const { main } = await s.create({ 'if-exists': 'skip' });
  expect(seen(main.summary)).toContain(
    'Scopes | ❗ not shown by the tenant; a client without scopes has every right of its owner',
  );
});

test('prune groups the clients by name, marks them as deleted, kept or not deleted, and says what to do', async () => {
  await using s = await inThisProcess();
  const add = (name: string, id: string, year: number) =>
    s.tenant.addClient({ name, id, created: `${year}-01-02T03:04:05Z` });
  add('B', 'b-older', 2021);
  add('A', 'a-older', 2022);
  add('B', 'b-newer', 2023);
  add('A', 'a-newer', 2024);
  const stays = { kind: 'response', work: 'not done', status: 403 } as const;
  s.tenant.fault({ on: 'delete', do: stays, after: 1, times: 9 });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', keep: '1' }, { action: 'prune' });
  const [title, ...rows] = seen(main.summary);
  const [deleted = ''] = s.tenant.deleted;
  const other = deleted === 'a-older' ? 'b-older' : 'a-older';
  expect(title).toMatch(/^1 of 4 clients deleted in [\d.]+ s, 1 not deleted\.$/);
  const marks = (id: string) => (id === deleted ? '✅ deleted' : '❌ not deleted');
  expect(rows.slice(0, 7)).toEqual([
    'Result | client-id | Created (UTC) | Last used (UTC) | Why',
    '"A"',
    `${marks('a-older')} | a-older | 2022-01-02 03:04 | never | name matches`,
    '🔒 kept | a-newer | 2024-01-02 03:04 | never | newest 1 of its name',
    '"B"',
    `${marks('b-older')} | b-older | 2021-01-02 03:04 | never | name matches`,
    '🔒 kept | b-newer | 2023-01-02 03:04 | never | newest 1 of its name',
  ]);
  expect(main.summary).toContain('<td nowrap>2022-01-02 03:04</td>');
  expect(rows[7]).toBe('❌ OAuth clients: prune failed');
  expect(rows[8]).toContain('1 client was not deleted; delete it by hand at');
  expect(rows[9]).toContain(`${other}: HTTP 403`);
});

test('a dry run of prune marks the clients that would be deleted', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'A' });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*', 'dry-run': 'true' }, { action: 'prune' });
  expect(main.summary).toContain('<strong>❗ would delete</strong>');
});

test('wrong inputs of create and of prune are shown as a list', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ enabled: 'yes', scope: 'a"b' });
  expect(seen(main.summary)).toEqual([
    '❌ OAuth client: step failed',
    // Without the escapes of a quoted text: combined with HTML's, the runner would not mask a secret in it.
    ...errorsOf(main)
      .replaceAll('\\"', '"')
      .split('\n')
      .map(line => line.replace(/^- /, '')),
  ]);
  expect(main.summary.match(/<li>/g)).toHaveLength(2);
  expect((await post()).summary).toBe('');
  const { main: prune } = await s.step({ ...connectionTo(s.tenant), keep: '-1' }, { action: 'prune' });
  expect(prune.summary).toContain('<li>keep: must be a whole number');
});

test('a refusal by the tenant is shown in the words of the error', async () => {
  await using s = await scenario();
  const { main } = await s.create({ 'pat-client-secret': 'wrong-secret' });
  expect(seen(main.summary)).toEqual(['❌ OAuth client: step failed', errorsOf(main)]);
});

test('summary false also applies to a failure and to the post step', async () => {
  await using s = await scenario();
  expect((await s.create({ summary: 'false', enabled: 'yes' })).main.summary).toBe('');
  const { post } = await s.create({ summary: 'FALSE', ephemeral: 'true' });
  expect((await post()).summary).toBe('');
  expect(s.tenant.clients.size).toBe(0);
});

test('the post step says that the ephemeral client is deleted, or what to do', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '6' });
  const id = main.outputs['client-id'] ?? '';
  s.tenant.fault({ on: 'delete', do: { kind: 'response', work: 'not done', status: 403 } });
  const failed = await post();
  expect(failed.failed).toBe(true);
  expect(seen(failed.summary)[0]).toBe('❌ OAuth client: post step failed');
  expect(seen(failed.summary)[2]).toContain(`${id}: HTTP 403`);
  expect(seen((await post()).summary)).toEqual([`✅ 1 OAuth client deleted at the end of the job: ${id}`]);
});

test('unseal, which has no summary, writes none when it fails', async () => {
  await using s = await inThisProcess();
  expect((await s.step({}, { action: 'unseal' })).main.summary).toBe('');
});

test('a failure is reported as usual if the summary cannot be written', async () => {
  await using s = await scenario();
  const whole = await s.create({ enabled: 'yes' });
  for (const summary of [{ fullAfter: 0 }, 'missing', 'directory'] as const) {
    const { main } = await s.create({ enabled: 'yes' }, { files: { summary } });
    expect(main.exitCode).toBe(1);
    expect(errorsOf(main)).toContain(errorsOf(whole.main));
  }
});

test('a secret is masked before HTML escapes change its form', async () => {
  await using s = await inThisProcess();
  const secret = 'ab&cd<ef\'gh"ij>kl&mn';
  const env = { SAIL_CLIENT_SECRET: secret };
  s.tenant.addClient({ name: 'Pipeline', scope: [secret] });
  s.tenant.addClient({ id: secret });
  const connection = { ...connectionTo(s.tenant), 'timeout-seconds': '6' };
  s.tenant.fault({ on: 'delete', do: { kind: 'response', work: 'not done', status: 403 }, times: 9 });
  const steps = [
    await s.create({ 'if-exists': 'skip' }, { env }),
    await s.step({ ...connection, name: '*', 'dry-run': 'true' }, { action: 'prune', env }),
    await s.step({ ...connection, name: '*' }, { action: 'prune', env }),
  ];
  for (const { main } of steps) {
    const text = seen(main.rawSummary).join('\n');
    expect(text).toContain('***');
    for (const part of ['ab&', 'cd<ef', 'gh"ij', 'kl&mn']) expect(text).not.toContain(part);
  }
});

test('prune does not say that it deleted a client that no longer existed', async () => {
  await using s = await inThisProcess();
  s.tenant.addClient({ name: 'A' });
  const body = { detailCode: '404 Not found', trackingId: 'x', messages: [{ locale: 'en-US', text: 'Not found' }] };
  s.tenant.fault({ on: 'delete', do: { kind: 'response', work: 'not done', status: 404, body }, times: 2 });
  const { main } = await s.step({ ...connectionTo(s.tenant), name: '*' }, { action: 'prune' });
  expect(main.log).toContain('no longer existed');
  expect(main.summary).toContain('✅ no longer existed');
  expect(main.summary).not.toContain('✅ deleted');
});

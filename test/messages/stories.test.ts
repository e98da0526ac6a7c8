import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { connectionTo, type Run, type RunStep, type Scenario, type Steps, scenario } from '../helpers/scenario.ts';
import { inThisProcess } from '../helpers/this-process.ts';

type Ended = { step: RunStep; jobStatus?: string; hasPost?: boolean };
/** Runs a story with its own tenant. @returns its page */
type Story = () => Promise<string>;

const built =
  (story: (s: Scenario) => Promise<Ended>): Story =>
  async () => {
    await using s = await scenario();
    return await page(s, await story(s));
  };
/** A failure has a summary only where the built action runs. */
const here =
  (story: (s: Steps) => Promise<Ended>): Story =>
  async () => {
    await using s = await inThisProcess();
    return await page(s, await story(s));
  };

const STAYS = { name: 'Pipeline', scope: ['idn:accounts:read'] };
const REFUSED = { kind: 'response', work: 'not done', status: 403, body: { messages: [] } } as const;
const UPDATE = { 'if-exists': 'update', enabled: 'true' };

const STORIES: Readonly<Record<string, Story>> = {
  'a client that stays': built(async s => ({ step: await s.create() })),
  'a client without scope': here(async s => ({ step: await s.create({ scope: '' }) })),
  'an ephemeral client': here(async s => ({ step: await s.create({ ephemeral: 'true' }) })),
  'an ephemeral client whose step was killed': built(async s => {
    s.tenant.fault({ on: 'create', do: { kind: 'hang', work: 'done', at: 'before headers' } });
    const killed = new Promise<void>(done => {
      s.tenant.onRequest = ({ operation }) => void (operation === 'create' && setTimeout(done, 50));
    });
    return { step: await s.create({ ephemeral: 'true' }, { kill: { signal: 'SIGTERM', when: killed } }) };
  }),
  'a rotation in a job that succeeds': here(async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    s.tenant.addClient({ name: 'Pipeline' });
    return { step: await s.create({ 'if-exists': 'replace' }) };
  }),
  'a rotation in a job that fails': here(async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return { step: await s.create({ 'if-exists': 'replace' }), jobStatus: 'failure' };
  }),
  'an existing client, with skip': here(async s => {
    s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'] });
    return { step: await s.create({ 'if-exists': 'skip', 'export-env': 'true' }) };
  }),
  'a client of which the tenant shows little, with skip': here(async s => {
    s.tenant.addClient(STAYS);
    const little = (list: unknown) => (Array.isArray(list) ? list.map(({ id, name }) => ({ id, name })) : list);
    s.tenant.fault({ on: 'list', do: { kind: 'edit', change: little }, times: 9 });
    return { step: await s.create({ 'if-exists': 'skip' }) };
  }),
  'a client that is updated to what the workflow says': here(async s => {
    s.tenant.addClient({ ...STAYS, redirectUris: ['https://a.example/callback'], enabled: false });
    return { step: await s.create({ ...UPDATE, 'redirect-uris': 'https://a.example/callback https://b.example/cb' }) };
  }),
  'a client that already matches the workflow': here(async s => {
    s.tenant.addClient(STAYS);
    return { step: await s.create(UPDATE) };
  }),
  'the plan of an update': here(async s => {
    s.tenant.addClient({ ...STAYS, description: 'For the <old> test' });
    return { step: await s.create({ ...UPDATE, description: 'For a test', 'dry-run': 'true' }) };
  }),
  'the plan of an update of a client that does not exist': here(async s => ({
    step: await s.create({ ...UPDATE, description: 'For a test', 'dry-run': 'true' }),
  })),
  'an update whose response has a different description': here(async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault({ on: 'patch', do: { kind: 'edit', change: given => ({ ...Object(given), description: 'Cut' }) } });
    return { step: await s.create({ ...UPDATE, description: 'Cut off' }) };
  }),
  'a response that was lost once, of an ephemeral client': here(async s => {
    s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
    return { step: await s.create({ ephemeral: 'true' }) };
  }),
  'a tenant that is busy for a moment': here(async s => {
    s.tenant.fault({
      on: 'create',
      do: respond(429, { headers: { 'retry-after': '1' }, body: { message: 'busy' } }),
    });
    return { step: await s.create() };
  }),
  'a dry run': here(async s => ({ step: await s.create({ 'dry-run': 'true', description: 'For a test' }) })),
  'a dry run of a client with every right': here(async s => ({
    step: await s.create({ 'dry-run': 'true', scope: '' }),
  })),
  'a step whose inputs are wrong': built(async s => ({ step: await s.create({ enabled: 'yes', scope: '"a:b"' }) })),
  'an ephemeral client that cannot be deleted': built(async s => {
    s.tenant.fault({ on: 'delete', do: REFUSED, times: 9 });
    return { step: await s.create({ ephemeral: 'true', 'timeout-seconds': '6' }) };
  }),
  'clients that prune deletes, keeps and cannot delete': built(async s => {
    sweepable(s);
    const stays = s.tenant.addClient({ name: 'CI of octo-repo', created: '2024-11-03T20:15:00Z' });
    s.tenant.onRequest = ({ path }) => void (path.endsWith(stays.id) && s.tenant.fault({ on: 'delete', do: REFUSED }));
    return {
      step: await s.step({ ...connectionTo(s.tenant), name: '*', keep: '1' }, { action: 'prune' }),
      hasPost: false,
    };
  }),
  'the plan of prune': here(async s => {
    sweepable(s);
    const inputs = { ...connectionTo(s.tenant), name: '*', keep: '1', 'dry-run': 'true' };
    return { step: await s.step(inputs, { action: 'prune' }), hasPost: false };
  }),
};

function sweepable({ tenant }: Steps): void {
  tenant.addClient({ name: 'nightly', created: '2025-03-01T02:00:00Z', lastUsed: '2026-01-15T00:00:00Z' });
  tenant.addClient({ name: 'nightly', created: '2024-03-01T02:00:00Z', lastUsed: null });
  tenant.addClient({ name: 'CI of octo-repo', created: '2025-10-09T08:07:00Z', lastUsed: null });
}

test('log and summary of each story match the reviewed page', async () => {
  const pages = await Promise.all(
    Object.entries(STORIES).map(async ([title, story]) => `## ${title}\n\n${await story()}`),
  );
  await expect(pages.join('\n')).toMatchFileSnapshot('stories.snapshot.md');
});

async function page(s: Steps, { step, jobStatus, hasPost = true }: Ended): Promise<string> {
  const post = hasPost && (await step.post(jobStatus === undefined ? {} : { jobStatus }));
  return plain(s, `${shown(step.main)}${post ? `--- post step\n${shown(post)}` : ''}`);
}

function shown({ log, summary }: Run): string {
  return `${log === '' ? '' : `${log}\n`}${summary === '' ? '' : `--- summary\n${summary}`}`;
}

function plain({ tenant }: Steps, text: string): string {
  return text
    .replaceAll(new URL(tenant.origin).host, '<host>')
    .replaceAll(/\b[0-9a-f]{32}\b/g, '<id>')
    .replaceAll(/in \d+(\.\d+)? s\b/g, 'in <n> s');
}

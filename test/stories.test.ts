import { expect, test } from 'vitest';
import { answer } from './helpers/answer.ts';
import { connectionTo, type Scenario, scenario } from './helpers/scenario.ts';
import type { ProgramRun, Step } from './runner/runner.ts';

type Story = (s: Scenario) => Promise<{ step: Step; jobStatus?: string; hasPost?: boolean }>;

const STAYS = { name: 'Pipeline', scope: ['idn:accounts:read'] };
const REFUSED = { kind: 'answer', work: 'not done', status: 403, body: { messages: [] } } as const;
const UPDATE = { 'if-exists': 'update', enabled: 'true' };

const STORIES: Readonly<Record<string, Story>> = {
  'a client that stays': async s => ({ step: await s.create() }),
  'a client without scope': async s => ({ step: await s.create({ scope: '' }) }),
  'an ephemeral client': async s => ({ step: await s.create({ ephemeral: 'true' }) }),
  'an ephemeral client whose step was killed': async s => {
    s.tenant.fault({ on: 'create', do: { kind: 'hang', work: 'done', at: 'before headers' } });
    const killed = new Promise<void>(done => {
      s.tenant.onRequest = ({ operation }) => void (operation === 'create' && setTimeout(done, 50));
    });
    return { step: await s.create({ ephemeral: 'true' }, { kill: { signal: 'SIGTERM', when: killed } }) };
  },
  'a rotation in a job that succeeds': async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    s.tenant.addClient({ name: 'Pipeline' });
    return { step: await s.create({ 'if-exists': 'replace' }) };
  },
  'a rotation in a job that fails': async s => {
    s.tenant.addClient({ name: 'Pipeline' });
    return { step: await s.create({ 'if-exists': 'replace' }), jobStatus: 'failure' };
  },
  'a client that is there already, with skip': async s => {
    s.tenant.addClient({ name: 'Pipeline', scope: ['idn:accounts:read'] });
    return { step: await s.create({ 'if-exists': 'skip', 'export-env': 'true' }) };
  },
  'a client that is brought to what the workflow says': async s => {
    s.tenant.addClient({ ...STAYS, redirectUris: ['https://a.example/callback'], enabled: false });
    return { step: await s.create({ ...UPDATE, 'redirect-uris': 'https://a.example/callback https://b.example/cb' }) };
  },
  'a client that is as the workflow says': async s => {
    s.tenant.addClient(STAYS);
    return { step: await s.create(UPDATE) };
  },
  'the plan of an update': async s => {
    s.tenant.addClient({ ...STAYS, description: 'For the <old> test' });
    return { step: await s.create({ ...UPDATE, description: 'For a test', 'dry-run': 'true' }) };
  },
  'the plan of an update of a client that is not there': async s => ({
    step: await s.create({ ...UPDATE, description: 'For a test', 'dry-run': 'true' }),
  }),
  'an update whose answer tells another description': async s => {
    s.tenant.addClient(STAYS);
    s.tenant.fault({ on: 'patch', do: { kind: 'edit', change: given => ({ ...Object(given), description: 'Cut' }) } });
    return { step: await s.create({ ...UPDATE, description: 'Cut off' }) };
  },
  'an answer that was lost once, of an ephemeral client': async s => {
    s.tenant.fault({ on: 'create', do: { kind: 'reset', work: 'done' } });
    return { step: await s.create({ ephemeral: 'true' }) };
  },
  'a tenant that is busy for a moment': async s => {
    s.tenant.fault({
      on: 'create',
      do: answer(429, { headers: { 'retry-after': '1' }, body: { message: 'busy' } }),
    });
    return { step: await s.create() };
  },
  'a dry run': async s => ({ step: await s.create({ 'dry-run': 'true', description: 'For a test' }) }),
  'a step whose inputs are wrong': async s => ({ step: await s.create({ enabled: 'yes', scope: '"a:b"' }) }),
  'an ephemeral client that cannot be deleted': async s => {
    s.tenant.fault({ on: 'delete', do: REFUSED, times: 9 });
    return { step: await s.create({ ephemeral: 'true', 'timeout-seconds': '6' }) };
  },
  'clients that prune deletes, keeps and cannot delete': async s => {
    sweepable(s);
    const stays = s.tenant.addClient({ name: 'CI of octo-repo', created: '2024-11-03T20:15:00Z' });
    s.tenant.onRequest = ({ path }) => void (path.endsWith(stays.id) && s.tenant.fault({ on: 'delete', do: REFUSED }));
    return {
      step: await s.step({ ...connectionTo(s.tenant), name: '*', keep: '1' }, { action: 'prune' }),
      hasPost: false,
    };
  },
  'the plan of prune': async s => {
    sweepable(s);
    const inputs = { ...connectionTo(s.tenant), name: '*', keep: '1', 'dry-run': 'true' };
    return { step: await s.step(inputs, { action: 'prune' }), hasPost: false };
  },
};

function sweepable({ tenant }: Scenario): void {
  tenant.addClient({ name: 'nightly', created: '2025-03-01T02:00:00Z', lastUsed: '2026-01-15T00:00:00Z' });
  tenant.addClient({ name: 'nightly', created: '2024-03-01T02:00:00Z', lastUsed: null });
  tenant.addClient({ name: 'CI of octo-repo', created: '2025-10-09T08:07:00Z', lastUsed: null });
}

test('log and summary of each story, for a person to review', async () => {
  const pages = await Promise.all(
    Object.entries(STORIES).map(async ([title, story]) => {
      await using s = await scenario();
      const { step, jobStatus, hasPost = true } = await story(s);
      const post = hasPost && (await step.post(jobStatus === undefined ? {} : { jobStatus }));
      return plain(s, `## ${title}\n\n${shown(step.main)}${post ? `--- post step\n${shown(post)}` : ''}`);
    }),
  );
  await expect(pages.join('\n')).toMatchFileSnapshot('stories.snapshot.md');
});

function shown({ log, summary }: ProgramRun): string {
  return `${log === '' ? '' : `${log}\n`}${summary === '' ? '' : `--- summary\n${summary}`}`;
}

function plain({ tenant }: Scenario, text: string): string {
  return text
    .replaceAll(new URL(tenant.origin).host, '<host>')
    .replaceAll(/\b[0-9a-f]{32}\b/g, '<id>')
    .replaceAll(/in \d+(\.\d+)? s\b/g, 'in <n> s');
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openJournal, planOf } from '../../src/state.ts';
import { memoryReport } from '../helpers/memory-report.ts';
import { errorsOf, oneMore, type Run, type Scenario, type Steps, scenario } from '../helpers/scenario.ts';
import { NOWHERE, settingsFor } from '../helpers/settings.ts';
import { inThisProcess } from '../helpers/this-process.ts';
import { findLeaks } from '../runner/leaks.ts';
import type { Step } from '../runner/runner.ts';

type State = Readonly<Record<string, string>>;

const without = (name: string) => (state: State) => {
  const { [name]: _, ...rest } = state;
  return rest;
};
const cut = (name: string) => (state: State) => {
  const value = state[name] ?? '';
  return { ...state, [name]: value.slice(0, value.length / 2) };
};

const DAMAGES: Readonly<Record<string, (state: State) => State>> = Object.fromEntries(
  ['credential', 'plan', 'outcome'].flatMap(name => [
    [`${name} is gone`, without(name)],
    [`${name} is cut`, cut(name)],
  ]),
);

async function lostCreate(s: Scenario, inputs: Record<string, string> = {}): Promise<Step> {
  s.tenant.fault({ on: 'create', do: { kind: 'hang', work: 'done', at: 'before headers' } });
  const kill = { signal: 'SIGKILL', when: oneMore(s) } as const;
  return s.create({ 'timeout-seconds': '5', ...inputs }, { kill });
}

function expectLoud(s: Steps, end: Run): void {
  const [id] = s.tenant.clients.keys();
  const shown = end.annotations.map(({ message }) => message).join('\n');
  if (id !== undefined && !shown.includes(id)) {
    expect(end.failed, end.log).toBe(true);
    expect(shown, end.log).toMatch(/look for|Look for/);
  }
  expect(findLeaks(end, s.tenant.secrets())).toEqual([]);
}

test.each(Object.entries(DAMAGES))(
  'with a damaged state (%s), an ephemeral client is deleted, or the post step fails',
  async (name, mapState) => {
    await using s = await (name === 'plan is cut' ? scenario : inThisProcess)();
    const { main, post } = await s.create({ ephemeral: 'true', 'timeout-seconds': '5' });
    expect(main.failed, main.log).toBe(false);
    expectLoud(s, await post({ mapState }));
  },
);

test('after a create of unknown outcome, any damaged state leads to a named client or a failed post step', async () => {
  await using s = await scenario();
  const { post } = await lostCreate(s);
  expect(s.tenant.clients.size).toBe(1);
  // They only look and delete nothing, so one lost create is enough for all.
  await Promise.all(Object.values(DAMAGES).map(async mapState => expectLoud(s, await post({ mapState }))));
  expect(s.tenant.clients.size).toBe(1);
});

test.each(Object.entries(DAMAGES))(
  'with a damaged state (%s) after a replacement, the new client is kept',
  async (name, mapState) => {
    await using s = await (name === 'outcome is cut' ? scenario : inThisProcess)();
    s.tenant.addClient({ name: 'Pipeline', created: '2020-01-01T00:00:00Z' });
    const { main, post } = await s.create({ 'if-exists': 'replace', 'timeout-seconds': '8' });
    await post({ mapState });
    expect(s.tenant.clients.has(main.outputs['client-id'] ?? '')).toBe(true);
  },
);

test('if the plan is unreadable, the id of the client from the other variable is used', async () => {
  await using s = await inThisProcess();
  const { main, post } = await s.create({ ephemeral: 'true' });
  const end = await post({ mapState: cut('plan') });
  expect(errorsOf(end)).toMatch(new RegExp(`is incomplete.*The client ${main.outputs['client-id']} was created`));
});

test('without any state, the post step assumes that nothing was sent', async () => {
  await using s = await inThisProcess();
  const { post } = await s.create({ name: '' });
  expect(await post()).toMatchObject({ failed: false, log: '' });
});

test('a client that was handed out, with nothing due, leaves the state that dist/post.js ends at', () => {
  const report = memoryReport();
  const settings = settingsFor(NOWHERE);
  const journal = openJournal(planOf(settings, []), report);
  const client = { id: 'new', created: undefined, requestId: 'a'.repeat(32), isIdKept: true };
  journal.write({ state: 'handed out', client });
  expect(report.stateFile['STATE_outcome']).toBe('done');
  expect(readFileSync('dist/post.js', 'utf8')).toContain("if (outcome !== 'done' && ");
});

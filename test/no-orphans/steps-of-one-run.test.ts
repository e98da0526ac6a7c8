import { expect, test } from 'vitest';
import { respond } from '../helpers/respond.ts';
import { type Run, type RunStep, type Steps, scenario } from '../helpers/scenario.ts';
import { inThisProcess, stepsHere } from '../helpers/this-process.ts';
import { startJob } from '../runner/runner.ts';
import type { Misbehaviour } from '../tenant/faults.ts';

const annotationsOf = (runs: readonly Run[]) => runs.flatMap(({ annotations }) => annotations);
const ids = (steps: readonly RunStep[]) => steps.map(({ main }) => main.outputs['client-id'] ?? '');

/** The kinds of step that a job may have, each with the inputs that make it. */
const KINDS: readonly Record<string, string>[] = [
  {},
  { ephemeral: 'true' },
  { name: 'Other', ephemeral: 'true' },
  { name: 'Rotated', 'if-exists': 'replace' },
];

async function createAll(s: Pick<Steps, 'create'>): Promise<RunStep[]> {
  const steps: RunStep[] = [];
  for (const inputs of KINDS) steps.push(await s.create(inputs));
  return steps;
}

test('at the end of a job with several steps, each cleans up only after itself, the last one first', async () => {
  await using s = await scenario();
  const older = s.tenant.addClient({ name: 'Rotated', created: '2020-01-01T00:00:00Z' });
  const steps = await createAll(s);
  const ends = await s.job.end();
  expect(annotationsOf([...steps.map(({ main }) => main), ...ends])).toEqual([]);
  const [plain = '', ephemeral = '', other = '', rotated = ''] = ids(steps);
  expect(new Set(s.tenant.clients.keys())).toEqual(new Set([plain, rotated]));
  expect(s.tenant.deleted).toEqual([older.id, other, ephemeral]);
});

const LOST: Readonly<Record<string, Misbehaviour>> = {
  'a reset before the work': { kind: 'reset', work: 'not done' },
  'a reset after the work': { kind: 'reset', work: 'done' },
  'a 502 before the work': respond(502, { body: '<html>', contentType: 'text/html' }),
  'a 502 after the work': respond(502, { work: 'done', body: '<html>', contentType: 'text/html' }),
};

test.each(Object.entries(LOST))(
  'after %s in one job of a matrix, the clients of the other job are kept',
  async (_, fault) => {
    await using s = await inThisProcess();
    const job = await startJob();
    const second = stepsHere({ tenant: s.tenant, job });
    s.tenant.fault({ on: 'create', do: fault, after: 1 });
    const [first, other] = await Promise.all([s.create({ name: 'One' }), second.create({ name: 'Two' })]);
    for (const { main } of [first, other]) expect([main.failed, main.annotations], main.log).toEqual([false, []]);
    const ends = (await Promise.all([s.job.end(), job.end()])).flat();
    expect(annotationsOf(ends), ends.map(({ log }) => log).join('\n')).toEqual([]);
    expect(new Set(s.tenant.clients.keys())).toEqual(new Set(ids([first, other])));
    await job.close();
  },
);

import { describe, expect, test } from 'vitest';
import { type ProgramRun, runStep, type Step, startJob } from '../runner/runner.ts';
import { canStart, type OrdinaryServer, type ServerName, startServer } from '../servers/start.ts';
import request from '../tenant/openapi/reference-request.json' with { type: 'json' };

/** The longest time of a main or post step of a good run on an idle machine. */
const LONGEST_MS = 5000;
/** How long the step looks for a request of unknown outcome. */
const LOOK_MS = 30_000;

type Inputs = Readonly<Record<string, string>>;

interface Expected {
  /** The messages of all annotations. */
  readonly annotations?: readonly RegExp[];
  readonly longestPost?: number;
}

const connectionTo = ({ origin, pat }: OrdinaryServer): Inputs => ({
  'base-url': origin,
  'pat-client-id': pat.clientId,
  'pat-client-secret': pat.clientSecret,
});

function expectGood(run: ProgramRun, longest: number, annotations: readonly RegExp[] = []): void {
  const messages = run.annotations.map(({ message }) => message);
  expect([run.failed, messages], run.log).toEqual([false, annotations.map(each => expect.stringMatching(each))]);
  expect(run.durationMs, run.log).toBeLessThan(longest);
}

/** A separate run with one step, main and post. */
async function runJob(action: string, inputs: Inputs, expected: Expected = {}): Promise<Step['main']> {
  const env = { GITHUB_RUN_ID: String(Date.now()) };
  const job = await startJob({ env, secrets: [inputs['pat-client-secret'] ?? ''] });
  try {
    const { main, post } = await runStep({ job, action, with: inputs });
    expectGood(main, LONGEST_MS, expected.annotations);
    if (action === '.') expectGood(await post(), expected.longestPost ?? LONGEST_MS);
    return main;
  } finally {
    await job.close();
  }
}

/** The ids of the clients with the name, as `prune` sees them. */
async function idsOf(server: OrdinaryServer, name: string, version: Inputs = {}): Promise<unknown> {
  const main = await runJob('prune', { ...connectionTo(server), ...version, name, 'dry-run': 'true' });
  return JSON.parse(main.outputs['selected'] ?? '');
}

const STATEFUL: readonly ServerName[] = ['express', 'flask', 'http-server', 'json-server', 'raw-tcp'];

describe.each(STATEFUL)('%s', { concurrent: false }, name => {
  const good = test.skipIf(!canStart(name));
  // Its first create request is sent on a closed connection, so its outcome is unknown.
  const create: Expected = name === 'raw-tcp' ? { longestPost: LOOK_MS + LONGEST_MS } : {};
  const inputs = { name: 'Pipeline', scope: 'idn:accounts:read idn:roles:read' };

  good('create', async () => {
    await using server = await startServer(name);
    const { outputs } = await runJob('.', { ...connectionTo(server), ...inputs }, create);
    expect(outputs['client-secret']).toMatch(/^[0-9a-f]{64}$/);
    expect(await idsOf(server, 'Pipeline')).toEqual([outputs['client-id']]);
  });

  good('ephemeral', async () => {
    await using server = await startServer(name);
    await runJob('.', { ...connectionTo(server), ...inputs, ephemeral: 'true' }, create);
    expect(await idsOf(server, 'Pipeline')).toEqual([]);
  });

  good('replace', async () => {
    await using server = await startServer(name);
    const replace = { ...connectionTo(server), ...inputs, 'if-exists': 'replace' };
    const first = await runJob('.', replace, create);
    const second = await runJob('.', replace, create);
    expect(second.outputs['client-id']).not.toBe(first.outputs['client-id']);
    expect(await idsOf(server, 'Pipeline')).toEqual([second.outputs['client-id']]);
  });

  good('prune', async () => {
    await using server = await startServer(name);
    const { outputs } = await runJob('.', { ...connectionTo(server), ...inputs }, create);
    const main = await runJob('prune', { ...connectionTo(server), name: 'Pipe*' });
    expect(JSON.parse(main.outputs['deleted'] ?? '')).toEqual([outputs['client-id']]);
    expect(await idsOf(server, '*')).toEqual([]);
  });
});

/** Responds with the descriptions' examples, whatever was requested before. */
describe.each(['beta', 'v1'] as const)('prism, %s', { concurrent: false }, version => {
  const ID = '2c9180835d2e5168015d32f890ca1581';
  const inputs = {
    'api-version': version,
    name: request.name,
    'business-name': request.businessName,
    'homepage-url': request.homepageUrl,
    'redirect-uris': request.redirectUris[0] ?? '',
    'access-type': 'ONLINE',
    'grant-types': request.grantTypes.join(' '),
    'refresh-token-validity-seconds': String(request.refreshTokenValiditySeconds),
    scope: request.scope.join(' '),
  };
  const start = () => startServer(`prism-${version}`);

  test('create', async () => {
    await using server = await start();
    const { description } = request;
    const { outputs } = await runJob('.', { ...connectionTo(server), ...inputs, description });
    expect(outputs).toMatchObject({ 'client-id': ID, created: 'true' });
  });

  test('ephemeral', async () => {
    await using server = await start();
    await runJob(
      '.',
      { ...connectionTo(server), ...inputs, ephemeral: 'true' },
      { annotations: [/differently than requested: description: [^;]*$/] },
    );
  });

  test('prune', async () => {
    await using server = await start();
    const { outputs } = await runJob('prune', { ...connectionTo(server), 'api-version': version, name: request.name });
    expect(JSON.parse(outputs['deleted'] ?? '')).toEqual([ID]);
  });
});

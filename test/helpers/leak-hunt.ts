import { expect } from 'vitest';
import { main } from '../../src/main.ts';
import { post } from '../../src/post.ts';
import { prune } from '../../src/prune.ts';
import { findLeaks } from '../runner/leaks.ts';
import { Masks } from '../runner/masks.ts';
import { ECHO_PLACES, type Fault, type Misbehaviour } from '../tenant/faults.ts';
import { generator, randomSecret } from '../tenant/random.ts';
import { startTenant, type Tenant } from '../tenant/tenant.ts';
import { type BuiltProgram, capture } from './capture.ts';
import { fastClock } from './fast-clock.ts';
import { environmentOf } from './input-environment.ts';
import { respond } from './respond.ts';
import type { Run } from './scenario.ts';

const SPEED = 100;
const TIMEOUT_SECONDS = 20;

type Pick = <T>(items: readonly T[]) => T;

/**
 * Plants secrets at random places of the inputs and of the responses, behind random text, and looks for eight characters
 * of any of them in everything that main step, post step and prune show. LEAK_SEED repeats a failed run.
 */
export async function huntLeaks(runs: number): Promise<void> {
  const seed = Number(process.env['LEAK_SEED'] ?? Date.now() % 1e9);
  for (let each = seed; each < seed + runs; each++) await huntOnce(each);
}

interface Hunt {
  readonly tenant: Tenant;
  readonly pick: Pick;
  readonly random: () => number;
  /** Secrets that the program receives. */
  readonly known: readonly string[];
  /** Any of them, with random text around it. */
  readonly plant: (secret?: string) => string;
  readonly masks: Masks;
  /** What was planted where, for a failure message. */
  readonly story: string[];
}

async function huntOnce(seed: number): Promise<void> {
  const random = generator(seed);
  const pick: Pick = items => items[Math.floor(random() * items.length)] as (typeof items)[number];
  const tenant = await startTenant();
  try {
    const sealKey = pick([randomSecret(), Buffer.from(randomSecret(), 'hex').toString('base64')]);
    const password = `p${randomSecret().slice(0, 12)}${pick(['', '@', '/w"', "'&<", '+=%'])}${randomSecret().slice(0, 12)}`;
    const accessToken = random() < 0.3 ? tenant.issueToken() : undefined;
    const action = pick([createRuns, createRuns, pruneRun]);
    // Prune has no seal key.
    const keys = action === pruneRun ? [] : [sealKey];
    const known = [accessToken ?? tenant.pat.clientSecret, password, ...keys];
    const pad = () => pick(['', 'x', 'x ', 'é', '"', '&']).repeat(Math.floor(random() * pick([5, 90, 310])));
    const plant = (secret = pick(known)) => pad() + secret + pad();
    const hunt = { tenant, pick, random, known, plant, masks: new Masks(), story: [`LEAK_SEED=${seed}`] };
    // Like `secrets.*`.
    for (const secret of known) if (random() < 0.5) hunt.masks.add(secret);

    const inputs: Record<string, string> = {
      'base-url': tenant.origin,
      ...(accessToken === undefined
        ? { 'pat-client-id': tenant.pat.clientId, 'pat-client-secret': tenant.pat.clientSecret }
        : { 'access-token': accessToken }),
      'timeout-seconds': String(TIMEOUT_SECONDS),
      'seal-key': sealKey,
    };
    const proxy = `http://ci:${encodeURIComponent(password)}@127.0.0.1:1`;
    const seen = await action(hunt, inputs, { https_proxy: proxy });
    for (const run of seen) {
      const secrets = [...tenant.secrets(), ...known];
      const details = [...hunt.story, run.log, JSON.stringify(run.outputs)].join('\n');
      // Eight digits of a random id may be those of a secret by chance.
      const publicTexts = [...tenant.clients.keys(), ...tenant.deleted];
      expect(findLeaks(run, secrets, { outputs: true, publicTexts }), details).toEqual([]);
    }
  } finally {
    await tenant.close();
  }
}

const CREATE_INPUTS = [
  ...['timeout-seconds', 'api-version', 'homepage-url', 'grant-types', 'tenant', 'scope', 'redirect-uris', 'type'],
  ...['access-type', 'enabled', 'if-exists', 'ephemeral', 'verify', 'dry-run', 'export-env', 'summary', 'seal-key'],
  ...['access-token-validity-seconds', 'description', 'business-name', 'name', 'claims-supported', 'pat-client-id'],
  ...['base-url', 'body-file', 'internal', 'job-status'],
];
const PRUNE_INPUTS = [
  'client-id',
  'name',
  'ephemeral',
  'older-than',
  'unused-for',
  'keep',
  'dry-run',
  'api-version',
  'tenant',
];

/** Fields whose old and new values are shown. */
const EVERY_TEXT = {
  description: 'New',
  'homepage-url': 'https://a.example/',
  'redirect-uris': 'https://a.example/callback https://b.example/callback',
  'business-name': 'Acme',
};

async function createRuns(hunt: Hunt, connection: Record<string, string>, env: NodeJS.ProcessEnv): Promise<Run[]> {
  const { pick, plant, random, tenant } = hunt;
  tenant.addClient({
    name: 'Pipeline',
    created: '2020-01-01T00:00:00Z',
    description: plant(),
    homepageUrl: plant(),
    redirectUris: [plant(), plant()],
  });
  const inputs = {
    ...connection,
    name: 'Pipeline',
    scope: 'idn:accounts:read',
    ...pick([
      {},
      { verify: 'true' },
      { ephemeral: 'true' },
      ...['fail', 'skip', 'replace'].map(how => ({ 'if-exists': how })),
      { 'if-exists': 'update', ...EVERY_TEXT },
      { 'if-exists': 'update', scope: '' },
      EVERY_TEXT,
    ]),
  };
  if (random() < 0.3) spoil(inputs, CREATE_INPUTS, hunt);
  else spoilResponses(hunt);
  const first = await run(main, inputs, env, hunt);
  tenant.clearFaults();
  spoilResponses(hunt, first.outputs['client-secret'] || undefined);
  const state = Object.fromEntries(Object.entries(first.state).map(([name, value]) => [`STATE_${name}`, value]));
  const last = await run(post, { ...inputs, 'job-status': 'success' }, { ...env, ...state }, hunt);
  // The post step does not know that secret, so masking the whole value is up to the runner.
  return [first, { ...last, stdout: hunt.masks.apply(last.stdout), rawSummary: last.summary }];
}

async function pruneRun(hunt: Hunt, connection: Record<string, string>, env: NodeJS.ProcessEnv): Promise<Run[]> {
  for (let index = 0; index < 3; index++) hunt.tenant.addClient({ name: hunt.plant(), description: hunt.plant() });
  const inputs = { ...connection, name: '*', 'dry-run': hunt.pick(['true', 'false']) };
  if (hunt.random() < 0.3) spoil(inputs, PRUNE_INPUTS, hunt);
  else spoilResponses(hunt);
  return [await run(prune, inputs, env, hunt)];
}

function run(
  program: BuiltProgram,
  inputs: Record<string, string>,
  env: NodeJS.ProcessEnv,
  { masks, random }: Hunt,
): Promise<Run> {
  return capture(program, environmentOf(inputs, env), masks, fastClock(SPEED, random));
}

function spoil(inputs: Record<string, string>, names: readonly string[], { pick, plant, known, story }: Hunt): void {
  const name = pick(names);
  const secret = pick(known);
  // With a different text in this input, the program would not receive the seal key.
  const text = plant(name === 'seal-key' ? inputs[name] : secret);
  // Never a host outside this machine.
  inputs[name] = name === 'base-url' ? `http://127.0.0.1:1/${text}` : text;
  if (name === 'tenant') delete inputs['base-url'];
  story.push(`input ${name}: ${JSON.stringify(inputs[name])}`);
}

const FIELDS = [
  ...['name', 'description', 'id', 'businessName', 'homepageUrl', 'type', 'created', 'lastUsed', 'scope', 'grantTypes'],
  ...['access_token', 'token_type', 'secret', 'enabled', 'redirectUris', 'modified', 'accessTokenValiditySeconds'],
];

/** @param fresh the secret of the client that the main step has handed out */
function spoilResponses(hunt: Hunt, fresh?: string): void {
  const { pick, random, tenant, story } = hunt;
  for (let number = Math.floor(random() * 3); number >= 0; number--) {
    const on = pick(['token', 'create', 'create', 'list', 'delete', 'patch'] as const);
    const [what, fault] = pick([echo, echo, redirect, field, field])(hunt, fresh);
    const spoiled: Fault = { on, do: fault, times: pick([1, 2, Number.POSITIVE_INFINITY]), after: pick([0, 0, 1]) };
    tenant.fault(spoiled);
    story.push(`${on}: ${what}, ${spoiled.times} times after ${spoiled.after}: ${JSON.stringify(fault)}`);
  }
}

/** Only the tenant knows the access token in use, so it echoes what it was sent. */
function echo({ pick, plant, random }: Hunt, fresh: string | undefined): [string, Misbehaviour] {
  const at = pick(ECHO_PLACES);
  const status = pick([undefined, 400, 400, 401, 403, 403, 404, 409, 422, 429, 500, 502]);
  const inHeader = at === 'Content-Type' || at === 'Slpt-Request-Id';
  const planted = plant(pick([undefined, undefined, fresh]));
  const text = inHeader ? planted.replaceAll('é', 'e') : planted;
  const padding = Math.floor(random() * pick([5, 90, 310]));
  return [
    `echo at ${at}`,
    {
      kind: 'echo',
      at,
      padding,
      work: pick(['done', 'not done'] as const),
      ...(status && { status }),
      ...(random() < 0.6 && { text }),
    },
  ];
}

function redirect({ pick, known }: Hunt): [string, Misbehaviour] {
  const secret = encodeURIComponent(pick(known));
  const location = pick([
    `https://${secret}.example/`,
    `https://login.example/?${secret}`,
    `https://u:${secret}@h.example/`,
  ]);
  return ['redirect', respond(pick([301, 302, 307]), { headers: { location } })];
}

/** Also echoes a new client's secret, which is in the response itself. */
function field({ pick, plant, random }: Hunt): [string, Misbehaviour] {
  const name = pick(FIELDS);
  const own = random() < 0.4;
  const asList = random() < 0.3;
  const spoiled = (item: unknown) => {
    const { secret } = Object(item);
    const text = plant(own && typeof secret === 'string' ? secret : undefined);
    return { ...Object(item), [name]: asList ? ['a', text] : text };
  };
  const change = (given: unknown) => (Array.isArray(given) ? given.map(spoiled) : spoiled(given));
  return [`field ${name}`, { kind: 'edit', change }];
}

/**
 * The workflows of examples/ as they are, under act: once without a fault, then once with each request to the outside
 * refused, and once with its response lost. Real: the actions, bash, curl, jq, gh, aws, SailPoint's SDK. Simulated: the
 * tenant, GitHub, Vault, Azure, AWS (by moto). Stubs: the actions of others, az, npm, SailPoint's CLI.
 *
 * act differs from the real runner: it does not know `concurrency`, `environment` and `permissions`, and does not print
 * what is in `env` and `with`. `examples/powershell.yml` is not run, because PowerShell is in no registry of packages.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fault, type Played, play, REPOSITORY, type Recipe } from '../helpers/play-recipe.ts';
import { installTools, type Tools } from '../helpers/recipe-tools.ts';
import { isLeaked } from '../runner/leaks.ts';
import type { StoredClient } from '../tenant/clients.ts';

/** The number of concurrent runs, which mostly wait. */
const PLACES = 4;

const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
const mark = (repository: string): string => `[ephemeral repository=${repository} run=1 id=${'0a'.repeat(16)}]`;
const sync = (place: string): string => `Account sync of ${REPOSITORY} (${place})`;

const PORTAL: Partial<StoredClient> = {
  name: 'Access portal',
  description: 'Signs users in to the access portal, owned by the portal team',
  grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
  redirectUris: ['https://old-portal.example.com/callback'],
  accessTokenValiditySeconds: 900,
  refreshTokenValiditySeconds: 86_400,
  scope: ['idn:accounts:read'],
};

const RECIPES: readonly Recipe[] = [
  { example: 'one-job', left: [], says: ['The tenant has 2 accounts'] },
  { example: 'program', left: [], says: ['| 2'] },
  {
    example: 'store-github',
    needs: ['gh'],
    store: 'github',
    name: sync('environment staging'),
    left: [sync('environment staging')],
  },
  {
    example: 'use-stored',
    store: 'github',
    name: sync('environment staging'),
    reads: 'ACCOUNT_SYNC_CLIENT',
    left: [sync('environment staging')],
  },
  {
    example: 'rotate',
    event: 'schedule',
    needs: ['gh'],
    store: 'github',
    name: sync('environment staging'),
    before: [{ name: sync('environment staging'), created: daysAgo(14) }],
    keepsOlder: true,
    left: [sync('environment staging'), sync('environment staging')],
  },
  {
    example: 'store-other-repository',
    needs: ['gh'],
    store: 'other repository',
    environment: 'production',
    name: 'Account sync of octo-org/account-sync (environment production)',
    left: ['Account sync of octo-org/account-sync (environment production)'],
  },
  { example: 'two-jobs', left: [] },
  {
    example: 'sweep',
    event: 'schedule',
    before: [
      { name: `CI of ${REPOSITORY}`, created: daysAgo(90) },
      { name: `CI of ${REPOSITORY}`, created: daysAgo(50) },
      { name: 'CI of someone/else', created: daysAgo(90) },
      { name: 'Ours', created: daysAgo(2), description: mark(REPOSITORY) },
      { name: `Run 1 of ${REPOSITORY}`, created: daysAgo(2) },
      { name: `Run 2 of ${REPOSITORY}`, created: daysAgo(0.5) },
      { name: `Run 3 of ${REPOSITORY}-2`, created: daysAgo(2) },
      { name: "Someone else's", created: daysAgo(2), description: mark('someone/else') },
    ],
    left: [
      ...[`CI of ${REPOSITORY}`, `Run 2 of ${REPOSITORY}`, `Run 3 of ${REPOSITORY}-2`],
      ...['CI of someone/else', "Someone else's"],
    ],
    always: "Run Main Delete this repository's ephemeral clients",
  },
  { example: 'proxy', left: [], behindProxy: true },
  { example: 'body-file', left: [] },
  { example: 'application', label: 'without credentials', event: 'pull_request', left: [], sends: 'nothing' },
  {
    example: 'application',
    label: 'first push',
    event: 'pull_request',
    needs: ['gh'],
    store: 'github',
    plans: true,
    before: [PORTAL],
    left: ['Access portal'],
    comment: 'old-portal',
  },
  {
    example: 'application',
    label: 'later push',
    event: 'pull_request',
    needs: ['gh'],
    store: 'github',
    plans: true,
    before: [PORTAL],
    comments: ['Another bot', '<!-- plan of application.yml -->\nThe plan of an earlier push'],
    left: ['Access portal'],
    comment: 'old-portal',
  },
  {
    example: 'application',
    event: 'push',
    needs: ['gh'],
    store: 'github',
    environment: 'portal',
    left: ['Access portal'],
  },
  { example: 'check-pull-request', event: 'pull_request', left: [], sends: 'nothing' },
  { example: 'tenants', left: [] },
  { example: 'sdk', left: [], says: ['| 2'] },
  { example: 'cli', needs: ['gh'], store: 'github', left: [], says: ['| Status: 200'] },
  { example: 'store-aws', needs: ['aws'], store: 'aws', name: sync('AWS'), left: [sync('AWS')] },
  { example: 'store-vault', store: 'vault', name: sync('Vault'), left: [sync('Vault')] },
  { example: 'store-azure', store: 'azure', name: sync('Azure'), left: [sync('Azure')] },
  {
    example: 'store-ghes',
    needs: ['gh'],
    store: 'enterprise',
    name: sync('github.example.com'),
    left: [sync('github.example.com')],
  },
  { example: 'warn-before-expiry', event: 'schedule', left: [], says: ['expires: 2'] },
  {
    example: 'warn-before-expiry',
    label: 'ten days before',
    event: 'schedule',
    expiresIn: 10,
    left: [],
    fails: true,
    says: ['create a new one'],
  },
];

/** The recipes are for Linux runners. */
const linux = process.platform === 'linux';
let tools: Tools;
beforeAll(async () => {
  const files = Object.fromEntries(
    ['client.yml', 'application.yml'].map(name => [name, readFileSync(join('examples', 'body-files', name), 'utf8')]),
  );
  if (linux) tools = await installTools(REPOSITORY, files, PLACES);
}, 600_000);
afterAll(() => tools?.[Symbol.asyncDispose]());

for (const recipe of RECIPES) {
  const { example, event, label, needs = [] } = recipe;
  const title = [example, event, label].filter(each => each !== undefined).join(', ');
  test.runIf(linux)(title, async ({ skip }) => {
    const lacking = needs.map(tool => tools.missing.get(tool)).filter(reason => reason !== undefined);
    if (lacking.length > 0) {
      console.warn(`SKIPPED: the example "${title}": ${lacking.join('; ')}`);
      skip(lacking.join('; '));
    }
    const good = await play(recipe, tools);
    expectNothingLost(recipe, good, 'no fault');
    expect(good.succeeded, good.log).toBe(recipe.fails !== true);
    expectDone(recipe, good, 'no fault');
    if (recipe.fails) return;
    if (stores(recipe)) expect(good.calls.slice(0, createIn(good)).map(hostOf)).toContain(storeOf(good));

    const worldFaults = good.calls.flatMap((call, at) => {
      const after = good.calls.slice(0, at).filter(each => each === call).length;
      return (['refused', 'lost'] as const).map(kind => ({ world: { kind, call, after } }));
    });
    const faults: Fault[] = stores(recipe) ? [...worldFaults, { program: 'jq' }] : worldFaults;
    let failed = 0;
    await Promise.all(
      faults.map(async fault => {
        const played = await play(recipe, tools, fault);
        const { world, program } = fault;
        const what = world ? `${world.kind}: ${world.call}, after ${world.after}` : `${program} is missing`;
        expectNothingLost(recipe, played, what);
        if (played.succeeded) expectDone(recipe, played, what);
        else failed++;
        if (mustBeRed(fault)) expect(played.succeeded, `${what}\n${played.log}`).toBe(false);
        if (stores(recipe) && comesBeforeTheClient(fault, good)) {
          expect(
            played.clients.map(({ id }) => id),
            what,
          ).toEqual([...played.old]);
        }
      }),
    );
    console.info(
      `${title}: ${good.calls.length} requests, ${faults.length} runs with a fault, ${failed} of them failed`,
    );
  });
}

/** Whether the recipe stores new credentials. */
const stores = ({ name, reads }: Recipe): boolean => name !== undefined && reads === undefined;

const isOfTenant = (call: string): boolean => /\.api\.identitynow\.com\/(?:beta|oauth)\//.test(call);

/**
 * A missing program, and a refusal by anything but the tenant, must fail the job. Refusals by the tenant are tested
 * elsewhere. gh requests a release, and also looks for a draft with GraphQL; one of the two is enough.
 */
function mustBeRed({ program, world }: Fault): boolean {
  if (world === undefined) return program !== undefined;
  return world.kind === 'refused' && !isOfTenant(world.call) && !world.call.endsWith('/graphql');
}

/** Whether the first refused call comes before the client is created. */
function comesBeforeTheClient({ world }: Fault, good: Played): boolean {
  const alike = good.calls.flatMap((call, at) => (call === world?.call ? [at] : []));
  return world?.kind === 'refused' && (alike[world.after] ?? Number.POSITIVE_INFINITY) < createIn(good);
}

/** The index of the call that creates the client. */
const createIn = ({ calls }: Played): number => calls.findIndex(call => /^POST .*\/oauth-clients$/.test(call));

const hostOf = (call: string): string => /(?<= )[^/]+/.exec(call)?.[0] ?? '';

/** The host that receives the credentials: the last one other than the tenant. */
const storeOf = ({ calls }: Played): string => hostOf(calls.findLast(call => !isOfTenant(call)) ?? '');

/** Invariants: the stored credentials work, every client is stored or named, and no secret is in the log. */
function expectNothingLost(recipe: Recipe, { log, clients, old, secrets, stored }: Played, what: string): void {
  const about = `${what}\n${log}`;
  expect(isLeaked(log, secrets), about).toBe(false);
  if (stored) expect(stored.status, about).toBe(200);
  for (const { id } of clients) {
    const known = id === stored?.id || (old.has(id) && (!stores(recipe) || recipe.keepsOlder));
    if (!known) expect(log.includes(id), `${id} is lost. ${about}`).toBe(true);
  }
  expect(log, about).toContain(recipe.always ?? '');
}

/** Checks a run that ended as expected. */
function expectDone(recipe: Recipe, { log, clients, comments, old, stored, calls }: Played, what: string): void {
  const { left, says = [], comment } = recipe;
  const about = `${what}\n${log}`;
  expect(clients.map(client => client.name).toSorted(), about).toEqual([...left].toSorted());
  for (const text of says) expect(stripVTControlCharacters(log), about).toContain(text);
  if (comment !== undefined) {
    const plans = comments.filter(text => text.startsWith('<!-- plan of application.yml -->'));
    expect(plans, about).toHaveLength(1);
    expect(plans[0], about).toContain(comment);
  }
  if (recipe.sends === 'nothing') expect(calls, about).toEqual([]);
  if (stores(recipe)) expect(old.has(stored?.id ?? ''), about).toBe(false);
}

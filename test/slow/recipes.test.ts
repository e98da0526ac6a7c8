/**
 * The recipes of docs/recipes.md as they stand, under act: once as they should go, then once with each request to the
 * outside refused, and once with its answer lost. Real: the actions, bash, curl, jq, gh, aws, the vendor's SDK. Played:
 * the tenant, GitHub, Vault, Azure, AWS (by moto). Stand-ins: the actions of others, az, npm, the vendor's CLI.
 *
 * What act does otherwise than the real runner: it does not know `concurrency`, `environment` and `permissions`, and
 * does not print what is in `env` and `with`.
 */
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fault, type Played, play, REPOSITORY, type Recipe } from '../helpers/play-recipe.ts';
import { installTools, type Tools } from '../helpers/recipe-tools.ts';
import { isLeaked } from '../runner/leaks.ts';

/** How many runs at once: they wait more than they compute. */
const PLACES = 4;

const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
const mark = (repository: string): string => `[ephemeral repository=${repository} run=1 id=${'0a'.repeat(16)}]`;
const sync = (place: string): string => `Account sync of ${REPOSITORY} (${place})`;

const RECIPES: readonly Recipe[] = [
  { heading: 'One job', left: [], says: ['| 2'] },
  {
    heading: 'GitHub secrets',
    needs: ['gh'],
    store: 'github',
    name: sync('environment staging'),
    left: [sync('environment staging')],
  },
  {
    heading: 'GitHub secrets',
    index: 1,
    store: 'github',
    name: sync('environment staging'),
    reads: 'ACCOUNT_SYNC_CLIENT',
    left: [sync('environment staging')],
  },
  {
    heading: 'Rotation on a schedule',
    event: 'schedule',
    needs: ['gh'],
    store: 'github',
    name: sync('environment staging'),
    left: [sync('environment staging')],
  },
  { heading: 'Two jobs', left: [] },
  {
    heading: 'Sweep every week',
    event: 'schedule',
    before: [
      { name: `CI of ${REPOSITORY}`, created: daysAgo(90) },
      { name: `CI of ${REPOSITORY}`, created: daysAgo(50) },
      { name: 'CI of somebody/else', created: daysAgo(90) },
      { name: 'Ours', created: daysAgo(2), description: mark(REPOSITORY) },
      { name: "Somebody else's", created: daysAgo(2), description: mark('somebody/else') },
    ],
    left: [`CI of ${REPOSITORY}`, 'CI of somebody/else', "Somebody else's"],
    always: 'Run Main Delete ephemeral clients of this repository',
  },
  { heading: 'Behind a proxy', left: [], behindProxy: true },
  { heading: 'A body file', left: [] },
  { heading: 'A client for an application', event: 'pull_request', left: [], sends: 'nothing' },
  {
    heading: 'A client for an application',
    event: 'push',
    needs: ['gh'],
    store: 'github',
    environment: 'portal',
    left: ['Access portal'],
  },
  { heading: 'Dry run on pull requests', event: 'pull_request', left: [], sends: 'nothing' },
  { heading: 'Several tenants', left: [] },
  { heading: "The vendor's SDK", left: [], says: ['| 2'] },
  { heading: "The vendor's CLI", needs: ['gh'], store: 'github', left: [], says: ['| Status: 200'] },
  { heading: 'AWS Secrets Manager', needs: ['aws'], store: 'aws', name: sync('AWS'), left: [sync('AWS')] },
  { heading: 'HashiCorp Vault', store: 'vault', name: sync('Vault'), left: [sync('Vault')] },
  { heading: 'Azure Key Vault', store: 'azure', name: sync('Azure'), left: [sync('Azure')] },
  {
    heading: 'GitHub Enterprise Server',
    needs: ['gh'],
    store: 'enterprise',
    name: sync('github.example.com'),
    left: [sync('github.example.com')],
  },
];

/** The recipes are for Linux runners. */
const linux = process.platform === 'linux';
let tools: Tools;
beforeAll(async () => {
  const files = {
    'client.yml': bodyFile('A body file'),
    'application.yml': bodyFile('A client for an application'),
  };
  if (linux) tools = await installTools(REPOSITORY, files, PLACES);
}, 600_000);
afterAll(() => tools?.[Symbol.asyncDispose]());

/** The one that the recipe shows. */
function bodyFile(heading: string): string {
  const section = readFileSync('docs/recipes.md', 'utf8').split(`\n## ${heading}\n`)[1] ?? '';
  return /^```yaml\n(.*?)^```/ms.exec(section)?.[1] ?? '';
}

for (const recipe of RECIPES) {
  const { heading, event, index = 0, needs = [] } = recipe;
  const workflow = index === 0 ? heading : `${heading}, workflow ${index + 1}`;
  test.runIf(linux)(event === undefined ? workflow : `${workflow}, ${event}`, async ({ skip }) => {
    const lacking = needs.map(tool => tools.missing.get(tool)).filter(reason => reason !== undefined);
    if (lacking.length > 0) {
      console.warn(`SKIPPED: the recipe "${heading}": ${lacking.join('; ')}`);
      skip(lacking.join('; '));
    }
    const good = await play(recipe, tools);
    expectNothingLost(recipe, good, 'no fault');
    expect(good.succeeded, good.log).toBe(true);
    expectDone(recipe, good, 'no fault');
    if (stores(recipe)) expect(good.calls.slice(0, createIn(good)).map(hostOf)).toContain(storeOf(good));

    const worldFaults = good.calls.flatMap((call, at) => {
      const after = good.calls.slice(0, at).filter(each => each === call).length;
      return (['refused', 'lost'] as const).map(kind => ({ world: { kind, call, after } }));
    });
    const faults: Fault[] = stores(recipe) ? [...worldFaults, { program: 'jq' }] : worldFaults;
    let red = 0;
    await Promise.all(
      faults.map(async fault => {
        const played = await play(recipe, tools, fault);
        const { world, program } = fault;
        const what = world ? `${world.kind}: ${world.call}, after ${world.after}` : `${program} is missing`;
        expectNothingLost(recipe, played, what);
        if (played.succeeded) expectDone(recipe, played, what);
        else red++;
        if (mustBeRed(fault)) expect(played.succeeded, `${what}\n${played.log}`).toBe(false);
        if (stores(recipe) && comesBeforeTheClient(fault, good)) {
          expect(
            played.clients.map(({ id }) => id),
            what,
          ).toEqual([...played.old]);
        }
      }),
    );
    console.info(`${heading}: ${good.calls.length} requests, ${faults.length} runs with a fault, ${red} of them red`);
  });
}

/** Whether the recipe puts new credentials into a store. */
const stores = ({ name, reads }: Recipe): boolean => name !== undefined && reads === undefined;

const isOfTenant = (call: string): boolean => /\.api\.identitynow\.com\/(?:beta|oauth)\//.test(call);

/**
 * A program that is missing, or whoever is not the tenant says no. What the tenant refuses is tested elsewhere, and gh
 * looks for a draft of a release by GraphQL, while it asks for the release itself: either will do.
 */
function mustBeRed({ program, world }: Fault): boolean {
  if (world === undefined) return program !== undefined;
  return world.kind === 'refused' && !isOfTenant(world.call) && !world.call.endsWith('/graphql');
}

/** Whether the first call that is refused is one that is made before the client is created. */
function comesBeforeTheClient({ world }: Fault, good: Played): boolean {
  const alike = good.calls.flatMap((call, at) => (call === world?.call ? [at] : []));
  return world?.kind === 'refused' && (alike[world.after] ?? Number.POSITIVE_INFINITY) < createIn(good);
}

/** Which of the calls creates the client. */
const createIn = ({ calls }: Played): number => calls.findIndex(call => /^POST .*\/oauth-clients$/.test(call));

const hostOf = (call: string): string => /(?<= )[^/]+/.exec(call)?.[0] ?? '';

/** The host that the credentials go to: the last one but the tenant. */
const storeOf = ({ calls }: Played): string => hostOf(calls.findLast(call => !isOfTenant(call)) ?? '');

/** Whatever happened: what is stored works, every client is stored or named, and no secret is in the log. */
function expectNothingLost(recipe: Recipe, { log, clients, old, secrets, stored }: Played, what: string): void {
  const about = `${what}\n${log}`;
  expect(isLeaked(log, secrets), about).toBe(false);
  if (stored) expect(stored.status, about).toBe(200);
  for (const { id } of clients) {
    const known = id === stored?.id || (old.has(id) && !stores(recipe));
    if (!known) expect(log.includes(id), `${id} is lost. ${about}`).toBe(true);
  }
  expect(log, about).toContain(recipe.always ?? '');
}

/** A green run did what the recipe is for. */
function expectDone(recipe: Recipe, { log, clients, old, stored, calls }: Played, what: string): void {
  const { left, says = [] } = recipe;
  const about = `${what}\n${log}`;
  expect(clients.map(client => client.name).toSorted(), about).toEqual([...left].toSorted());
  for (const text of says) expect(stripVTControlCharacters(log), about).toContain(text);
  if (recipe.sends === 'nothing') expect(calls, about).toEqual([]);
  if (stores(recipe)) expect(old.has(stored?.id ?? ''), about).toBe(false);
}

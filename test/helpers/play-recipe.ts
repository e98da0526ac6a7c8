import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredClient } from '../tenant/clients.ts';
import { startTenant, type Tenant } from '../tenant/tenant.ts';
import { type ActRun, actEnvironment, runAct } from './act.ts';
import { readExample } from './documents.ts';
import { STUBS, type Tool, type Tools } from './recipe-tools.ts';
import { gitHub, keyVault, type Store, secretsManager, vault } from './stores.ts';
import { type Call, forwardTo, type Host, json, startWorld, type World, type WorldFault } from './world.ts';

export const REPOSITORY = 'octo-org/octo-repo';
/** A different repository of the same owner. */
const OTHER_REPOSITORY = 'octo-org/account-sync';
const WORKFLOW_TOKEN = randomBytes(20).toString('hex');
const APP = {
  clientId: 'Iv23liexample',
  privateKey: randomBytes(20).toString('hex'),
  token: randomBytes(20).toString('hex'),
};
const VAULT_TOKEN = randomBytes(20).toString('hex');
const SEAL_KEY = randomBytes(32).toString('hex');
const PROXY_PASSWORD = randomBytes(20).toString('hex');

const OTHER_SECRETS = [WORKFLOW_TOKEN, APP.privateKey, APP.token, VAULT_TOKEN, SEAL_KEY, PROXY_PASSWORD];

/** A workflow of examples/, and what it is expected to do. */
export interface Recipe {
  /** Its file, without `.yml`. */
  readonly example: string;
  /** Distinguishes two plays of one example. */
  readonly label?: string;
  /** workflow_dispatch when not given. A pull request comes from a branch of the repository itself. */
  readonly event?: string;
  readonly needs?: readonly Tool[];
  readonly store?: 'github' | 'other repository' | 'enterprise' | 'vault' | 'aws' | 'azure';
  /** The GitHub environment where the secret is stored; `staging` when not given. */
  readonly environment?: string;
  /** The name of the client whose credentials an earlier run stored. */
  readonly name?: string;
  /** The workflow gets the stored value as this secret. */
  readonly reads?: string;
  /** The personal access token that may only read is set. */
  readonly plans?: boolean;
  /** In how many days the personal access token expires. */
  readonly expiresIn?: number;
  /** What the comment on the pull request says in the end. */
  readonly comment?: string;
  /** The texts of comments that an earlier run has left. */
  readonly comments?: readonly string[];
  /** Older clients with the name are kept. */
  readonly keepsOlder?: boolean;
  /** Clients that exist before. */
  readonly before?: readonly Partial<StoredClient>[];
  /** The names of the clients left after a run without a fault. */
  readonly left: readonly string[];
  /** What the log of a run without a fault says. */
  readonly says?: readonly string[];
  /** What the log says whatever happened. */
  readonly always?: string;
  readonly sends?: 'nothing';
  /** The job is expected to fail. */
  readonly fails?: boolean;
  /** The proxy requires credentials. */
  readonly behindProxy?: boolean;
}

export interface Played extends ActRun {
  /** The requests to hosts outside the job, in order. */
  readonly calls: readonly string[];
  readonly clients: readonly StoredClient[];
  /** The texts of the comments on the pull request. */
  readonly comments: readonly string[];
  /** Ids of the clients that existed before. */
  readonly old: ReadonlySet<string>;
  /** What the log must not show. */
  readonly secrets: readonly string[];
  /** The id in the stored credentials, and the status of signing in with them; undefined if nothing is stored. */
  readonly stored: { readonly id: string; readonly status: number } | undefined;
}

export interface Fault {
  readonly world?: WorldFault;
  /** A program that fails without a message, for a program that is not installed. */
  readonly program?: string;
}

/** Runs a recipe in an isolated world with only a tenant and a store. */
export async function play(recipe: Recipe, tools: Tools, fault: Fault = {}): Promise<Played> {
  using _place = await tools.place();
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  const tenant = await startTenant();
  try {
    const comments = [...(recipe.comments ?? [])];
    const store = await storeOf(recipe, tools, comments);
    for (const client of recipe.before ?? []) tenant.addClient(client);
    if (recipe.name !== undefined) await storeOld(recipe.name, tenant, store);
    const old = new Set(tenant.clients.keys());
    const hosts = { ...tenantHosts(tenant, recipe), ...store?.hosts };
    const userinfo = recipe.behindProxy ? `user:${PROXY_PASSWORD}` : undefined;
    await using world = await startWorld({ hosts, folder, fault: fault.world, userinfo });
    const run = await runAct(
      await argumentsFor(recipe, { folder, tenant, store, world, tools }),
      tools.workspace,
      actEnvironment(folder, [brokenProgram(folder, fault.program), join(STUBS, 'bin'), ...tools.path]),
    );
    return {
      ...run,
      calls: [...world.calls],
      clients: [...tenant.clients.values()],
      comments,
      old,
      secrets: [...tenant.secrets(), ...OTHER_SECRETS],
      stored: await signIn(tenant, await store?.read()),
    };
  } finally {
    await tenant.close();
    rmSync(folder, { recursive: true });
  }
}

/** @returns a folder for the path */
function brokenProgram(folder: string, name: string | undefined): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  if (name !== undefined) {
    writeFileSync(join(bin, name), '#!/bin/sh\nexit 127\n');
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

const ACME = 'acme.api.identitynow.com';

interface Stage {
  readonly folder: string;
  readonly tenant: Tenant;
  readonly store: Store | undefined;
  readonly world: World;
  readonly tools: Tools;
}

async function argumentsFor(recipe: Recipe, { folder, tenant, store, world, tools }: Stage): Promise<string[]> {
  const workflow = join(folder, 'recipe.yml');
  // Only the proxy and the file come from this test; everything else is on the machine.
  const here = readExample(recipe.example)
    .replace('proxy.example.com:3128', world.proxy)
    .replace('/etc/ssl/certs/example-ca.pem', world.authority);
  writeFileSync(workflow, here);
  const secrets: Record<string, string> = {
    SAIL_CLIENT_SECRET: tenant.pat.clientSecret,
    ...(recipe.plans && { SAIL_READ_CLIENT_SECRET: tenant.pat.clientSecret }),
    SEAL_KEY,
    APP_PRIVATE_KEY: APP.privateKey,
    GITHUB_TOKEN: WORKFLOW_TOKEN,
    PROXY_USER: 'user',
    PROXY_PASSWORD,
  };
  if (recipe.reads !== undefined) secrets[recipe.reads] = (await store?.read()) ?? '';
  const values: Record<string, string> = {
    SAIL_CLIENT_ID: tenant.pat.clientId,
    ...(recipe.plans && { SAIL_READ_CLIENT_ID: tenant.pat.clientId }),
    APP_CLIENT_ID: APP.clientId,
    ...Object.fromEntries(['CLIENT', 'TENANT', 'SUBSCRIPTION'].map(name => [`AZURE_${name}_ID`, name])),
  };
  const network = { https_proxy: `http://${world.proxy}`, NODE_EXTRA_CA_CERTS: world.authority };
  const variables = {
    // Variables passed to act take precedence over those of the workflow.
    ...(recipe.behindProxy ? {} : network),
    CURL_CA_BUNDLE: world.authority,
    SSL_CERT_FILE: world.authority,
    AWS_CA_BUNDLE: world.authority,
    RECIPES_NPM: tools.npm,
    ...(recipe.store === 'enterprise' && { GITHUB_API_URL: `https://${ENTERPRISE.host}${ENTERPRISE.base}` }),
  };
  const lines = (pairs: Record<string, string>): string =>
    Object.entries(pairs)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join('');
  writeFileSync(join(folder, 'secrets'), lines(secrets));
  writeFileSync(join(folder, 'variables'), lines(variables));
  writeFileSync(join(folder, 'event.json'), JSON.stringify(recipe.event === 'pull_request' ? PULL_REQUEST : {}));
  return [
    ...[recipe.event ?? 'workflow_dispatch', '--workflows', workflow],
    ...['--secret-file', join(folder, 'secrets'), '--env-file', join(folder, 'variables')],
    ...['--eventpath', join(folder, 'event.json')],
    ...Object.entries(values).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
    ...['ubuntu-latest', 'self-hosted'].flatMap(name => ['--platform', `${name}=-self-hosted`]),
    ...['--action-offline-mode', '--no-cache-server', '--action-cache-path', join(folder, 'cache')],
    ...tools.repositories,
  ];
}

const ENTERPRISE = { host: 'github.example.com', base: '/api/v3' };
const PULL_REQUEST = {
  repository: { full_name: REPOSITORY },
  pull_request: {
    number: 7,
    head: { ref: 'portal', sha: '5ca1ab1e'.repeat(5), repo: { full_name: REPOSITORY } },
    base: { ref: 'main', repo: { full_name: REPOSITORY } },
  },
};

async function storeOf(
  { store, example, environment = 'staging' }: Recipe,
  { npm, aws }: Tools,
  comments: string[],
): Promise<Store | undefined> {
  const sail = example === 'cli' ? join(STUBS, 'release', 'sail') : undefined;
  const options = { app: APP, workflowToken: WORKFLOW_TOKEN, repository: REPOSITORY, environment, npm, sail, comments };
  switch (store) {
    case 'github':
      return await gitHub({ host: 'api.github.com', base: '', ...options });
    case 'other repository':
      return await gitHub({ host: 'api.github.com', base: '', ...options, repository: OTHER_REPOSITORY });
    case 'enterprise':
      return await gitHub({ ...ENTERPRISE, ...options });
    case 'vault':
      return vault(VAULT_TOKEN);
    case 'aws':
      return await secretsManager(aws);
    case 'azure':
      return keyVault();
    default:
      return undefined;
  }
}

async function storeOld(name: string, tenant: Tenant, store: Store | undefined): Promise<void> {
  const created = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString();
  const { id, secret } = tenant.addClient({ name, created });
  await store?.write(JSON.stringify({ base_url: `https://${ACME}`, client_id: id, client_secret: secret }));
}

/** Two names of one tenant, which also has two accounts, and the personal access token that the workflow uses. */
function tenantHosts(tenant: Tenant, { expiresIn = 90 }: Recipe): Record<string, Host> {
  const forward = forwardTo(tenant.origin);
  const expirationDate = new Date(Date.now() + expiresIn * 24 * 60 * 60 * 1000).toISOString();
  const host: Host = call => {
    const [route = ''] = call.path.split('?');
    const responses = {
      accounts: json(200, [{ id: '1' }, { id: '2' }], { 'x-total-count': '2' }),
      'personal-access-tokens': json(200, [
        { id: 'of-another-workflow', expirationDate: null },
        { id: tenant.pat.clientId, expirationDate },
      ]),
    };
    const [, name] = /^\/(?:v20\d\d\/)?([a-z-]+)(?:\/v1)?$/.exec(route) ?? [];
    if (name !== 'accounts' && name !== 'personal-access-tokens') return forward(withoutTokenQuery(call));
    const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '';
    return tenant.secrets().includes(token) ? responses[name] : json(401, { error: 'no JWT' });
  };
  return { [ACME]: host, 'acme-sandbox.api.identitynow.com': host };
}

/** SailPoint's CLI sends grant_type in the query, which the simulated tenant does not read. */
function withoutTokenQuery(call: Call): Call {
  const [path = '', query] = call.path.split('?');
  if (path !== '/oauth/token' || query === undefined) return call;
  const { 'content-length': _, ...headers } = call.headers;
  return { ...call, path, headers, body: Buffer.from(`${call.body}&${query}`) };
}

/** Signs in with what is stored. */
async function signIn(tenant: Tenant, stored: string | undefined): Promise<Played['stored']> {
  if (stored === undefined) return undefined;
  const { client_id, client_secret } = JSON.parse(stored);
  const client = tenant.clients.get(client_id);
  if (client && !client.grantTypes?.includes('CLIENT_CREDENTIALS')) {
    // It signs users in, and this test has no user.
    return { id: client_id, status: client.secret === client_secret ? 200 : 401 };
  }
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
  const { status } = await fetch(`${tenant.origin}/oauth/token`, { method: 'POST', body });
  return { id: client_id, status };
}

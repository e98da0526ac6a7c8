import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredClient } from '../tenant/clients.ts';
import { startTenant, type Tenant } from '../tenant/tenant.ts';
import { type ActRun, actEnvironment, runAct } from './act.ts';
import { workflowsUnder } from './documents.ts';
import { STAND_INS, type Tool, type Tools } from './recipe-tools.ts';
import { gitHub, keyVault, type Store, secretsManager, vault } from './stores.ts';
import { type Call, forwardTo, type Host, json, startWorld, type World, type WorldFault } from './world.ts';

export const REPOSITORY = 'octo-org/octo-repo';
const GITHUB_TOKEN = randomBytes(20).toString('hex');
const VAULT_TOKEN = randomBytes(20).toString('hex');
const SEAL_KEY = randomBytes(32).toString('hex');
const PROXY_PASSWORD = randomBytes(20).toString('hex');

/** A workflow of docs/recipes.md, and what is expected of it. */
export interface Recipe {
  readonly heading: string;
  /** Which of the workflows under the heading, 0 when not given. */
  readonly index?: number;
  /** workflow_dispatch when not given. */
  readonly event?: string;
  readonly needs?: readonly Tool[];
  readonly store?: 'github' | 'enterprise' | 'vault' | 'aws' | 'azure';
  /** Of GitHub, where the secret is stored; `staging` when not given. */
  readonly environment?: string;
  /** The name of the client whose credentials the store has from an earlier run. */
  readonly name?: string;
  /** The workflow gets what is stored as this secret. */
  readonly reads?: string;
  /** Clients that are there before. */
  readonly before?: readonly Partial<StoredClient>[];
  /** The names of the clients that are left when all went well. */
  readonly left: readonly string[];
  /** What the log says when all went well. */
  readonly says?: readonly string[];
  /** What the log says whatever happened. */
  readonly always?: string;
  readonly sends?: 'nothing';
  /** The proxy wants a user. */
  readonly behindProxy?: boolean;
}

export interface Played extends ActRun {
  /** What was asked of the outside, in order. */
  readonly calls: readonly string[];
  readonly clients: readonly StoredClient[];
  /** Ids of the clients that were there before. */
  readonly old: ReadonlySet<string>;
  /** What the log must not show. */
  readonly secrets: readonly string[];
  /** The id in the stored credentials, and the tenant's answer to them; nothing where nothing is stored. */
  readonly stored: { readonly id: string; readonly status: number } | undefined;
}

export interface Fault {
  readonly world?: WorldFault;
  /** A program that fails without a word, as one that is not installed does. */
  readonly program?: string;
}

/** Runs a recipe in a world of its own: a tenant, a store, and nothing else. */
export async function play(recipe: Recipe, tools: Tools, fault: Fault = {}): Promise<Played> {
  using _place = await tools.place();
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  const tenant = await startTenant();
  try {
    const store = await storeOf(recipe, tools);
    for (const client of recipe.before ?? []) tenant.addClient(client);
    if (recipe.name !== undefined) await storeOld(recipe.name, tenant, store);
    const old = new Set(tenant.clients.keys());
    const hosts = { ...tenantHosts(tenant), ...store?.hosts };
    const userinfo = recipe.behindProxy ? `user:${PROXY_PASSWORD}` : undefined;
    await using world = await startWorld({ hosts, folder, fault: fault.world, userinfo });
    const run = await runAct(
      await argumentsFor(recipe, { folder, tenant, store, world, tools }),
      tools.workspace,
      actEnvironment(folder, [brokenProgram(folder, fault.program), join(STAND_INS, 'bin'), ...tools.path]),
    );
    return {
      ...run,
      calls: [...world.calls],
      clients: [...tenant.clients.values()],
      old,
      secrets: [...tenant.secrets(), GITHUB_TOKEN, VAULT_TOKEN, SEAL_KEY, PROXY_PASSWORD],
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
  const text = workflowsUnder('docs/recipes.md', recipe.heading)[recipe.index ?? 0] ?? '';
  // These two are the only ones that cannot stand: the proxy and the file are not on this machine.
  const here = text
    .replace('proxy.example.com:3128', world.proxy)
    .replace('/etc/ssl/certs/example-ca.pem', world.authority);
  writeFileSync(workflow, here);
  const secrets: Record<string, string> = {
    SAIL_CLIENT_ID: tenant.pat.clientId,
    SAIL_CLIENT_SECRET: tenant.pat.clientSecret,
    SEAL_KEY,
    TOKEN_THAT_MAY_WRITE_SECRETS: GITHUB_TOKEN,
    GITHUB_TOKEN,
    PROXY_USER: 'user',
    PROXY_PASSWORD,
  };
  if (recipe.reads !== undefined) secrets[recipe.reads] = (await store?.read()) ?? '';
  const network = { https_proxy: `http://${world.proxy}`, NODE_EXTRA_CA_CERTS: world.authority };
  const variables = {
    // Those that act is given win over those of the workflow.
    ...(recipe.behindProxy ? {} : network),
    CURL_CA_BUNDLE: world.authority,
    SSL_CERT_FILE: world.authority,
    AWS_CA_BUNDLE: world.authority,
    RECIPES_NPM: tools.npm,
  };
  const lines = (pairs: Record<string, string>): string =>
    Object.entries(pairs)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join('');
  writeFileSync(join(folder, 'secrets'), lines(secrets));
  writeFileSync(join(folder, 'variables'), lines(variables));
  return [
    ...[recipe.event ?? 'workflow_dispatch', '--workflows', workflow],
    ...['--secret-file', join(folder, 'secrets'), '--env-file', join(folder, 'variables')],
    ...['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_SUBSCRIPTION_ID'].flatMap(name => ['--var', `${name}=${name}`]),
    ...['ubuntu-latest', 'self-hosted'].flatMap(name => ['--platform', `${name}=-self-hosted`]),
    ...['--action-offline-mode', '--no-cache-server', '--action-cache-path', join(folder, 'cache')],
    ...tools.repositories,
  ];
}

async function storeOf(
  { store, heading, environment = 'staging' }: Recipe,
  { npm, aws }: Tools,
): Promise<Store | undefined> {
  const sail = heading.includes('CLI') ? join(STAND_INS, 'release', 'sail') : undefined;
  const token = GITHUB_TOKEN;
  switch (store) {
    case 'github':
      return await gitHub({ host: 'api.github.com', base: '', token, environment, npm, sail });
    case 'enterprise':
      return await gitHub({ host: 'github.example.com', base: '/api/v3', token, environment, npm });
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

/** Two names of one tenant, which also has two accounts. */
function tenantHosts(tenant: Tenant): Record<string, Host> {
  const forward = forwardTo(tenant.origin);
  const host: Host = call => {
    if (!/^\/v20\d\d\/accounts(?:\?|$)/.test(call.path)) return forward(withoutTokenQuery(call));
    const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '';
    return tenant.secrets().includes(token) ? json(200, [{ id: '1' }, { id: '2' }]) : json(401, { error: 'no JWT' });
  };
  return { [ACME]: host, 'acme-sandbox.api.identitynow.com': host };
}

/** The vendor's CLI sends grant_type in the query, which the simulated tenant does not read. */
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
    // It signs users in, and there is no user here.
    return { id: client_id, status: client.secret === client_secret ? 200 : 401 };
  }
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
  const { status } = await fetch(`${tenant.origin}/oauth/token`, { method: 'POST', body });
  return { id: client_id, status };
}

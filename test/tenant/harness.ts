import { Agent } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Call, type CallOptions, caller, type Reply } from './call.ts';
import { Description } from './description.ts';
import { startTenant, type Tenant, type TenantOptions } from './tenant.ts';

const legacy = new Description('oauth-clients.beta.openapi.json', '/oauth-clients');
const perService = new Description('oauth-clients.v1.openapi.json', '/oauth-clients/v1');
/** Every path of the collection, with SailPoint's description of it. */
export const versions = [
  ...['beta', 'v3', 'v2024', 'v2025', 'v2026'].map(version => ({ path: `/${version}/oauth-clients`, is: legacy })),
  { path: '/oauth-clients/v1', is: perService },
];

export const clientsPath = '/beta/oauth-clients';

export const minimal = {
  name: 'Client',
  description: 'For a test',
  accessTokenValiditySeconds: 750,
  grantTypes: ['CLIENT_CREDENTIALS'],
  accessType: 'OFFLINE',
  enabled: true,
};

export async function start(options: TenantOptions = {}): Promise<{ tenant: Tenant; call: Call }> {
  const tenant = await startTenant(options);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => tenant.close());
  onTestFinished(() => agent.destroy());
  return { tenant, call: caller(tenant.origin, agent) };
}

export const unlimited = { rateLimit: { requests: Number.POSITIVE_INFINITY, perMs: 1 } };

export const bearer = (token: string): CallOptions => ({ headers: { Authorization: `Bearer ${token}` } });

export function creating(token: string, body: unknown): CallOptions {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  return { headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

export function patching(token: string, operations: unknown, contentType = 'application/json-patch+json'): CallOptions {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': contentType };
  return { headers, body: typeof operations === 'string' ? operations : JSON.stringify(operations) };
}

export function signingIn(credentials: { clientId: string; clientSecret: string }): CallOptions {
  const { clientId, clientSecret } = credentials;
  return form({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
}

export function form(fields: Record<string, string> | string): CallOptions {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return { headers, body: new URLSearchParams(fields).toString() };
}

export const bodyOf = (reply: Reply): unknown => JSON.parse(reply.text);

export function field(reply: Pick<Reply, 'text'>, name: string): string {
  const value = new Map<string, unknown>(Object.entries(JSON.parse(reply.text))).get(name);
  if (typeof value !== 'string') throw new Error(`no text "${name}" in ${reply.text}`);
  return value;
}

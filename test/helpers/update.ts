import { expect } from 'vitest';
import type { ProgramRun, Step } from '../runner/runner.ts';
import { Description } from '../tenant/description.ts';
import type { StoredClient, TenantOptions } from '../tenant/tenant.ts';
import { type Scenario, scenario } from './scenario.ts';

const description = new Description('oauth-clients.beta.openapi.json', '/oauth-clients');
export const MINE = { name: 'Pipeline', scope: ['idn:accounts:read'] };
export const URIS = ['https://a.example/callback', 'https://b.example/callback'];
export const LIST = ['token', 'list', 'list'];

export const update = (s: Scenario, inputs: Record<string, string> = {}): Promise<Step> =>
  s.create({ 'if-exists': 'update', ...inputs });

/** The operations of each PATCH request; each fits the vendor's description. */
export function patches({ tenant }: Scenario): unknown[] {
  const sent = tenant.requests.filter(({ operation }) => operation === 'patch');
  for (const { body, headers } of sent) {
    expect(headers['content-type']).toBe('application/json-patch+json');
    expect(description.objectionsToPatchBody(body)).toBe('');
  }
  return sent.map(({ body }) => JSON.parse(body));
}

/** What holds for every client that existed before: id and secret stay, and nothing is deleted. */
export function expectKept({ tenant }: Scenario, { id, secret }: StoredClient): void {
  expect(tenant.clients.get(id)?.secret).toBe(secret);
  expect(tenant.deleted).toEqual([]);
}

export function expectGreen(s: Scenario, main: ProgramRun, client: StoredClient, changed: string[]): void {
  expect(main.failed, main.log).toBe(false);
  expect(main.outputs).toMatchObject({
    'client-id': client.id,
    'client-secret': '',
    created: 'false',
    changed: JSON.stringify(changed),
  });
  expect(JSON.parse(main.outputs['client'] ?? '').modified).toBe(s.tenant.clients.get(client.id)?.modified);
  expectKept(s, client);
}

export async function withClient(fields: Partial<StoredClient> = {}, options: TenantOptions = {}) {
  const s = await scenario(options);
  return { s, client: { ...s.tenant.addClient({ ...MINE, ...fields }) } };
}

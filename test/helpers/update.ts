import { expect } from 'vitest';
import { Description } from '../tenant/description.ts';
import type { StoredClient, TenantOptions } from '../tenant/tenant.ts';
import type { Run, RunStep, Steps } from './scenario.ts';
import { inThisProcess } from './this-process.ts';

const description = new Description('oauth-clients.beta.openapi.json', '/oauth-clients');
export const MINE = { name: 'Pipeline', scope: ['idn:accounts:read'] };
export const URIS = ['https://a.example/callback', 'https://b.example/callback'];
export const LIST = ['token', 'list'];

export const update = (s: Steps, inputs: Record<string, string> = {}): Promise<RunStep> =>
  s.create({ 'if-exists': 'update', ...inputs });

/** The operations of each PATCH request; each fits SailPoint's description. */
export function patches({ tenant }: Steps): unknown[] {
  const sent = tenant.requests.filter(({ operation }) => operation === 'patch');
  for (const { body, headers } of sent) {
    expect(headers['content-type']).toBe('application/json-patch+json');
    expect(description.objectionsToPatchBody(body)).toBe('');
  }
  return sent.map(({ body }) => JSON.parse(body));
}

/** Every client that existed before keeps its id and secret, and none is deleted. */
export function expectKept({ tenant }: Steps, { id, secret }: StoredClient): void {
  expect(tenant.clients.get(id)?.secret).toBe(secret);
  expect(tenant.deleted).toEqual([]);
}

export function expectGreen(s: Steps, main: Run, client: StoredClient, changed: string[]): void {
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

/** @param start `scenario`, or in this process */
export async function withClient(
  fields: Partial<StoredClient> = {},
  options: TenantOptions = {},
  start: (options: TenantOptions) => Promise<Steps> = inThisProcess,
) {
  const s = await start(options);
  return { s, client: { ...s.tenant.addClient({ ...MINE, ...fields }) } };
}

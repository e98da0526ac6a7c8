import type { CreateBody } from './check.ts';
import { randomId, randomSecret } from './random.ts';

export type GrantType = 'CLIENT_CREDENTIALS' | 'AUTHORIZATION_CODE' | 'REFRESH_TOKEN';
export type AccessType = 'ONLINE' | 'OFFLINE';
export type ClientType = 'CONFIDENTIAL' | 'PUBLIC';

/** The fields of GetOAuthClientResponse; the secret and the owner are for the tenant only. */
export interface StoredClient {
  id: string;
  secret: string;
  businessName: string | null;
  homepageUrl: string | null;
  name: string;
  description: string | null;
  accessTokenValiditySeconds: number;
  refreshTokenValiditySeconds: number;
  redirectUris: string[] | null;
  grantTypes: GrantType[];
  accessType: AccessType;
  type: ClientType;
  internal: boolean;
  enabled: boolean;
  strongAuthSupported: boolean;
  claimsSupported: boolean;
  created: string;
  modified: string;
  metadata: string | null;
  lastUsed: string | null;
  scope: string[];
  /** The id of the user who made it. */
  owner: string;
}

const oneDay = 24 * 60 * 60 * 1000;

export class Clients {
  readonly byId = new Map<string, StoredClient>();
  readonly deleted: string[] = [];
  readonly #now: () => number;
  readonly #secrets: Set<string>;
  readonly #usableFrom = new Map<string, number>();

  constructor(now: () => number, secrets: Set<string>) {
    this.#now = now;
    this.#secrets = secrets;
  }

  /** `propagationMs`: how long its credentials are not known everywhere yet. */
  add(fields: Partial<StoredClient> & { owner: string }, propagationMs = 0): StoredClient {
    const created = fields.created ?? new Date(this.#now()).toISOString();
    const client: StoredClient = {
      id: randomId(),
      secret: randomSecret(),
      businessName: null,
      homepageUrl: null,
      name: 'Somebody’s client',
      description: null,
      accessTokenValiditySeconds: 750,
      refreshTokenValiditySeconds: 86_400,
      redirectUris: null,
      grantTypes: ['CLIENT_CREDENTIALS'],
      accessType: 'OFFLINE',
      type: 'CONFIDENTIAL',
      internal: false,
      enabled: true,
      strongAuthSupported: false,
      claimsSupported: false,
      created,
      modified: created,
      metadata: null,
      lastUsed: null,
      scope: ['sp:scopes:all'],
      ...fields,
    };
    this.byId.set(client.id, client);
    this.#secrets.add(client.secret);
    // Not the tenant's clock: a test that sets that clock still waits in real time.
    this.#usableFrom.set(client.id, performance.now() + propagationMs);
    return client;
  }

  delete(id: string): boolean {
    const known = this.byId.delete(id);
    if (known) this.deleted.push(id);
    return known;
  }

  inOrder(): StoredClient[] {
    const key = (client: StoredClient): string => `${client.created} ${client.id}`;
    return [...this.byId.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  }

  isPropagated({ id }: StoredClient): boolean {
    return performance.now() >= (this.#usableFrom.get(id) ?? 0);
  }

  /** The description says that `lastUsed` is brought up to date only once a day. */
  markUsed(client: StoredClient): void {
    const now = this.#now();
    if (client.lastUsed === null || now - Date.parse(client.lastUsed) >= oneDay) {
      client.lastUsed = new Date(now).toISOString();
    }
  }
}

/** What is kept of a create request, with the vendor's defaults for what was not given. */
export function fieldsOf(body: CreateBody): Partial<StoredClient> {
  return {
    ...body,
    // Nullable in the request, but not in any answer.
    name: body.name ?? '',
    grantTypes: body.grantTypes ?? [],
    scope: body.scope ?? ['sp:scopes:all'],
  };
}

/** GetOAuthClientResponse, for list and get. */
export function view({ secret: _secret, owner: _owner, ...fields }: StoredClient): Record<string, unknown> {
  return fields;
}

/** CreateOAuthClientResponse: the only place of the secret, with no `lastUsed` and hardly any null. */
export function createdView(client: StoredClient): Record<string, unknown> {
  const { owner: _owner, lastUsed: _lastUsed, metadata: _metadata, ...fields } = client;
  return {
    ...fields,
    businessName: client.businessName ?? '',
    homepageUrl: client.homepageUrl ?? '',
    description: client.description ?? '',
    redirectUris: client.redirectUris ?? [],
  };
}

import type { CreateBody } from './check.ts';
import { randomId, randomSecret } from './random.ts';

/** The fields of a create request, as they are stored. Their valid values are in SailPoint's description: check.ts. */
export type ClientFields = {
  businessName: string | null;
  homepageUrl: string | null;
  name: string;
  description: string | null;
  accessTokenValiditySeconds: number;
  refreshTokenValiditySeconds: number;
  redirectUris: string[] | null;
  /** Old clients have types that no request may name. */
  grantTypes: string[];
  accessType: string;
  type: string;
  internal: boolean;
  enabled: boolean;
  strongAuthSupported: boolean;
  claimsSupported: boolean;
  scope: string[];
};

/** The fields of GetOAuthClientResponse; secret and owner are only internal. */
export interface StoredClient extends ClientFields {
  id: string;
  secret: string;
  created: string;
  modified: string;
  metadata: string | null;
  lastUsed: string | null;
  /** The id of the user who created it. */
  owner: string;
}

/** SailPoint's defaults for fields that were not given. */
const defaults: ClientFields = {
  businessName: null,
  homepageUrl: null,
  name: 'Someone’s client',
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
  scope: ['sp:scopes:all'],
};

const oneDay = 24 * 60 * 60 * 1000;

export class Clients {
  readonly byId = new Map<string, StoredClient>();
  readonly deleted: string[] = [];
  readonly #now: () => number;
  readonly #secrets: Set<string>;
  readonly #usableFrom = new Map<string, number>();
  readonly #listedFrom = new Map<string, number>();
  /** Deleted clients, and until when they are still listed. */
  readonly #ghosts = new Map<StoredClient, number>();

  constructor(now: () => number, secrets: Set<string>) {
    this.#now = now;
    this.#secrets = secrets;
  }

  /** `propagationMs`: until its credentials are known everywhere. `listLagMs`: until lists show it. */
  add(
    fields: Partial<StoredClient> & { owner: string },
    { propagationMs = 0, listLagMs = 0 }: { propagationMs?: number; listLagMs?: number } = {},
  ): StoredClient {
    const created = fields.created ?? new Date(this.#now()).toISOString();
    const client: StoredClient = {
      id: randomId(),
      secret: randomSecret(),
      ...defaults,
      created,
      modified: created,
      metadata: null,
      lastUsed: null,
      ...fields,
    };
    this.byId.set(client.id, client);
    this.#secrets.add(client.secret);
    // Not the tenant's clock, because a test that sets that clock still waits in real time.
    this.#usableFrom.set(client.id, performance.now() + propagationMs);
    this.#listedFrom.set(client.id, performance.now() + listLagMs);
    return client;
  }

  change(client: StoredClient, changes: Partial<ClientFields>): StoredClient {
    if (Object.keys(changes).length === 0) return client;
    return Object.assign(client, changes, { modified: new Date(this.#now()).toISOString() });
  }

  /** `lagMs`: how long it is still listed. @returns whether it existed */
  delete(id: string, lagMs = 0): boolean {
    const client = this.byId.get(id);
    if (!client) return false;
    this.byId.delete(id);
    this.deleted.push(id);
    this.#ghosts.set(client, performance.now() + lagMs);
    return true;
  }

  /** The clients that a list shows, unordered. */
  listed(): StoredClient[] {
    const now = performance.now();
    const known = [...this.byId.values()].filter(({ id }) => (this.#listedFrom.get(id) ?? 0) <= now);
    return [...known, ...[...this.#ghosts].filter(([, until]) => until > now).map(([client]) => client)];
  }

  isPropagated({ id }: StoredClient): boolean {
    return performance.now() >= (this.#usableFrom.get(id) ?? 0);
  }

  /** The description says that `lastUsed` is updated only once a day. */
  markUsed(client: StoredClient): void {
    const now = this.#now();
    if (client.lastUsed === null || now - Date.parse(client.lastUsed) >= oneDay) {
      client.lastUsed = new Date(now).toISOString();
    }
  }
}

/** The stored fields of a create request. Without a scope, or with an empty list, a client has all its owner's rights. */
export function fieldsOf(body: CreateBody): ClientFields {
  return {
    ...defaults,
    ...body,
    name: body.name ?? '',
    grantTypes: body.grantTypes ?? [],
    scope: body.scope?.length ? body.scope : defaults.scope,
  };
}

/** GetOAuthClientResponse, for list and get. */
export function view({ secret: _secret, owner: _owner, ...fields }: StoredClient): Record<string, unknown> {
  return fields;
}

/** CreateOAuthClientResponse: the only response with the secret, without `lastUsed` and with hardly any null. */
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

import { randomBytes } from 'node:crypto';
import { randomId } from './random.ts';

export interface User {
  id: string;
  name: string;
  mayManageClients: boolean;
}

/** On whose behalf a token acts. An application's token has no user. */
export interface Grant {
  clientId: string;
  scopes: readonly string[];
  user: User | null;
  lifetimeSeconds: number;
}

export interface AccessToken extends Grant {
  text: string;
  jti: string;
  expiresAt: number;
}

/** The owner's level; an API client has none. */
function authoritiesOf({ user }: Grant): string[] {
  if (user === null) return ['API'];
  return user.mayManageClients ? ['ORG_ADMIN'] : ['HELPDESK'];
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Tokens {
  readonly #now: () => number;
  readonly #secrets: Set<string>;
  readonly #issued = new Map<string, AccessToken>();

  constructor(now: () => number, secrets: Set<string>) {
    this.#now = now;
    this.#secrets = secrets;
  }

  /** `claimScope`: the value of its claim `scope`; `isOpaque`: it is not a JWT. */
  issue(grant: Grant, { claimScope, isOpaque }: { claimScope: unknown; isOpaque: boolean }): AccessToken {
    const jti = randomId();
    const expiresAt = this.#now() + grant.lifetimeSeconds * 1000;
    const claims = {
      tenant_id: 'simulated',
      org: 'simulated',
      pod: 'loopback',
      client_id: grant.clientId,
      identity_id: grant.user?.id,
      user_id: grant.user?.id,
      user_name: grant.user?.name,
      authorities: authoritiesOf(grant),
      scope: claimScope,
      exp: Math.floor(expiresAt / 1000),
      jti,
    };
    const signature = randomBytes(32).toString('base64url');
    const text = isOpaque ? signature : `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
    const token = { ...grant, text, jti, expiresAt };
    this.#issued.set(text, token);
    this.#secrets.add(text);
    return token;
  }

  /** The token with that text, unless it has expired. */
  find(text: string): AccessToken | undefined {
    const token = this.#issued.get(text);
    return token && token.expiresAt > this.#now() ? token : undefined;
  }

  expireAll(): void {
    for (const token of this.#issued.values()) token.expiresAt = Number.NEGATIVE_INFINITY;
  }
}

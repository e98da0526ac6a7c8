import { Clients } from './clients.ts';
import type { Habits } from './habits.ts';
import { randomId, randomSecret } from './random.ts';
import { RateLimit } from './rate-limit.ts';
import { type AccessToken, type Grant, Tokens, type User } from './tokens.ts';

/** In seconds: 12 hours, unless its owner set another time. */
export const LIFETIME_OF_A_PAT = 43_200;

export interface Pat {
  clientId: string;
  clientSecret: string;
  scopes: readonly string[];
  disabled: boolean;
  user: User;
}

export interface Settings {
  rateLimit: { requests: number; perMs: number };
  habits: Habits;
  propagationMs: number;
  tokenLifetimeSeconds: number | undefined;
  deprecated: boolean;
  inspect: boolean;
  now: () => number;
}

export interface PatOptions {
  clientId?: string;
  clientSecret?: string;
  scopes?: string[];
  disabled?: boolean;
  mayManageClients?: boolean;
}

/** The state of the tenant. */
export class State {
  readonly settings: Settings;
  /** Every secret that exists or existed. */
  readonly secrets = new Set<string>();
  readonly clients: Clients;
  readonly tokens: Tokens;
  readonly limit: RateLimit;
  readonly pats = new Map<string, Pat>();
  /** How many lists were requested. */
  lists = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.clients = new Clients(settings.now, this.secrets);
    this.tokens = new Tokens(settings.now, this.secrets);
    this.limit = new RateLimit(settings.rateLimit);
  }

  /** Each personal access token belongs to a different user. */
  addPat({ clientId = randomId(), clientSecret = randomSecret(), ...options }: PatOptions = {}): Pat {
    const { scopes = ['sp:scopes:all'], disabled = false, mayManageClients = true } = options;
    const id = randomId();
    const user = { id, name: `user-${id.slice(0, 6)}`, mayManageClients };
    const pat = { clientId, clientSecret, scopes, disabled, user };
    this.pats.set(pat.clientId, pat);
    this.secrets.add(pat.clientSecret);
    return pat;
  }

  /** How long a token is valid: this many seconds, unless the settings say otherwise. */
  lifetime(usual: number): number {
    return this.settings.tokenLifetimeSeconds ?? usual;
  }

  issueToken(grant: Grant): AccessToken {
    const { claimScope, tokenForm } = this.settings.habits;
    return this.tokens.issue(grant, { claimScope: claimScope(grant.scopes), isOpaque: tokenForm === 'opaque' });
  }
}

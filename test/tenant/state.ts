import { Clients } from './clients.ts';
import type { Habits } from './habits.ts';
import { randomId, randomSecret } from './random.ts';
import { RateLimit } from './rate-limit.ts';
import { Tokens, type User } from './tokens.ts';

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
  tokenLifetimeSeconds: number;
  deprecated: boolean;
  inspect: boolean;
  now: () => number;
}

export interface PatOptions {
  scopes?: string[];
  disabled?: boolean;
  mayManageClients?: boolean;
}

/** Everything that the tenant remembers. */
export class State {
  readonly settings: Settings;
  /** Every secret that exists or existed. */
  readonly secrets = new Set<string>();
  readonly clients: Clients;
  readonly tokens: Tokens;
  readonly limit: RateLimit;
  readonly pats = new Map<string, Pat>();
  /** How many lists were asked for. */
  lists = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.clients = new Clients(settings.now, this.secrets);
    this.tokens = new Tokens(settings.now, this.secrets);
    this.limit = new RateLimit(settings.rateLimit);
  }

  /** Each personal access token belongs to a user of its own. */
  addPat({ scopes = ['sp:scopes:all'], disabled = false, mayManageClients = true }: PatOptions = {}): Pat {
    const id = randomId();
    const user = { id, name: `user-${id.slice(0, 6)}`, mayManageClients };
    const pat = { clientId: randomId(), clientSecret: randomSecret(), scopes, disabled, user };
    this.pats.set(pat.clientId, pat);
    this.secrets.add(pat.clientSecret);
    return pat;
  }
}

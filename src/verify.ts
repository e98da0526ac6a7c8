import { pause } from './clock.ts';
import { StepError } from './errors.ts';
import type { CreateSettings } from './inputs/create-inputs.ts';
import type { Report } from './report.ts';
import type { Secret } from './secret.ts';
import { ALL_SCOPES, compare, DEFAULT_SCOPE, scopeSet } from './tenant/comparison.ts';
import { scopesIn } from './tenant/connection.ts';
import { showDeviations } from './tenant/field-value.ts';
import type { ClientRequest } from './tenant/fields.ts';
import { TenantError, type Token } from './tenant/session.ts';
import type { Created } from './tenant/tenant.ts';
import { reserveOf, VERIFY_AFTER, VERIFY_FOR } from './tenant/transport/waits.ts';
import { seconds } from './text.ts';
import type { Tools } from './tools.ts';

/** An access token of the new client, for the workflow. */
export interface NewToken {
  readonly accessToken: Secret;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** @throws Error when the client has wider rights than requested; any other difference is a warning */
export function checkGranted({ client }: Created, request: ClientRequest, report: Report): void {
  const deviations = compare(request, client.fields);
  const wider = deviations.filter(({ kind }) => kind === 'wider');
  const shown = showDeviations(wider.length > 0 ? wider : deviations, report.quote);
  if (wider.length > 0) {
    throw new StepError(
      `The tenant gave the client ${client.id} wider rights than requested: ${shown}. ` +
        'Check whether the owner of the token may grant what is requested.',
    );
  }
  if (shown !== '') report.warning(`The tenant stored the client ${client.id} differently than requested: ${shown}.`);
}

/** Signs in as the new client, for half a minute at most: it may need a moment. @throws Error when that fails, or grants more */
export async function verify({ client, secret }: Created, settings: CreateSettings, tools: Tools): Promise<NewToken> {
  const { tenant, report, clock, until } = tools;
  const { request, timeout } = settings;
  const verifyUntil = Math.min(clock.now() + VERIFY_FOR, until - reserveOf(timeout));
  let refused: TenantError | undefined;
  if (secret === undefined) throw new StepError(`The client ${client.id} has no secret to verify.`);
  for (let wait = VERIFY_AFTER; ; wait *= 2) {
    const start = clock.now();
    try {
      const token = await tenant.tryCredentials(client.id, secret, verifyUntil);
      checkScope(client.id, request.scope, token, report);
      const { accessToken, expiresIn = request.accessTokenValiditySeconds } = token;
      return { accessToken, expiresAt: start + expiresIn * 1000 };
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      // Without a response, the last try says less than the responses before it.
      if (error.status === undefined) throw refused ?? error;
      const mayBeNew = error.status === 400 || error.status === 401;
      if (!mayBeNew || clock.now() + wait >= verifyUntil) throw error;
      refused = error;
      const most = seconds(verifyUntil - clock.now());
      report.info(
        `The tenant does not know the new credentials yet; trying again in ${seconds(wait)}, for ${most} at most.`,
      );
      await pause(clock, wait);
    }
  }
}

/**
 * Compares the scope of the token response with the request. What does not consist of scope names says nothing:
 * SailPoint's own sample has `read write` there. @throws Error when the token may do more than was requested
 */
function checkScope(id: string, requested: ClientRequest['scope'], { scope }: Token, report: Report): void {
  const names = scopesIn(scope) ?? [];
  const [granted, wanted] = [scopeSet(names), scopeSet(requested)];
  if (names.length === 0 || !names.every(name => name.includes(':')) || !granted || !wanted) return;
  const isMissingIn = (set: ReadonlySet<string>) => (name: string) => name !== DEFAULT_SCOPE && !set.has(name);
  const more = wanted.has(ALL_SCOPES) ? [] : [...granted].filter(isMissingIn(wanted));
  const shown = (scopes: readonly string[]) => report.quote(scopes.join(', '));
  if (more.length > 0)
    throw new StepError(`The token of the client ${id} has scopes that were not requested: ${shown(more)}.`);
  const isEverything = granted.has(ALL_SCOPES) || (wanted.has(ALL_SCOPES) && !granted.has(DEFAULT_SCOPE));
  const missing = isEverything ? [] : [...wanted].filter(isMissingIn(granted));
  if (missing.length > 0) {
    report.warning(
      `The token of the client ${id} lacks scopes that were requested: ${shown(missing)}. Check their spelling, and whether ` +
        'the owner of the token may grant them.',
    );
  }
}

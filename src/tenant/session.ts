import type { Clock } from '../clock.ts';
import { StepError, stackOf } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { Report } from '../report.ts';
import { isOpaque, Malformed, type NewClient, parseObject } from './client.ts';
import { type Connection, claimsOf, scopesIn, type TokenClaims, tokenUrl } from './connection.ts';
import {
  type Attempt,
  type Circumstances,
  type Explanation,
  explainAnswer,
  explainFailure,
  explainMalformed,
  explainUnexpected,
} from './explain.ts';
import type { Http, HttpAnswer, HttpRequest } from './transport/http.ts';
import { HttpError } from './transport/http-error.ts';
import { isApiError, isSuccess } from './transport/refusal.ts';

/** An operation that failed and changed nothing: why, and what to do. */
export class TenantError extends StepError {
  /** HTTP status; undefined when no answer came, or one that is not what it should be. */
  readonly status: number | undefined;
  /** The same for every client that it happened to: without the attempt and the id of the one answer. */
  readonly reason: string;

  constructor({ attempt, came, reference, next }: Explanation, status?: number) {
    super(`${attempt}: ${came}${reference}. ${next}.`);
    this.status = status;
    this.reason = `${came}. ${next}.`;
  }
}

/** A create or update request that may have been carried out, although no answer says so. It can be looked up. */
export class UnclearError extends StepError {
  /** The new client, where the answer names it. */
  readonly client: NewClient | undefined;
  /** What to do when a look tells no more. */
  readonly advice: string;

  constructor({ attempt, came, reference, next }: Explanation, client?: NewClient) {
    super(`${attempt}: ${came}${reference}.`);
    this.client = client;
    this.advice = `${next}.`;
  }
}

/** Plenty for a token or a client. */
export const MAX_ANSWER = 1024 * 1024;

/** What a request to the API is made of beside what the session adds. */
export type ApiRequest = Omit<HttpRequest, 'headers'> & { readonly contentType?: string };

/** Signed in as the user of the connection: on the first use, and again when the token has expired. */
export interface Session {
  /** @returns an answer of any status. @throws TenantError, or UnclearError for a request that changes something */
  call(attempt: Attempt, request: ApiRequest): Promise<HttpAnswer>;
  /** @returns the scopes of the token of these credentials, in each place that tells some. @throws TenantError */
  tryCredentials(clientId: string, clientSecret: string, until: number): Promise<readonly unknown[]>;
  /** For the explanation of an answer. */
  circumstances(attempt: Attempt): Circumstances;
}

/** What a session works with. */
export interface SessionTools {
  readonly http: Http;
  readonly report: Report;
  readonly clock: Clock;
  /** When everything must be done, on the clock. */
  readonly until: number;
}

interface Token {
  readonly accessToken: string;
  /** Scopes in each place that tells some: they may differ. */
  readonly scopes: readonly unknown[];
}

/** Nothing is sent yet. */
export function openSession(connection: Connection, { http, report, clock, until }: SessionTools): Session {
  const { signIn } = connection;
  let bearer = signIn.kind === 'token' ? signIn.accessToken : undefined;
  let signingIn: Promise<Token> | undefined;
  let deprecationTold = false;

  const circumstances = (attempt: Attempt): Circumstances => {
    const claims: TokenClaims | undefined = bearer === undefined ? undefined : claimsOf(bearer);
    return { attempt, connection, claims, quote: report.quote };
  };

  async function send(attempt: Attempt, request: HttpRequest): Promise<HttpAnswer> {
    const start = clock.now();
    try {
      const answer = await http.send(request);
      report.debug(`${request.method} ${request.url}: HTTP ${answer.status} in ${Math.round(clock.now() - start)} ms`);
      return answer;
    } catch (error) {
      if (error instanceof HttpError) {
        const explanation = explainFailure(error, attempt);
        const isUnclear = attempt === 'update' || (!request.repeatable && error.mayHaveArrived);
        throw isUnclear ? new UnclearError(explanation) : new TenantError(explanation);
      }
      if (request.repeatable) throw error;
      report.debug(stackOf(error));
      throw new UnclearError(explainUnexpected(error, attempt));
    }
  }

  async function obtainToken(
    attempt: 'sign in' | 'verify',
    clientId: string,
    clientSecret: string,
    tokenUntil: number,
  ): Promise<Token> {
    const answer = await send(attempt, {
      method: 'POST',
      url: tokenUrl(connection.origin),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
      maxBytes: MAX_ANSWER,
      until: tokenUntil,
      repeatable: true,
    });
    return parsed(answer, circumstances(attempt), json => {
      const { access_token: accessToken, scope } = parseObject(json);
      if (typeof accessToken !== 'string' || !isOpaque(accessToken)) throw new Malformed('no usable access_token');
      report.mask(accessToken);
      return { accessToken, scopes: [scope, claimsOf(accessToken)?.scopes].filter(told => !isEmptyScope(told)) };
    });
  }

  /**
   * Requests that need a token at the same time share one sign-in.
   *
   * @param refused a token that has expired; another request may have renewed it meanwhile
   */
  async function obtainBearer(refused?: string): Promise<string> {
    if (signIn.kind === 'token') return signIn.accessToken;
    if (bearer !== undefined && bearer !== refused) return bearer;
    signingIn ??= obtainToken('sign in', signIn.clientId, signIn.clientSecret, until).finally(() => {
      signingIn = undefined;
    });
    bearer = (await signingIn).accessToken;
    return bearer;
  }

  async function call(attempt: Attempt, { contentType, ...request }: ApiRequest): Promise<HttpAnswer> {
    const sendAs = (token: string) => {
      const headers = { accept: 'application/json', 'accept-language': 'en', authorization: `Bearer ${token}` };
      const withBody = contentType === undefined ? headers : { ...headers, 'content-type': contentType };
      return send(attempt, { ...request, headers: withBody });
    };
    const used = await obtainBearer();
    let answer = await sendAs(used);
    // Of a request that must not be sent twice, only the API itself can say that it was refused.
    if (answer.status === 401 && signIn.kind === 'pat' && (request.repeatable || isApiError(answer))) {
      const { isRepeated } = answer;
      const renewed = await obtainBearer(used).catch((error: unknown) => {
        // An earlier try may have changed the client, and a failure to sign in says nothing of that.
        if (attempt !== 'update' || !isRepeated) throw error;
        report.debug(stackOf(error));
      });
      if (renewed === undefined) return answer;
      const again = await sendAs(renewed);
      answer = { ...again, isRepeated: isRepeated || again.isRepeated };
    }
    if (answer.headers['x-deprecated'] === 'true' && !deprecationTold) {
      deprecationTold = true;
      report.notice(
        `The tenant marks api-version ${connection.apiVersion} as deprecated. ` +
          (connection.apiVersion === 'v1'
            ? 'Look for a newer version of this action.'
            : 'The vendor supports it until Q2 2028 and switches it off in Q1 2029: set api-version to v1 in time.'),
      );
    }
    return answer;
  }

  return {
    call,
    circumstances,
    tryCredentials: async (clientId, clientSecret, tokenUntil) =>
      (await obtainToken('verify', clientId, clientSecret, tokenUntil)).scopes,
  };
}

/** What says nothing of the scopes that were granted (RFC 6749 section 5.1). */
function isEmptyScope(scope: unknown): boolean {
  return scope === undefined || scope === null || scopesIn(scope)?.length === 0;
}

/** @throws TenantError when the answer is no success, or is not what it should be */
export function parsed<T>(answer: HttpAnswer, circumstances: Circumstances, parse: (json: unknown) => T): T {
  if (!isSuccess(answer)) throw new TenantError(explainAnswer(answer, circumstances), answer.status);
  const json = parseJson(answer.body);
  try {
    if (json === undefined) throw new Malformed(answer.body === '' ? 'an empty body' : 'a body that is not JSON');
    return parse(json);
  } catch (error) {
    throw error instanceof Malformed ? new TenantError(explainMalformed(answer, error, circumstances)) : error;
  }
}

import type { Clock } from '../clock.ts';
import { StepError, stackOf } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { Report } from '../report.ts';
import { Secret } from '../secret.ts';
import { type Client, isOpaque, Malformed, parseObject } from './client.ts';
import { type Connection, claimsOf, type TokenClaims, tokenUrl } from './connection.ts';
import {
  type Attempt,
  type Circumstances,
  type Explanation,
  explainFailure,
  explainMalformed,
  explainResponse,
  explainUnexpected,
} from './explain.ts';
import type { Http, HttpRequest, HttpResponse } from './transport/http.ts';
import { HttpError } from './transport/http-error.ts';
import { isSuccess, type Proof } from './transport/response.ts';

/** An operation that failed and changed nothing: why, and what to do. */
export class TenantError extends StepError {
  /** HTTP status; undefined when no response came, or one that is not what it should be. */
  readonly status: number | undefined;
  /** The same for every client that it happened to: without the attempt and the id of the one response. */
  readonly reason: string;

  constructor({ attempt, result, reference, next }: Explanation, status?: number) {
    super(`${attempt}: ${result}${reference}. ${next}.`);
    this.status = status;
    this.reason = `${result}. ${next}.`;
  }
}

/** A create or update request that may have been carried out, although no response shows it. It can be looked up. */
export class UnclearError extends StepError {
  /** What the response proves. */
  readonly proof: Exclude<Proof, 'refused' | 'refused for now'>;
  /** The client that the response names, where it names one. */
  readonly client: Client | undefined;
  /** What to do when a look shows no more. */
  readonly advice: string;

  constructor({ attempt, result, reference, next }: Explanation, proof: UnclearError['proof'], client?: Client) {
    super(`${attempt}: ${result}${reference}.`);
    this.proof = proof;
    this.client = client;
    this.advice = `${next}.`;
  }
}

/** Plenty for a token or a client. */
export const MAX_RESPONSE = 1024 * 1024;

/** What a request to the API consists of, besides what the session adds. */
export type ApiRequest = Omit<HttpRequest, 'headers'> & { readonly contentType?: string };

/** Signed in as the user of the connection: on the first use, and again when the token has expired. */
export interface Session {
  /** @returns a response of any status. @throws TenantError, or UnclearError for a request that changes something */
  call(attempt: Attempt, request: ApiRequest): Promise<HttpResponse>;
  /** Obtains a token with a client's own credentials. @throws TenantError */
  tryCredentials(clientId: string, clientSecret: Secret, until: number): Promise<Token>;
  /** For the explanation of a response. */
  circumstances(attempt: Attempt): Circumstances;
}

/** What a session works with. */
export interface SessionTools {
  readonly http: Http;
  readonly report: Report;
  readonly clock: Clock;
  /** When everything must be done, on the clock. */
  readonly until: number;
  /** Whether a notice says that the tenant marks the version of the API as deprecated. */
  readonly noticesDeprecation?: boolean;
}

/** A response of the token endpoint (RFC 6749 section 5.1). */
export interface Token {
  readonly accessToken: Secret;
  /** What the token says of itself. */
  readonly claims: TokenClaims | undefined;
  /** As the response gives it, undefined where it gives none. */
  readonly scope: unknown;
  /** Seconds, undefined where the response gives none. */
  readonly expiresIn: number | undefined;
}

/** Nothing is sent yet. */
export function openSession(connection: Connection, tools: SessionTools): Session {
  const { http, report, clock, until, noticesDeprecation = true } = tools;
  const { signIn } = connection;
  let current: Pick<Token, 'accessToken' | 'claims'> | undefined = signIn.kind === 'token' ? signIn : undefined;
  let signingIn: Promise<Token> | undefined;
  let isDeprecationReported = !noticesDeprecation;

  const circumstances = (attempt: Attempt): Circumstances => ({
    ...{ attempt, connection, claims: current?.claims, quote: report.quote },
  });

  async function send(attempt: Attempt, request: HttpRequest): Promise<HttpResponse> {
    const start = clock.now();
    try {
      const response = await http.send(request);
      report.debug(
        `${request.method} ${request.url}: HTTP ${response.status} in ${Math.round(clock.now() - start)} ms`,
      );
      return response;
    } catch (error) {
      if (error instanceof HttpError) {
        const explanation = explainFailure(error, attempt);
        const isUnclear = attempt === 'update' || (!request.repeatable && error.mayHaveArrived);
        throw isUnclear ? new UnclearError(explanation, 'unknown') : new TenantError(explanation);
      }
      if (request.repeatable || error instanceof StepError) throw error;
      report.debug(stackOf(error));
      throw new UnclearError(explainUnexpected(error, attempt), 'unknown');
    }
  }

  async function obtainToken(
    attempt: 'sign in' | 'verify',
    clientId: string,
    clientSecret: Secret,
    tokenUntil: number,
  ): Promise<Token> {
    const response = await send(attempt, {
      method: 'POST',
      url: tokenUrl(connection.origin),
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret.reveal(),
      }).toString(),
      maxBytes: MAX_RESPONSE,
      until: tokenUntil,
      repeatable: true,
    });
    return parsed(response, circumstances(attempt), json => {
      const { access_token: text, scope, expires_in: expiresIn } = parseObject(json);
      if (typeof text !== 'string' || !isOpaque(text)) throw new Malformed('no usable access_token');
      const accessToken = Secret.mask(text, report);
      const seconds = Number(expiresIn) > 0 ? Number(expiresIn) : undefined;
      return { accessToken, claims: claimsOf(text), scope, expiresIn: seconds };
    });
  }

  /** Requests that need a token at the same time share one sign-in. */
  async function renew(): Promise<Secret> {
    if (signIn.kind === 'token') return signIn.accessToken;
    signingIn ??= obtainToken('sign in', signIn.clientId, signIn.clientSecret, until).finally(() => {
      signingIn = undefined;
    });
    current = await signingIn;
    return current.accessToken;
  }

  async function call(attempt: Attempt, { contentType, ...request }: ApiRequest): Promise<HttpResponse> {
    const sendAs = (token: Secret) => {
      const headers = {
        accept: 'application/json',
        'accept-language': 'en',
        authorization: `Bearer ${token.reveal()}`,
      };
      const withBody = contentType === undefined ? headers : { ...headers, 'content-type': contentType };
      return send(attempt, { ...request, headers: withBody });
    };
    const used = current?.accessToken ?? (await renew());
    let response = await sendAs(used);
    // Of a request that must not be sent twice, only the API itself can say that it was refused.
    const isApis = request.repeatable || parseJson(response.body) !== undefined;
    if (response.status === 401 && signIn.kind === 'pat' && isApis) {
      request.onRefusal?.();
      const { isRepeated } = response;
      // Another request may have renewed it meanwhile.
      const latest = current?.accessToken;
      const renewed =
        latest !== used && latest !== undefined
          ? latest
          : await renew().catch((error: unknown) => {
              // An earlier try may have changed the client, and a failure to sign in says nothing about that.
              if (attempt !== 'update' || !isRepeated) throw error;
              report.debug(stackOf(error));
            });
      if (renewed === undefined) return response;
      const again = await sendAs(renewed);
      response = { ...again, isRepeated: isRepeated || again.isRepeated };
    }
    if (response.headers['x-deprecated'] === 'true' && !isDeprecationReported) {
      isDeprecationReported = true;
      report.notice(
        `The tenant marks api-version ${connection.apiVersion} as deprecated. ` +
          (connection.apiVersion === 'v1'
            ? 'Look for a newer version of this action.'
            : 'SailPoint supports it until Q2 2028 and switches it off in Q1 2029: set api-version to v1 in time.'),
      );
    }
    return response;
  }

  return {
    call,
    circumstances,
    tryCredentials: (clientId, clientSecret, tokenUntil) => obtainToken('verify', clientId, clientSecret, tokenUntil),
  };
}

/** @throws TenantError when the response is no success, or is not what it should be */
export function parsed<T>(response: HttpResponse, circumstances: Circumstances, parse: (json: unknown) => T): T {
  if (!isSuccess(response)) throw new TenantError(explainResponse(response, circumstances), response.status);
  const json = parseJson(response.body);
  try {
    if (json === undefined) throw new Malformed(response.body === '' ? 'an empty body' : 'a body that is not JSON');
    return parse(json);
  } catch (error) {
    throw error instanceof Malformed ? new TenantError(explainMalformed(response, error, circumstances)) : error;
  }
}

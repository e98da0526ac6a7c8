import { StepError, stackOf } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { Report } from '../report.ts';
import { Secret } from '../secret.ts';
import { type Client, isOpaque, Malformed, parseObject } from './client.ts';
import { type Connection, claimsOf, type TokenClaims, tokenUrl } from './connection.ts';
import type { Attempt, Circumstances, Explanation } from './explain.ts';
import { explainFailure, explainMalformed, explainResponse, explainUnexpected } from './explain.ts';
import { createHttp, type HttpRequest, type HttpResponse, type HttpTools } from './transport/http.ts';
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
  readonly proof: Exclude<Proof, 'refused' | 'refused for now'>;
  /** The client that the response names. */
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

export interface TenantTools extends HttpTools {
  readonly report: Report;
  /** When everything must be done, on the clock. */
  readonly until: number;
  /** Whether a notice says that the tenant marks the version of the API as deprecated. */
  readonly noticesDeprecation: boolean;
}

/** A response of the token endpoint (RFC 6749 section 5.1). */
export interface Token {
  readonly accessToken: Secret;
  readonly claims: TokenClaims | undefined;
  readonly scope: unknown;
  /** Seconds, undefined where the response gives none. */
  readonly expiresIn: number | undefined;
}

/** Signs in as the user of the connection: on the first use, and again when the token has expired. */
export function openSession(connection: Connection, tools: TenantTools) {
  const { report, clock } = tools;
  const { signIn } = connection;
  const http = createHttp(tools);
  let current: { readonly accessToken: Secret; readonly claims: TokenClaims | undefined } | undefined =
    signIn.kind === 'token' ? signIn : undefined;
  let signingIn: Promise<Token> | undefined;
  let { noticesDeprecation } = tools;

  function circumstances(attempt: Attempt): Circumstances {
    return { attempt, connection, claims: current?.claims, quote: report.quote };
  }

  async function send(attempt: Attempt, request: HttpRequest): Promise<HttpResponse> {
    const start = clock.now();
    try {
      const response = await http.send(request);
      const time = Math.round(clock.now() - start);
      report.debug(`${request.method} ${request.url}: HTTP ${response.status} in ${time} ms`);
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

  async function obtainToken(attempt: 'sign in' | 'verify', id: string, secret: Secret, until: number): Promise<Token> {
    const url = tokenUrl(connection.origin);
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    const credentials = { grant_type: 'client_credentials', client_id: id, client_secret: secret.reveal() };
    const body = new URLSearchParams(credentials).toString();
    const response = await send(attempt, { method: 'POST', url, headers, body, until, repeatable: true });
    return parsed(response, circumstances(attempt), json => {
      const { access_token: text, scope, expires_in: expires } = parseObject(json);
      if (typeof text !== 'string' || !isOpaque(text)) throw new Malformed('no usable access_token');
      const expiresIn = Number(expires) > 0 ? Number(expires) : undefined;
      return { accessToken: Secret.mask(text, report), claims: claimsOf(text), scope, expiresIn };
    });
  }

  /** The current token, or a new one where that was refused. Requests at the same time share one sign-in. */
  async function tokenToSend(refused?: Secret): Promise<Secret> {
    if (current !== undefined && current.accessToken !== refused) return current.accessToken;
    if (signIn.kind === 'token') return signIn.accessToken;
    signingIn ??= obtainToken('sign in', signIn.clientId, signIn.clientSecret, tools.until).finally(() => {
      signingIn = undefined;
    });
    current = await signingIn;
    return current.accessToken;
  }

  /** @returns a response of any status. @throws TenantError, or UnclearError for a request that changes something */
  async function call(attempt: Attempt, request: HttpRequest): Promise<HttpResponse> {
    const sendWith = (token: Secret) => {
      const authorization = `Bearer ${token.reveal()}`;
      const headers = { accept: 'application/json', 'accept-language': 'en', authorization, ...request.headers };
      return send(attempt, { ...request, headers });
    };
    const token = await tokenToSend();
    let response = await sendWith(token);
    // Of a request that must not be sent twice, only the API itself can say that it was refused.
    const isCertainRefusal = request.repeatable || parseJson(response.body) !== undefined;
    if (response.status === 401 && signIn.kind === 'pat' && isCertainRefusal) {
      request.onRefusal?.();
      const renewed = await tokenToSend(token).catch((error: unknown) => {
        // An earlier try may have changed the client, and a failure to sign in says nothing about that.
        if (attempt !== 'update' || !response.isRepeated) throw error;
        report.debug(stackOf(error));
      });
      if (renewed === undefined) return response;
      const again = await sendWith(renewed);
      response = { ...again, isRepeated: response.isRepeated || again.isRepeated };
    }
    if (response.headers['x-deprecated'] === 'true' && noticesDeprecation) {
      noticesDeprecation = false;
      const advice = connection.apiVersion === 'v1' ? 'Look for a newer version of this action.' : SET_V1;
      report.notice(`The tenant marks api-version ${connection.apiVersion} as deprecated. ${advice}`);
    }
    return response;
  }

  const tryCredentials = (id: string, secret: Secret, until: number) => obtainToken('verify', id, secret, until);
  return { call, circumstances, tryCredentials, close: http.close };
}

const SET_V1 = 'SailPoint supports it until Q2 2028 and switches it off in Q1 2029: set api-version to v1 in time.';

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

import { StepError } from '../../errors.ts';
import { CERTIFICATE_CODE, ProxyError, type ProxyErrorCode } from './proxy.ts';

/** What went wrong with an exchange that brought no answer. */
export type HttpErrorCode =
  | 'unknown host'
  | 'connection refused'
  | 'certificate'
  | 'not TLS'
  | ProxyErrorCode
  | 'wait too long'
  | 'no time left'
  | 'stopped'
  | 'too slow'
  | 'too large'
  | 'cut'
  | 'network';

/** An exchange that brought no answer. The message names the host, never the request. */
export class HttpError extends StepError {
  readonly code: HttpErrorCode;
  /** Whether the request may have reached the server, so that it may have been carried out. */
  readonly mayHaveArrived: boolean;

  constructor(message: string, code: HttpErrorCode, mayHaveArrived: boolean) {
    super(message);
    this.code = code;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** Node's codes of failures to connect. */
const CONNECTION_CODES: Readonly<Record<string, HttpErrorCode>> = {
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'unknown host',
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  EADDRNOTAVAIL: 'network',
};

/** An answer to the first words of TLS that is no TLS. */
const NOT_TLS_CODE =
  /^EPROTO$|^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNSUPPORTED_PROTOCOL)$/;

/**
 * Node's error of an exchange, sorted by its code. What is not known to come before the connection may have arrived:
 * a look too many is the safe side.
 */
export function toHttpError(error: unknown, host: string): HttpError {
  if (error instanceof ProxyError) return new HttpError(`${host}: ${error.message}`, error.code, false);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const said = (kind: HttpErrorCode, mayHaveArrived: boolean) =>
    new HttpError(`${host}: ${wordsOf(error)}`, kind, mayHaveArrived);
  // An alert of TLS (ERR_SSL_…) may come at any time; what Node says of a certificate comes before the request.
  if (CERTIFICATE_CODE.test(code)) return said('certificate', code.startsWith('ERR_SSL'));
  if (NOT_TLS_CODE.test(code)) return new HttpError(`${host} does not speak TLS on this port`, 'not TLS', true);
  return said(CONNECTION_CODES[code] ?? 'network', !isBeforeConnection(error));
}

/** Of a kept connection the same codes may come after the request was sent: then the system call is another one. */
function isBeforeConnection(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isBeforeConnection);
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  return syscall === 'connect' || syscall === 'getaddrinfo';
}

/** Several addresses were tried: Node's AggregateError has no message of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  // Node's advice on certificates is an option for its command line, which a step does not have.
  return (error instanceof Error ? error.message : String(error)).replace(
    /; if the root CA is installed locally.*/,
    '',
  );
}

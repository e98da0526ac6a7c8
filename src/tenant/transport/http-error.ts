import { StepError } from '../../errors.ts';

/** Kept from an earlier exchange, being opened, or open (over TLS: after the handshake). A request is sent only when open. */
export type ConnectionState = 'kept' | 'opening' | 'open';

const NETWORK = 'Check the network between the runner and the tenant, and run the job again';
const PROXY = 'Check https_proxy or all_proxy, and whether no_proxy should name the tenant';
const TIME = 'Run fewer jobs at the same time, or raise timeout-seconds';
const TRUST =
  'set NODE_EXTRA_CA_CERTS to the certificate of that CA, or NODE_USE_SYSTEM_CA=1 where the machine trusts it (Node 24.6 and newer)';
export const NOT_PROMISED = 'This does not match the API description: check base-url and api-version';

/** What can go wrong with an exchange, so that it brings no response, and what to do. */
export const NETWORK_ADVICE = {
  'unknown host': 'The host name could not be looked up (DNS): check tenant or base-url, and the network of the runner',
  'name server': `The name server did not respond (DNS). ${NETWORK}`,
  'connection refused': 'The host refused the connection: check base-url and whether a proxy is needed',
  certificate: `The TLS certificate of the host was not accepted: behind a proxy that intercepts TLS with its own CA, ${TRUST}`,
  'not TLS': 'Check base-url: its port must be the one for https',
  'proxy certificate': `Check the name in https_proxy or all_proxy; for a certificate from your own CA, ${TRUST}`,
  // It has responded to CONNECT with 4xx.
  'proxy refuses': PROXY,
  'unknown proxy': PROXY,
  // No connection to it, no response in time, 5xx, or it does not speak as a proxy does.
  'proxy down': PROXY,
  'wait too long': TIME,
  'no time left': TIME,
  'too slow': 'Check the network between the runner and the tenant, or raise timeout-seconds, and run the job again',
  'too large': NOT_PROMISED,
  cut: NETWORK,
  // A connection kept from an earlier exchange broke before the response began: the server had closed it.
  closed: NETWORK,
  network: NETWORK,
};
export type HttpErrorCode = keyof typeof NETWORK_ADVICE;

/** An exchange that brought no response. The message names the host, never the request. */
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

const CONNECTION_CODES: Readonly<Record<string, HttpErrorCode>> = {
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'name server',
  ECONNREFUSED: 'connection refused',
};

/** The other side responded to a TLS handshake, but not with TLS. */
export const NOT_TLS_CODE =
  /^EPROTO$|^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNSUPPORTED_PROTOCOL)$/;

/** What Node says of a certificate that it does not accept. It checks before it sends anything. */
export const CERTIFICATE_CODE = /CERT|^UNABLE_TO_|^INVALID_|SIGNATURE|CRL|^HOSTNAME_MISMATCH$/;

/** Node's error of an exchange, sorted by its code and by how far the connection was. */
export function toHttpError(error: unknown, host: string, connection: ConnectionState): HttpError {
  const isOpening = connection === 'opening';
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (isOpening && NOT_TLS_CODE.test(code))
    return new HttpError(`${host} does not speak TLS on this port`, 'not TLS', false);
  const other = isOpening ? CONNECTION_CODES[code] : connection === 'kept' ? 'closed' : undefined;
  const kind = CERTIFICATE_CODE.test(code) ? 'certificate' : (other ?? 'network');
  return new HttpError(`${host}: ${reasonOf(error)}`, kind, !isOpening);
}

/** Node's words of what went wrong. */
export function reasonOf(error: unknown): string {
  // Several addresses were tried: an AggregateError has no message of its own.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  const text = error instanceof Error ? error.message : String(error);
  // Node's advice on certificates is an option for its command line, which a step does not have.
  return text.replace(/; if the root CA is installed locally.*/, '');
}

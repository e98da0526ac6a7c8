import { expect, test } from 'vitest';
import { type ConnectionState, type HttpErrorCode, toHttpError } from '../../src/tenant/transport/http-error.ts';

const failure = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each<[code: string, ConnectionState, HttpErrorCode, mayHaveArrived: boolean]>([
  ['ENOTFOUND', 'opening', 'unknown host', false],
  ['EAI_AGAIN', 'opening', 'name server', false],
  ['ECONNREFUSED', 'opening', 'connection refused', false],
  ['EPROTO', 'opening', 'not TLS', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'opening', 'not TLS', false],
  ['CERT_HAS_EXPIRED', 'opening', 'certificate', false],
  ['ETIMEDOUT', 'opening', 'network', false],
  ['ECONNRESET', 'open', 'network', true],
  ['EPROTO', 'open', 'network', true],
  ['ECONNRESET', 'kept', 'closed', true],
])('%s on a connection that is %s: %s, may have arrived: %s', (code, state, kind, mayHaveArrived) => {
  expect(toHttpError(failure(code), 'host', state)).toMatchObject({ code: kind, mayHaveArrived });
});

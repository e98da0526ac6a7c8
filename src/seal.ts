import { StepError } from './errors.ts';
import { isObject, parseJson } from './json.ts';
import { isClientId, isOpaque } from './tenant/client.ts';

/** What a sealed text contains for another job. */
export interface Sealed {
  readonly id: string;
  readonly secret: string;
  readonly 'base-url': string;
  readonly 'token-url': string;
  readonly client: Readonly<Record<string, unknown>>;
  /** `owner/name`; another repository's text is not opened. */
  readonly repository: string;
  readonly run: string;
  /** Absent in what older versions sealed. */
  readonly attempt?: string;
  /** When, as an ISO 8601 date. */
  readonly created: string;
}

/** The key is used as it is, for one algorithm: RFC 7518 sections 4.5 and 5.3. */
const HEADER = { alg: 'dir', enc: 'A256GCM' };

export const SEAL_KEY_FORM =
  'is not 32 bytes as base64, base64url or 64 hex digits; create one with: openssl rand -base64 32';

/** @param text 32 bytes as base64, base64url (padded or not) or 64 hex digits; else undefined is returned */
export function parseSealKey(text: string): Uint8Array | undefined {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^([a-z\d+/]{43}|[a-z\d_-]{43})=?$/i.test(text)) return undefined;
  return Buffer.from(text, 'base64url');
}

/** @returns a compact JWE (RFC 7516): text that a job output may carry, because no secret occurs in it */
export async function seal(content: Sealed, key: Uint8Array): Promise<string> {
  const { CompactEncrypt } = await import('jose/jwe/compact/encrypt');
  return new CompactEncrypt(Buffer.from(JSON.stringify(content))).setProtectedHeader(HEADER).encrypt(key);
}

/** @param repository of the workflow that opens it @throws Error with what is wrong, without the text */
export async function openSealed(text: string, key: Uint8Array, repository: string): Promise<Sealed> {
  const { compactDecrypt } = await import('jose/jwe/compact/decrypt');
  const algorithms = { keyManagementAlgorithms: [HEADER.alg], contentEncryptionAlgorithms: [HEADER.enc] };
  const { plaintext } = await compactDecrypt(text, key, algorithms).catch((error: unknown) => {
    throw new StepError(whyNotOpened(error));
  });
  const content = parseJson(Buffer.from(plaintext).toString());
  if (!isSealed(content)) throw new StepError('was not made by this action: its content is of another kind');
  if (content.repository.toLowerCase() !== repository.toLowerCase())
    throw new StepError('comes from another repository; it can be opened only there');
  return content;
}

/** By the codes of jose's errors. Its messages could quote the text. */
function whyNotOpened(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_JWE_DECRYPTION_FAILED')
    return 'cannot be opened: it was sealed with a different seal-key, or the text was changed or truncated';
  if (code === 'ERR_JOSE_ALG_NOT_ALLOWED' || code === 'ERR_JOSE_NOT_SUPPORTED')
    return `is sealed in another way: only ${HEADER.alg} with ${HEADER.enc} is opened`;
  return 'is not a sealed client: it was changed or cut, or is something else';
}

const isSealed = (json: unknown): json is Sealed =>
  isObject(json) &&
  isObject(json['client']) &&
  ['string', 'undefined'].includes(typeof json['attempt']) &&
  ['secret', 'base-url', 'token-url', 'repository', 'run', 'created'].every(name => typeof json[name] === 'string') &&
  isClientId(json['id']) &&
  isOpaque(String(json['secret']));

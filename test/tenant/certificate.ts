import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** A private key and its certificate, both PEM. */
export interface KeyAndCert {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of the tests' own. */
export interface Authority {
  /** The authority's certificate as PEM, for NODE_EXTRA_CA_CERTS or curl's --cacert. */
  readonly cert: string;
  /**
   * A certificate signed by it.
   *
   * @param hosts DNS names (`*.example.com` too) and IP addresses, IPv6 without brackets
   */
  issue(hosts: readonly string[], options?: { expired?: boolean }): KeyAndCert;
}

/** A self-signed certificate for localhost, 127.0.0.1 and tenant.example. */
export function selfSigned(): KeyAndCert {
  const key = newKey();
  const hosts = ['localhost', 'tenant.example', '127.0.0.1'];
  const cert = certificate({ subject: 'simulated tenant', issuer: 'simulated tenant', key, signer: key, hosts });
  return { key: pemOf(key), cert };
}

export function createAuthority(name = 'test authority'): Authority {
  const signer = newKey();
  return {
    cert: certificate({ subject: name, issuer: name, key: signer, signer, hosts: [] }),
    issue(hosts, { expired = false } = {}) {
      const key = newKey();
      const subject = `certificate of ${hosts[0]}`;
      return { key: pemOf(key), cert: certificate({ subject, issuer: name, key, signer, hosts, expired }) };
    },
  };
}

/** The parts of an X.509 certificate (RFC 5280) that differ between the certificates created here. */
interface Parts {
  readonly subject: string;
  /** If it is the same as `subject`, the certificate is an authority's. */
  readonly issuer: string;
  readonly key: KeyObject;
  readonly signer: KeyObject;
  readonly hosts: readonly string[];
  readonly expired?: boolean;
}

/** Created byte by byte, since Node has no function for it and not every machine has openssl. */
function certificate({ subject, issuer, key, signer, hosts, expired = false }: Parts): string {
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const extensions: Buffer[] = [];
  if (hosts.length > 0) extensions.push(sequence(oid('551d11'), octets(sequence(...hosts.map(generalName)))));
  if (subject === issuer) extensions.push(sequence(oid('551d13'), truth, octets(sequence(truth))));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1), randomBytes(8)),
    ecdsaWithSha256,
    commonName(issuer),
    sequence(utcTime('20'), utcTime(expired ? '21' : '49')),
    commonName(subject),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, signer)));
  const lines = whole.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const truth = der(0x01, Buffer.of(0xff));
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const octets = (content: Buffer): Buffer => der(0x04, content);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (year: string): Buffer => der(0x17, Buffer.from(`${year}0101000000Z`));
const bits = (content: Buffer): Buffer => der(0x03, Buffer.of(0), content);
const commonName = (text: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));

/** A name that the certificate is for: iPAddress or dNSName (RFC 5280 section 4.2.1.6). */
function generalName(host: string): Buffer {
  if (isIPv4(host)) return der(0x87, Buffer.from(host.split('.').map(Number)));
  if (isIPv6(host)) return der(0x87, ipv6Bytes(host));
  return der(0x82, Buffer.from(host));
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (text: string): string[] => text.split(':').filter(each => each !== '');
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = Array<string>(8 - first.length - last.length).fill('0');
  return Buffer.from([...first, ...zeros, ...last].map(each => each.padStart(4, '0')).join(''), 'hex');
}

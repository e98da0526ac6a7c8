import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (year: string): Buffer => der(0x17, Buffer.from(`${year}0101000000Z`));
const bits = (content: Buffer): Buffer => der(0x03, Buffer.of(0), content);

/** A self-signed certificate for localhost, 127.0.0.1 and tenant.example, made here since Node has no function for it. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const commonName = der(0x0c, Buffer.from('simulated tenant'));
  const name = sequence(der(0x31, sequence(oid('550403'), commonName)));
  const names = ['localhost', 'tenant.example'].map(host => der(0x82, Buffer.from(host)));
  const hosts = sequence(...names, der(0x87, Buffer.of(127, 0, 0, 1)));
  const isAuthority = sequence(der(0x01, Buffer.of(0xff)));
  const extensions = sequence(
    sequence(oid('551d11'), der(0x04, hosts)),
    sequence(oid('551d13'), der(0x01, Buffer.of(0xff)), der(0x04, isAuthority)),
  );
  const content = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1), randomBytes(8)),
    ecdsaWithSha256,
    name,
    sequence(utcTime('20'), utcTime('49')),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const whole = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, privateKey)));
  const lines = whole.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** One value of ASN.1 (DER). */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  return Buffer.concat([Uint8Array.from(length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]), content]);
};
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ECDSA_SHA256 = der(0x30, oid('2a8648ce3d040302'));

/** A certificate for a host name that vouches for itself, with its key, both drawn anew: for servers of tests. */
export function certificateFor(hostname: string): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(hostname)))));
  const names = der(0x30, oid('551d11'), der(0x04, der(0x30, der(0x82, Buffer.from(hostname)))));
  const body = der(0x30,
    der(0xa0, der(0x02, Uint8Array.of(2))), der(0x02, Uint8Array.of(1), randomBytes(8)), ECDSA_SHA256, name,
    der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x18, Buffer.from('20991231235959Z'))), name,
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, der(0x30, names)));
  const whole = der(0x30, body, ECDSA_SHA256, der(0x03, Uint8Array.of(0), sign('sha256', body, privateKey)));
  return { cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}

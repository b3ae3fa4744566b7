import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

import { bitString, der, integer, objectIdentifier, sequence, utcTime } from './der.ts';

/** What a TLS server on 127.0.0.1 needs, and the authority that its clients are to trust. All in PEM. */
export type LoopbackCertificate = Readonly<{ key: string; certificate: string; authority: string }>;

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const day = 24 * 60 * 60 * 1000;

/**
 * Makes an authority and, signed by it, a certificate for 127.0.0.1 and localhost, good for a week. The keys are new
 * each time; that of the authority is thrown away.
 */
export const loopbackCertificate = (now: Date): LoopbackCertificate => {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = sequence(der(0x01, Buffer.from([0xff])));
  // A DNS name and an address, in their context-specific tags.
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const made = (subject: string, publicKey: KeyObject, extensions: readonly Buffer[]): string => {
    const body = sequence(
      der(0xa0, integer(Buffer.from([2]))),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
      ecdsaWithSha256,
      name('Loopback authority'),
      sequence(utcTime(new Date(now.getTime() - day)), utcTime(new Date(now.getTime() + 7 * day))),
      name(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(...extensions)),
    );
    return pem(sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, authority.privateKey))));
  };
  return {
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: made('Loopback server', server.publicKey, [extension('2.5.29.17', names)]),
    authority: made('Loopback authority', authority.publicKey, [criticalExtension('2.5.29.19', isAuthority)]),
  };
};

const name = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(objectIdentifier('2.5.4.3'), der(0x0c, Buffer.from(commonName)))));

const extension = (identifier: string, value: Buffer): Buffer =>
  sequence(objectIdentifier(identifier), der(0x04, value));

const criticalExtension = (identifier: string, value: Buffer): Buffer =>
  sequence(objectIdentifier(identifier), der(0x01, Buffer.from([0xff])), der(0x04, value));

const pem = (bytes: Buffer): string => {
  const lines = bytes.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
};

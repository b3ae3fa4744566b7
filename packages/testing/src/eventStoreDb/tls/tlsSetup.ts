import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServerCredentials } from '@grpc/grpc-js';

import { loopbackCertificate } from './loopbackCertificate.ts';

/** How a double is reached: what its server shows, what its connection string ends with, and what to remove after. */
export type TlsSetup = Readonly<{ credentials: ServerCredentials; query: string; remove(): void }>;

/** No encryption. */
export const plainSetup = (): TlsSetup => ({
  credentials: ServerCredentials.createInsecure(),
  query: 'tls=false',
  remove: () => undefined,
});

/** A new certificate, whose authority stands in a temporary file that the connection string names. */
export const tlsSetup = (now: Date): TlsSetup => {
  const { key, certificate, authority } = loopbackCertificate(now);
  const folder = mkdtempSync(join(tmpdir(), 'eventstoredb-double-'));
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority);
  return {
    credentials: ServerCredentials.createSsl(null, [
      { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) },
    ]),
    query: `tls=true&tlsCAFile=${encodeURIComponent(file)}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

import { createRequire } from 'node:module';

const manifest: unknown = createRequire(import.meta.url)('@commission-ledger/cli/package.json');

/** The version of this package. */
export const version: string =
  typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';

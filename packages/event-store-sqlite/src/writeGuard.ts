import type { StoreFailure } from '@commission-ledger/event-store';

import type { Connection } from './driver.ts';
import type { FileIdentity } from './fileIdentity.ts';
import { currentJournalMode } from './journalMode.ts';
import { numberFrom } from './rows.ts';
import { schemaVersion } from './schema.ts';
import { unavailable } from './sqliteError.ts';

type Guarded = Readonly<{ connection: Connection; identity: FileIdentity; file: string; mayUseWal: boolean }>;

/**
 * Throws when writing is not safe any more. To be called inside a transaction that holds the lock for writing: whoever
 * replaces or migrates the file does it under that lock, so what is true now stays true until the commit.
 */
export const createGuard = ({ connection, identity, file, mayUseWal }: Guarded): (() => void) => {
  const version = connection.prepare('SELECT user_version AS value FROM pragma_user_version');
  return () => {
    identity.check();
    if (numberFrom(version) !== schemaVersion) throw migrated(file);
    if (!mayUseWal && currentJournalMode(connection) === 'wal') throw switchedToWal(file);
  };
};

const migrated = (file: string): StoreFailure =>
  unavailable(
    undefined,
    `Another process has brought ${file} to the schema of another release. Update the package here too, then open the store again.`,
  );

const switchedToWal = (file: string): StoreFailure =>
  unavailable(
    undefined,
    `Another process with a newer SQLite has switched ${file} to a write-ahead log, which is not safe with the older one here. Run both on one version of Node.`,
  );

import { randomBytes as systemRandomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { hashOf, isId } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type KeyRecord, createKeyFile, destroyKeyFile, readKeyFile } from './keyFile.ts';
import { type RandomBytes, newKey } from './randomBytes.ts';
import type { Vault } from './vault.ts';
import type { VaultFailure } from './vaultFailure.ts';

/** All optional. */
export type FileVaultOptions = Readonly<{
  /** Where new keys come from; the operating system by default. */
  randomBytes?: RandomBytes;
}>;

/**
 * A vault in a folder of its own, made when the first key is: one small file for each subject, readable by its owner
 * only. Several processes may use it at once. The names of the files do not tell the subjects.
 *
 * Destroying overwrites the key where it stands and syncs it to the disk. What the file system or the disk keeps beside
 * (snapshots, copy on write, worn blocks, backups) it cannot reach: keep the folder on an encrypted disk that makes no
 * copies, and let backups of it run out.
 */
export const fileVault = (folder: string, { randomBytes = systemRandomBytes }: FileVaultOptions = {}): Vault => {
  const root = resolve(folder);

  const record = async (subject: string): Promise<KeyRecord> => readKeyFile(pathOf(root, subject));

  const find: Vault['find'] = (subject) => guarded(subject, async () => keyIn(await record(subject), subject));

  const keyFor: Vault['keyFor'] = (subject) =>
    guarded(subject, async () => {
      const found = keyIn(await record(subject), subject);
      if (E.isLeft(found)) return found;
      if (found.right !== undefined) return E.right(found.right);
      await createKeyFile(pathOf(root, subject), newKey(randomBytes));
      // Another process may have been first: what stands there counts.
      const made = keyIn(await record(subject), subject);
      if (E.isLeft(made)) return made;
      return made.right === undefined ? E.left(unavailable(`${root} lost a key just made`)) : E.right(made.right);
    });

  const destroy: Vault['destroy'] = (subject) =>
    guarded(subject, async () => {
      const path = pathOf(root, subject);
      await createKeyFile(path);
      await destroyKeyFile(path);
      return E.right(undefined);
    });

  return { find, keyFor, destroy };
};

/** Two levels, so that no folder grows long; hashed, so that ids differing in case only are two files everywhere. */
const pathOf = (root: string, subject: string): string => {
  const name = hashOf(subject);
  return join(root, name.slice(0, 2), name.slice(2));
};

const keyIn = (record: KeyRecord, subject: string): E.Either<VaultFailure, Uint8Array | undefined> => {
  switch (record._tag) {
    case 'Present':
      return E.right(record.key);
    case 'Absent':
      return E.right(undefined);
    case 'Destroyed':
      return E.left({ _tag: 'KeyDestroyed', subject });
    case 'Damaged':
      return E.left({ _tag: 'KeyDamaged', subject });
  }
};

const unavailable = (problem: string): Extract<VaultFailure, { _tag: 'VaultUnavailable' }> => ({
  _tag: 'VaultUnavailable',
  problem,
});

/** Refuses what is no subject; what the file system says becomes data, anything else is a defect. */
const guarded = async <Failure, Value>(
  subject: string,
  work: () => Promise<E.Either<Failure, Value>>,
): Promise<E.Either<Failure | Extract<VaultFailure, { _tag: 'NotASubject' | 'VaultUnavailable' }>, Value>> => {
  if (!isId(subject)) return E.left({ _tag: 'NotASubject', subject });
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return E.left(unavailable(error.message));
    throw error;
  }
};

import type * as E from 'fp-ts/lib/Either.js';
import type { VaultFailure } from './vaultFailure.ts';

/**
 * Where the keys of personal data are kept, outside the ledger: one key for each subject, that is, for each person. What
 * is encrypted under a key can be read as long as the key is there; to destroy the key is to erase the data for ever.
 *
 * Subjects are named by ids, which tell nobody who they are. A promise never rejects for what the disk does.
 */
export type Vault = Readonly<{
  /** The subject's key of 32 bytes, made now if there was none. A destroyed key is not made again. */
  keyFor(subject: string): Promise<E.Either<VaultFailure, Uint8Array>>;
  /** The subject's key; `undefined` when there never was one. */
  find(subject: string): Promise<E.Either<VaultFailure, Uint8Array | undefined>>;
  /**
   * Destroys the subject's key for ever, or sees to it that none is ever made. Once more changes nothing. When it is
   * answered, the key is nowhere in the vault any more.
   */
  destroy(subject: string): Promise<E.Either<Exclude<VaultFailure, { _tag: 'KeyDestroyed' }>, void>>;
}>;

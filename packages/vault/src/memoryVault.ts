import { isId } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type RandomBytes, newKey } from './randomBytes.ts';
import type { Vault } from './vault.ts';
import type { VaultFailure } from './vaultFailure.ts';

/** A vault in memory, gone with the process: for tests, and for hosts that keep the keys themselves. */
export const memoryVault = (randomBytes: RandomBytes): Vault => {
  const keys = new Map<string, Uint8Array | 'destroyed'>();

  const find = (subject: string): E.Either<VaultFailure, Uint8Array | undefined> => {
    if (!isId(subject)) return E.left({ _tag: 'NotASubject', subject });
    const key = keys.get(subject);
    if (key === 'destroyed') return E.left({ _tag: 'KeyDestroyed', subject });
    // A copy: what is handed out is not wiped when the key is destroyed, nor is the key altered through it.
    return E.right(key === undefined ? undefined : Uint8Array.from(key));
  };

  const keyFor = (subject: string): E.Either<VaultFailure, Uint8Array> => {
    const found = find(subject);
    if (E.isLeft(found)) return found;
    if (found.right !== undefined) return E.right(found.right);
    const key = newKey(randomBytes);
    keys.set(subject, key);
    return E.right(Uint8Array.from(key));
  };

  const destroy: Vault['destroy'] = async (subject) => {
    if (!isId(subject)) return E.left({ _tag: 'NotASubject', subject });
    const key = keys.get(subject);
    if (key !== undefined && key !== 'destroyed') key.fill(0);
    keys.set(subject, 'destroyed');
    return E.right(undefined);
  };

  return { find: async (subject) => find(subject), keyFor: async (subject) => keyFor(subject), destroy };
};

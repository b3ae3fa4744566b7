import type { Reveal } from '@commission-ledger/audit';
import { describeProspectRefusal } from '@commission-ledger/events';
import { describeKeyUnknown, describeVaultFailure, fileVault, revealProspect } from '@commission-ledger/vault';
import * as E from 'fp-ts/lib/Either.js';

/** Opens personal data with the keys of a folder. */
export const revealFrom = (folder: string): Reveal => {
  const vault = fileVault(folder);
  return async (of) => {
    const revealed = await revealProspect(vault, of);
    if (E.isRight(revealed)) return { _tag: 'Revealed', fields: revealed.right };
    const refusal = revealed.left;
    switch (refusal._tag) {
      case 'KeyDestroyed':
        return { _tag: 'Erased' };
      case 'KeyUnknown':
        return { _tag: 'Unreadable', problem: describeKeyUnknown(refusal) };
      case 'KeptByHost':
      case 'NotDecipherable':
        return { _tag: 'Unreadable', problem: describeProspectRefusal(refusal) };
      case 'KeyDamaged':
      case 'NotASubject':
      case 'VaultUnavailable':
        return { _tag: 'Unreadable', problem: describeVaultFailure(refusal) };
    }
  };
};

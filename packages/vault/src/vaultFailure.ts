/** Why a vault does not give a key. */
export type VaultFailure =
  /** A subject is named by an id. */
  | Readonly<{ _tag: 'NotASubject'; subject: string }>
  /** The key was destroyed, so the data are erased; there will be no other key. */
  | Readonly<{ _tag: 'KeyDestroyed'; subject: string }>
  /** What is stored for the subject is no key and no trace of a destroyed one. */
  | Readonly<{ _tag: 'KeyDamaged'; subject: string }>
  /** The vault cannot be read or written now; `problem` is what the system said. */
  | Readonly<{ _tag: 'VaultUnavailable'; problem: string }>;

/** One sentence for what is wrong, one for what to do. */
export const describeVaultFailure = (failure: VaultFailure): string => {
  switch (failure._tag) {
    case 'NotASubject':
      return `A subject is named by an id, which ${JSON.stringify(failure.subject)} is not. Use the id that your system has for the person.`;
    case 'KeyDestroyed':
      return `The key of ${failure.subject} was destroyed, so the personal data are erased. They cannot be recovered, and no new data are kept under this name.`;
    case 'KeyDamaged':
      return `What the vault has for ${failure.subject} is no key. Bring the vault back from a copy, or destroy the key.`;
    case 'VaultUnavailable':
      return `The vault cannot be used: ${failure.problem}. Nothing was lost; put it right and try again.`;
  }
};

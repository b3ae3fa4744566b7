import { type PersonalData, type Prospect, type ProspectRefusal, decryptProspect } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Vault } from './vault.ts';
import type { VaultFailure } from './vaultFailure.ts';

/** The vault never had a key of the subject: it is not the vault that the data were protected with. */
export type KeyUnknown = Readonly<{ _tag: 'KeyUnknown'; subject: string }>;

/** Gives the personal data of a lead, as long as the key of their subject was not destroyed. */
export const revealProspect = async (
  vault: Vault,
  { lead, prospect }: Readonly<{ lead: string; prospect: Prospect }>,
): Promise<E.Either<VaultFailure | ProspectRefusal | KeyUnknown, PersonalData>> => {
  if ('reference' in prospect) return decryptProspect(prospect, lead, undefined);
  const { subject } = prospect.encrypted;
  const key = await vault.find(subject);
  if (E.isLeft(key)) return key;
  return key.right === undefined ? E.left({ _tag: 'KeyUnknown', subject }) : decryptProspect(prospect, lead, key.right);
};

/** One sentence for what is wrong, one for what to do. */
export const describeKeyUnknown = ({ subject }: KeyUnknown): string =>
  `This vault never had a key of ${subject}. Look for the vault that the data were protected with.`;

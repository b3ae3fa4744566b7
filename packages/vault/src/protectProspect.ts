import {
  Attributes,
  type EncryptedProspect,
  type PersonalData,
  type ProspectRef,
  canonicalJson,
  encryptProspect,
  isId,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type RandomBytes, newNonce } from './randomBytes.ts';
import type { Vault } from './vault.ts';
import type { VaultFailure } from './vaultFailure.ts';

/** Whose data they are, which lead tells them, and the data: texts by name, such as `name` and `email`. */
export type OpenProspect = ProspectRef & Readonly<{ personalData: PersonalData }>;

/** The data cannot be kept as they are. It never says what they are. */
export type ProspectNotProtectable = Readonly<{ _tag: 'ProspectNotProtectable'; problem: string }>;

/** What the ciphertext of an event can hold. */
const MAX_BYTES = 65_536;

/**
 * Encrypts the personal data of a lead under the key of its subject: what it gives is the `prospect` of `submitLead`.
 * Send the command again with the same prospect, not with one protected anew: the nonce, and with it the text, is
 * another each time.
 *
 * @param randomBytes where the nonce comes from; it must never give the same 12 bytes twice.
 */
export const protectProspect = async (
  vault: Vault,
  { lead, subject, personalData }: OpenProspect,
  randomBytes: RandomBytes,
): Promise<E.Either<VaultFailure | ProspectNotProtectable, EncryptedProspect>> => {
  const data = Attributes.decode(personalData);
  // Before a key is made: what is refused leaves nothing behind.
  if (!isId(lead)) return refused('The lead is not named by an id');
  if (E.isLeft(data)) return refused('The personal data are not 1–500 characters of text by name');
  if (Buffer.byteLength(canonicalJson(data.right)) > MAX_BYTES) return refused(`They are over ${MAX_BYTES} bytes`);
  const key = await vault.keyFor(subject);
  return E.isLeft(key)
    ? key
    : E.right(encryptProspect(data.right, { lead, subject }, key.right, newNonce(randomBytes)));
};

const refused = (problem: string): E.Either<ProspectNotProtectable, never> =>
  E.left({ _tag: 'ProspectNotProtectable', problem });

/** One sentence for what is wrong, one for what to do. */
export const describeProspectNotProtectable = ({ problem }: ProspectNotProtectable): string =>
  `The prospect cannot be protected: ${problem}. Nothing was kept; correct it and try again.`;

import { catalogue } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Vault } from './vault.ts';
import type { VaultFailure } from './vaultFailure.ts';

/** Whose data are erased, why, and who does it; `occurredAt` is when, now if it is left out. */
export type Erasure = Readonly<{ subject: string; reason: string; by: string; occurredAt?: string }>;

/** What records the erasure: the ledger. */
export type ErasureLedger<Failure, Done> = Readonly<{
  recordErasure(erasure: Erasure): Promise<E.Either<Failure, Done>>;
}>;

/** A field of the erasure cannot be read. Nothing was destroyed. */
export type ErasureNotReadable = Readonly<{ _tag: 'ErasureNotReadable'; fields: readonly string[] }>;

/**
 * Erases the personal data of a subject: destroys the key for ever, then records that it was done. Nothing else changes:
 * events, hashes, balances and explanations stay as they were. After any failure send it again: what was done stays
 * done, and it is recorded once.
 */
export const eraseSubject = async <Failure, Done>(
  vault: Vault,
  ledger: ErasureLedger<Failure, Done>,
  erasure: Erasure,
): Promise<E.Either<VaultFailure | ErasureNotReadable | Failure, Done>> => {
  // What the ledger would refuse for its form is refused before the step that cannot be taken back.
  const { subject, reason, by, occurredAt } = erasure;
  const read = catalogue.SubjectErased.codec.decode({ occurredAt: ANY_TIME, ...erasure });
  if (E.isLeft(read)) {
    const fields = read.left.map(({ context }) => context.map(({ key }) => key).find((key) => key !== '') ?? '');
    return E.left({ _tag: 'ErasureNotReadable', fields: [...new Set(fields)] });
  }
  const destroyed = await vault.destroy(subject);
  if (E.isLeft(destroyed)) return destroyed;
  return ledger.recordErasure({ subject, reason, by, ...(occurredAt === undefined ? {} : { occurredAt }) });
};

const ANY_TIME = '1970-01-01T00:00:00.000Z';

/** One sentence for what is wrong, one for what to do. */
export const describeErasureNotReadable = ({ fields }: ErasureNotReadable): string =>
  `The erasure cannot be read in ${fields.join(', ')}. Nothing was destroyed; correct it and send it again.`;

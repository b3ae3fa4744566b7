import { StoreFailure } from '@commission-ledger/event-store';

/**
 * For a document that no projection can have written: it is damaged, or somebody changed it in its place. Queries reject with
 * it, as a store does with what it cannot read.
 *
 * @param problem what is in it, such as `it has the amount 12,5 EUR`.
 */
export const damagedReadModel = (problem: string): StoreFailure =>
  new StoreFailure(
    { _tag: 'Corrupt', problem: `a read model is damaged or was changed: ${problem}` },
    `A read model is damaged or was changed: ${problem}. commission-ledger verify --with-read-models says what differs from the history, commission-ledger rebuild makes the read models anew from it.`,
  );

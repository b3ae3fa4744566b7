import { type Instant, instant } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';

/** Where a partner is paid, as the host knows it, and in which currency, where that is not the account's. */
export type Destination = Readonly<{
  reference: string;
  currency?: string;
  /**
   * When it was changed, in the order recorded, and not before the ledger was told: an earlier date gets nobody around a
   * cool-off. The first destination of a partner is no change.
   */
  changedOn: readonly Instant[];
}>;

type Change = RecordedEvent<'PayoutDestinationChanged'>;

/** Whether the partner is paid there already. */
export const isDestination = (
  { reference, currency }: Pick<Change['data'], 'reference' | 'currency'>,
  destination: Destination | null,
): boolean => destination !== null && destination.reference === reference && destination.currency === currency;

/** The destination after a change, which keeps in mind the earlier ones. */
export const destinationAfter = (change: Change, before: Destination | null): Destination => {
  const { reference, currency } = change.data;
  return {
    reference,
    ...(currency === undefined ? {} : { currency }),
    changedOn: before === null ? [] : [...before.changedOn, knownFrom(change)],
  };
};

/** When it happened or, if that is later, when the ledger was told. */
const knownFrom = ({ data: { occurredAt }, recordedAt }: Change): Instant => {
  const told = instant(recordedAt);
  if (E.isLeft(told)) throw new Error(`An event was recorded at ${recordedAt}, which is no time.`);
  return told.right > occurredAt ? told.right : occurredAt;
};

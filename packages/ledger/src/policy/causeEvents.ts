import { type LocalDate, type TimeZone, dateOf } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';

/** What commission may be earned from: the win of a deal, or a payment on it. */
export type CauseEvents = Readonly<{
  won: RecordedEvent<'DealWon'>;
  payment: RecordedEvent<'PaymentReceived'> | undefined;
  /** See {@link firstPaymentOf}; without it, `payment` is the first on its deal. */
  firstPayment?: RecordedEvent<'PaymentReceived'>;
}>;

/** The local date of a cause in the program's time zone: the day it counts on. */
export const dateOfCause = ({ won, payment }: CauseEvents, zone: TimeZone): LocalDate =>
  dateOf((payment ?? won).data.occurredAt, zone);

/**
 * The earliest payment on the deal among those that were recorded up to this one, so that what is recorded later does
 * not change what was rated. Of two at the same time, the one that was recorded first.
 */
export const firstPaymentOf = (
  payments: Iterable<RecordedEvent<'PaymentReceived'>>,
  payment: RecordedEvent<'PaymentReceived'>,
): RecordedEvent<'PaymentReceived'> => {
  let first = payment;
  for (const other of payments) if (other.revision <= payment.revision && isBefore(other, first)) first = other;
  return first;
};

const isBefore = (a: RecordedEvent<'PaymentReceived'>, b: RecordedEvent<'PaymentReceived'>): boolean =>
  a.data.occurredAt < b.data.occurredAt || (a.data.occurredAt === b.data.occurredAt && a.revision < b.revision);

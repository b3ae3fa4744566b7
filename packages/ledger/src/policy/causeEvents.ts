import { type LocalDate, type TimeZone, dateOf } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Amendable } from '../deal/amendment.ts';

/**
 * What commission may be earned from: the win of a deal, or a payment on it; and the amendments of the deal that hold for
 * it. See `amendedDeal`.
 */
export type CauseEvents = Amendable &
  Readonly<{
    payment: RecordedEvent<'PaymentReceived'> | undefined;
    /** See {@link firstPaymentOf}; without it, `payment` is the first on its deal. */
    firstPayment?: RecordedEvent<'PaymentReceived'>;
  }>;

/** The local date of a cause in the program's time zone: the day it counts on. */
export const dateOfCause = ({ won, payment }: Pick<CauseEvents, 'won' | 'payment'>, zone: TimeZone): LocalDate =>
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

/** Whether the cancellation of its deal takes a payment back: one that happened before it, whenever it is told. */
export const isCalledOffBy = (
  cancelled: RecordedEvent<'DealCancelled'>,
  received: RecordedEvent<'PaymentReceived'>,
): boolean => isBefore(received, cancelled);

/** Of two at the same time, the one that was recorded first. */
const isBefore = (a: Dated, b: Dated): boolean =>
  a.data.occurredAt < b.data.occurredAt || (a.data.occurredAt === b.data.occurredAt && a.revision < b.revision);

type Dated = RecordedEvent<'PaymentReceived' | 'DealCancelled'>;

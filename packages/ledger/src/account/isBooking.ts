import type { RecordedEvent } from '@commission-ledger/events';

/** What a cause, or what is taken back of it, leaves in an account; each may move counters. */
export type BookingEvent = RecordedEvent<'AccrualPosted' | 'AccrualEvaluated' | 'AccrualReversed' | 'TrueUpPosted'>;

const BOOKINGS: ReadonlySet<string> = new Set<BookingEvent['type']>([
  'AccrualPosted',
  'AccrualEvaluated',
  'AccrualReversed',
  'TrueUpPosted',
]);

/** Whether events of this type are bookings. */
export const isBookingType = (type: string): boolean => BOOKINGS.has(type);

/** Whether the event is a booking. */
export const isBooking = (event: RecordedEvent): event is BookingEvent => isBookingType(event.type);

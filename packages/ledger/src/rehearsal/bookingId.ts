import { accountStream } from '@commission-ledger/events';
import { ratedKey } from '../account/accountState.ts';
import type { BookingEvent } from '../account/isBooking.ts';

/** What a booking is in its account, whenever it was booked: an entry by its kind and id, or what was only counted. */
export const bookingIdOf = (event: BookingEvent): string => {
  switch (event.type) {
    case 'AccrualPosted':
      return `accrual/${event.data.accrual}`;
    case 'AccrualReversed':
      return `reversal/${event.data.reversal}`;
    case 'TrueUpPosted':
      return `true-up/${event.data.trueUp}`;
    case 'AccrualEvaluated': {
      const { program, partner, currency, refund } = event.data;
      return `${accountStream({ program, partner, currency })}/${ratedKey(event.data)}/${refund ?? ''}`;
    }
  }
};

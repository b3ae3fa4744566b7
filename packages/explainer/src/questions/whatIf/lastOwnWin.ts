import { accountStream, readEvent, type AccountRef, type RecordedEvent } from '@commission-ledger/events';
import type { EventStore } from '@commission-ledger/event-store';
import { isBooking } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../../reading/sources.ts';

/** The win of the deal that was rated last in an account as the partner's own; nothing where there is none. */
export const lastOwnWin = async (
  store: EventStore,
  sources: Sources,
  account: AccountRef,
): Answer<RecordedEvent<'DealWon'> | undefined> => {
  for await (const stored of store.readStream(accountStream(account), { direction: 'backwards' })) {
    const event = readEvent(stored);
    if (E.isLeft(event)) return event;
    const booking = event.right;
    if (!isBooking(booking) || !('beneficiary' in booking.data) || booking.data.beneficiary !== 'referrer') continue;
    const at = await sources.index.locate('deal', booking.data.deal);
    return E.isLeft(at) ? at : sources.events.read('DealWon', at.right);
  }
  return E.right(undefined);
};

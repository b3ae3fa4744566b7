import type { Instant } from '@commission-ledger/calendar';
import { type RecordedEvent, dealStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { offerFact } from '../execution/offeredFact.ts';
import type { LedgerFailure } from '../failure.ts';
import type { Change } from './change.ts';
import { recordedAs } from './rehearsal.ts';

/** A refund or a payment that has not happened, as if it had been recorded; `number` tells several apart. */
export const supposedFact = (
  { _tag, deal, payment, amount }: Extract<Change, { _tag: 'refunded' | 'paid' }>,
  occurredAt: Instant,
  number: number,
): E.Either<LedgerFailure, RecordedEvent> => {
  const id = `what-if-${number}`;
  const fact =
    _tag === 'paid'
      ? offerFact('PaymentReceived', { deal, payment, amount, occurredAt }, occurredAt, {})
      : offerFact(
          'PaymentRefunded',
          { deal, payment, refund: id, amount, reason: 'what if', occurredAt },
          occurredAt,
          {},
        );
  if (E.isLeft(fact)) return fact;
  const { right: event } = fact;
  const told = { key: id, hash: '', actor: 'what-if', correlation: null, causation: null };
  return E.right({ ...recordedAs(event, dealStream(deal), 0, told), id });
};

import { booked, div, fact, mul, roundNode, sub } from '@commission-ledger/calculation';
import { dealStream, type EventData, type RecordedEvent } from '@commission-ledger/events';
import { add, equals, isZero, MoneyJson, sum, zero, type Money } from '@commission-ledger/money';
import { ReceiptCodec } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Past } from './pastExecutor.ts';

type Posted = RecordedEvent<'TrueUpPosted'>;

/**
 * What an accrual comes to after a re-rating, by the receipt of the version that was applied: what that gives, less what
 * had been refunded of the payment by then; or nothing. `undefined` where none of these gives what was booked and the
 * receipt is none: then there is nothing to compare with.
 */
export const becomesByReceipt = async (past: Past, { data }: Posted): Promise<Money | undefined> => {
  if (!('rerating' in data)) return undefined;
  const receipt = ReceiptCodec.decode(data.receipt);
  if (E.isLeft(receipt)) return undefined;
  const told = add(data.amount, data.rerating.was);
  const read = MoneyJson.decode(receipt.right.amount);
  if (E.isLeft(read)) return undefined;
  const given = read.right;
  const deal = await past.streams.eventsOf(dealStream(data.deal));
  if (E.isLeft(deal)) return undefined;
  const known = deal.right.filter(({ revision }) => revision <= (data.rerating.dealRevision ?? Infinity));
  // What a cancellation took back depends on the days that were served by then: it is taken as it is told.
  if (known.some(({ type }) => type === 'DealCancelled')) return told;
  const candidates = [given, zero(given.currency), afterRefunds(known, data, given)];
  return candidates.find((candidate) => candidate !== undefined && equals(candidate, told)) ?? given;
};

const afterRefunds = (
  known: readonly RecordedEvent[],
  { cause, onRefund }: EventData<'TrueUpPosted'>,
  given: Money,
): Money | undefined => {
  const paid = known.flatMap((event) =>
    event.type === 'PaymentReceived' && event.data.payment === cause.id ? [event.data.amount] : [],
  )[0];
  if (paid === undefined) return undefined;
  const refunded = sum(
    paid.currency,
    known.flatMap((event) =>
      event.type === 'PaymentRefunded' && event.data.payment === cause.id ? [event.data.amount] : [],
    ),
  );
  if (isZero(refunded)) return undefined;
  const node = fact(booked(given), [], 'accrual');
  const share = div(fact(booked(refunded), [], 'refund'), fact(booked(paid), [], 'payment'), {
    name: 'refunded-share',
  });
  const { value } = sub(node, roundNode(mul(node, share), onRefund.rounding, { name: 'reversal' }), {
    name: 'balance',
  });
  return value._tag === 'money' ? value.money : undefined;
};

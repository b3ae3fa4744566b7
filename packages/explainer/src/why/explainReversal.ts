import { booked, div, fact, mul, roundNode, sub, type Node } from '@commission-ledger/calculation';
import { eventRef } from '@commission-ledger/ledger';
import { add, negate, toJson, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { cancelledAgain } from './cancelledAgain.ts';
import { laterOf, type ReversedAgain, type TakenBack } from './takenBack.ts';
import { refundsUntil, reversalIdOf, takenBackBefore, totalOf } from './earlierReversals.ts';
import { dayOf, reversalLine, type Unnumbered } from './entryLines.ts';
import { explainAccrual, mismatch } from './explainAccrual.ts';
import { explainTrueUp } from './explainTrueUp.ts';
import type { ReversalLine } from '../document/explanation.ts';
import { firstDifferenceIn } from './firstDifference.ts';
import type { Answer, ExplainedAccrual, Sources } from '../reading/sources.ts';

/** A reversal whose calculation was done again and gave what was booked. Its root is negative: it is taken back. */
export type ExplainedReversal = Readonly<{ root: Node; line: Unnumbered<ReversalLine>; original: ExplainedAccrual }>;

/**
 * Explains a reversal. After a refund: the part of the payment refunded so far, applied to the accrual, less what was
 * taken back before. After a cancellation: the share of the term that was not served, of what was left of the accrual.
 */
export const explainReversal = async (sources: Sources, id: string): Answer<ExplainedReversal> => {
  const at = await sources.index.locate('reversal', id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read('AccrualReversed', at.right);
  if (E.isLeft(found)) return found;
  const reversed = found.right;
  const original = await explainOriginal(sources, reversed.data.accrual);
  if (E.isLeft(original)) return original;
  const before = await takenBackBefore(sources, reversed, original.right);
  if (E.isLeft(before)) return before;
  const takenBack = { reversed, original: original.right, before: before.right };
  const again =
    'refund' in reversed.data ? await refundedAgain(sources, takenBack) : await cancelledAgain(sources, takenBack);
  if (E.isLeft(again)) return again;
  const { root } = again.right;
  const difference = firstDifferenceIn(reversed, {
    amount: toJson(negate(moneyOf(root))),
    ...again.right.booked,
  });
  if (difference !== undefined) return mismatch(id, difference);
  return E.right({
    root,
    line: reversalLine(reversed, original.right.told, original.right.program.zone),
    original: original.right,
  });
};

/** What is taken back: an accrual, or what a re-rating made of one. */
const explainOriginal = async (sources: Sources, id: string): Answer<ExplainedAccrual> => {
  const isAccrual = (await sources.index.lookUp('accrual', id)) !== undefined;
  return isAccrual || (await sources.index.lookUp('true-up', id)) === undefined
    ? explainAccrual(sources, id)
    : explainTrueUp(sources, id);
};

const refundedAgain = async (sources: Sources, { reversed, original, before }: TakenBack): Answer<ReversedAgain> => {
  const { data } = reversed;
  const { payment } = original.cause;
  if (payment === undefined) {
    return mismatch(data.reversal, { path: '/accrual', recorded: data.accrual, computed: 'one that a payment earned' });
  }
  const refund = await sources.events.read('PaymentRefunded', data.causeEvent);
  if (E.isLeft(refund)) return refund;
  const refunds = await refundsUntil(sources, payment, refund.right.data.refund);
  if (E.isLeft(refunds)) return refunds;
  const paid = fact(booked(payment.data.amount), [eventRef(payment, '/amount')], 'payment');
  const share = div(totalOf(refunds.right, 'refund'), paid, { name: 'refunded-share' });
  const inAll = roundNode(mul(original.root, share), original.told.posted.data.onRefund.rounding);
  const accrual = original.told.posted.data;
  return E.right({
    root: sub(before, inAll, { name: 'reversal' }),
    booked: {
      refundedSoFar: toJson(refunds.right.map((event) => event.data.amount).reduce(add)),
      paid: toJson(payment.data.amount),
      maturesOn: laterOf(dayOf(refund.right, original.program.zone), accrual.maturesOn),
      refund: refund.right.data.refund,
      deal: accrual.deal,
      reversal: reversalIdOf(data.accrual, refund.right.data.refund),
    },
  });
};

const moneyOf = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('What is taken back is booked money.');
  return value.money;
};

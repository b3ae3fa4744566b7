import { absent, div, fact, mul, roundNode, sub, sum, type Node } from '@commission-ledger/calculation';
import { derivedId, jsonOf, type RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { add, negate, toJson, zero, type Money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { dayOf, reversalLine, type Unnumbered } from './entryLines.ts';
import { explainAccrual, mismatch } from './explainAccrual.ts';
import type { ReversalLine } from './explanation.ts';
import { firstDifference } from './firstDifference.ts';
import type { Answer, ExplainedAccrual, Sources } from './sources.ts';

/** A reversal whose calculation was done again and gave what was booked. Its root is negative: it is taken back. */
export type ExplainedReversal = Readonly<{ root: Node; line: Unnumbered<ReversalLine>; original: ExplainedAccrual }>;

type Reversed = RecordedEvent<'AccrualReversed'>;
type Refund = RecordedEvent<'PaymentRefunded'>;
type Payment = RecordedEvent<'PaymentReceived'>;

/** Explains a reversal: the part of the payment refunded so far, applied to the accrual, less what was taken back before. */
export const explainReversal = async (sources: Sources, id: string): Answer<ExplainedReversal> => {
  const at = await sources.index.locate('reversal', id);
  if (E.isLeft(at)) return at;
  const found = await sources.events.read('AccrualReversed', at.right);
  if (E.isLeft(found)) return found;
  const reversed = found.right;
  const original = await explainAccrual(sources, reversed.data.accrual);
  if (E.isLeft(original)) return original;
  const { payment } = original.right.cause;
  if (payment === undefined) {
    return mismatch(id, { path: '/accrual', recorded: reversed.data.accrual, computed: 'one that a payment earned' });
  }
  const refund = await sources.events.read('PaymentRefunded', reversed.data.causeEvent);
  if (E.isLeft(refund)) return refund;
  const refunds = await refundsUntil(sources, refund.right, payment);
  if (E.isLeft(refunds)) return refunds;
  const earlier = await earlierReversals(sources, reversed, refunds.right);
  if (E.isLeft(earlier)) return earlier;
  const refundNodes = refunds.right.map(amountFact('refund'));
  const root = takenBack(original.right, {
    refunded: totalOf(refundNodes, 'refund'),
    paid: amountFact('payment')(payment),
    before: takenBackBefore(reversed, earlier.right, original.right),
  });
  const difference = firstDifference(
    jsonOf(reversed),
    bookedAgain(root, original.right, payment, refund.right, refunds.right),
  );
  if (difference !== undefined) return mismatch(id, difference);
  return E.right({
    root,
    line: reversalLine(reversed, original.right.told, original.right.program.zone),
    original: original.right,
  });
};

/** The refunds of the payment up to this one, from the deal's own events. */
const refundsUntil = async (sources: Sources, refund: Refund, payment: Payment): Answer<readonly Refund[]> => {
  const events = await sources.events.readRange(refund.stream, payment.revision + 1, refund.revision);
  if (E.isLeft(events)) return events;
  return E.right(
    events.right.flatMap((event) =>
      event.type === 'PaymentRefunded' && event.data.payment === payment.data.payment ? [event] : [],
    ),
  );
};

/** The id that a refund gives to its reversal of an accrual. */
const reversalIdOf = (accrual: string, refund: string): string => derivedId('rev', accrual, refund);

/** What earlier refunds took back of the same accrual. A refund that took nothing has no reversal. */
const earlierReversals = async (
  sources: Sources,
  { data, revision }: Reversed,
  refunds: readonly Refund[],
): Answer<readonly Reversed[]> => {
  const before: Reversed[] = [];
  for (const refund of refunds) {
    const at = await sources.index.lookUp('reversal', reversalIdOf(data.accrual, refund.data.refund));
    if (at === undefined || at.revision >= revision) continue;
    const reversed = await sources.events.read('AccrualReversed', at);
    if (E.isLeft(reversed)) return reversed;
    before.push(reversed.right);
  }
  return E.right(before);
};

const amountFact =
  (name: 'refund' | 'payment' | 'reversal') =>
  (event: Refund | Payment | Reversed): Node =>
    fact({ _tag: 'money', money: event.data.amount }, [eventRef(event, '/amount')], name);

const takenBackBefore = (reversed: Reversed, earlier: readonly Reversed[], { told }: ExplainedAccrual): Node => {
  if (earlier.length > 0) return totalOf(earlier.map(amountFact('reversal')), 'reversal');
  const { accrual, amount, occurredAt } = reversed.data;
  return absent(
    { _tag: 'money', money: zero(amount.currency) },
    `reversals of ${accrual}`,
    [
      {
        source: reversed.stream,
        from: `${told.posted.revision}`,
        to: occurredAt,
        watermark: `${reversed.revision - 1}`,
      },
    ],
    'reversal',
  );
};

/** One amount as it is, several added up. */
const totalOf = (amounts: readonly Node[], name: 'refund' | 'reversal'): Node => {
  const [only, ...others] = amounts;
  return only !== undefined && others.length === 0 ? only : sum(amounts, { name });
};

type Parts = Readonly<{ refunded: Node; paid: Node; before: Node }>;

const takenBack = ({ root, told }: ExplainedAccrual, { refunded, paid, before }: Parts): Node => {
  const share = div(refunded, paid, { name: 'refunded-share' });
  const inAll = roundNode(mul(root, share), told.posted.data.onRefund.rounding);
  return sub(before, inAll, { name: 'reversal' });
};

/** What the ledger books for a reversal, as JSON. */
const bookedAgain = (
  root: Node,
  original: ExplainedAccrual,
  payment: Payment,
  refund: Refund,
  refunds: readonly Refund[],
): Readonly<Record<string, unknown>> => {
  const { data } = original.told.posted;
  const refundedOn = dayOf(refund, original.program.zone);
  return {
    amount: toJson(negate(moneyOf(root))),
    refundedSoFar: toJson(refunds.map((event) => event.data.amount).reduce(add)),
    paid: toJson(payment.data.amount),
    maturesOn: refundedOn > data.maturesOn ? refundedOn : data.maturesOn,
    refund: refund.data.refund,
    deal: data.deal,
    reversal: reversalIdOf(data.accrual, refund.data.refund),
  };
};

const moneyOf = ({ value }: Node): Money => {
  if (value._tag !== 'money') throw new TypeError('What is taken back is booked money.');
  return value.money;
};

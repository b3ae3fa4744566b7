import type { LocalDate, TimeZone } from '@commission-ledger/calendar';
import { dateOf } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { eventRef } from '@commission-ledger/ledger';
import { negate, toJson } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import type { AccrualLine, AdjustmentLine, CounterRead, Earned, ReversalLine } from './explanation.ts';

/** A line before it has its number and its node. */
export type Unnumbered<L> = L extends unknown ? Omit<L, 'number' | 'node'> : never;

/** The events and the plan that an accrual's line tells of. */
export type AccrualEvents = Readonly<{
  posted: RecordedEvent<'AccrualPosted'>;
  won: RecordedEvent<'DealWon'>;
  document: PlanDocument;
  counters: readonly CounterRead[];
}>;

/** What the documents say about an accrual besides its calculation. */
export const accrualLine = (events: AccrualEvents): Unnumbered<AccrualLine> => {
  const { data } = events.posted;
  return {
    kind: 'accrual',
    entry: data.accrual,
    amount: toJson(data.amount),
    maturesOn: data.maturesOn,
    from: eventRef(events.posted, '/amount'),
    ...earnedOf(events),
  };
};

const earnedOf = ({ posted: { data }, won, document, counters }: AccrualEvents): Earned => ({
  deal: { deal: data.deal, attributes: won.data.attributes, from: eventRef(won, '') },
  cause: data.cause,
  referrer: data.referrer,
  beneficiary: data.beneficiary,
  earnedOn: data.earnedOn,
  holdDays: document.hold.days,
  rule: data.rule,
  counters,
});

/** What the documents say about a reversal besides its calculation. */
export const reversalLine = (
  reversed: RecordedEvent<'AccrualReversed'>,
  original: AccrualEvents,
  zone: TimeZone,
): Unnumbered<ReversalLine> => {
  const { data } = reversed;
  return {
    kind: 'reversal',
    entry: data.reversal,
    amount: toJson(negate(data.amount)),
    maturesOn: data.maturesOn,
    from: eventRef(reversed, '/amount'),
    refund: data.refund,
    refundedOn: dayOf(reversed, zone),
    accrual: data.accrual,
    original: eventRef(original.posted, '/amount'),
    earned: earnedOf(original),
  };
};

/** What the documents say about an adjustment. */
export const adjustmentLine = (
  posted: RecordedEvent<'AdjustmentPosted'>,
  zone: TimeZone,
): Unnumbered<AdjustmentLine> => {
  const { data } = posted;
  return {
    kind: 'adjustment',
    entry: data.adjustment,
    amount: toJson(data.amount),
    maturesOn: data.maturesOn,
    from: eventRef(posted, '/amount'),
    reason: data.reason,
    author: data.author,
    approver: data.approver,
    correctedOn: dayOf(posted, zone),
  };
};

/** The local day on which something happened. */
export const dayOf = ({ data }: RecordedEvent, zone: TimeZone): LocalDate => dateOf(data.occurredAt, zone);

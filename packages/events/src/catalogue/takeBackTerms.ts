import { LocalDateCodec } from '@commission-ledger/calendar';
import { RoundingModeJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Whole } from './vocabulary.ts';

/**
 * How a refund will take this back, frozen with it: how the part is rounded, whether counters go back too, what happens
 * to the commission (the refunded share, where it does not say), and the last day on which a refund still does.
 */
export const OnRefund = t.readonly(
  t.intersection([
    t.type({ rounding: RoundingModeJson, counters: t.union([t.literal('lower'), t.literal('keep')]) }),
    t.partial({
      commission: t.union([t.literal('refunded-share'), t.literal('keep'), t.literal('true-up')]),
      until: LocalDateCodec,
    }),
  ]),
);

/** What the cancellation of the deal will take back, frozen with the accrual: the share of the term not served, or all. */
export const OnCancel = t.readonly(
  t.strict({
    takeBack: t.union([t.literal('unserved'), t.literal('all')]),
    /** Months from the win. */
    term: Whole,
    by: t.union([t.literal('months'), t.literal('days')]),
  }),
);

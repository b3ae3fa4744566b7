import { LocalDateCodec } from '@commission-ledger/calendar';
import { ExactJson, MoneyJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { account, CounterMoved, EventAt, RuleApplied, source } from './account.ts';
import { BeneficiaryCodec } from './beneficiary.ts';
import { OnCancel, OnRefund } from './takeBackTerms.ts';
import { Currency, happened, OpaqueJson, PlainText, Sha256, Whole } from './vocabulary.ts';

/** Which part of what the rule gave this is, where it pays in parts that mature apart. */
const Part = t.readonly(t.strict({ number: Whole, of: Whole }));

/**
 * Commission earned by one partner from one cause under one rule. `maturesOn` is frozen here. The amount is below zero
 * only where a slab trues up downwards.
 */
export const AccrualPosted = t.readonly(
  t.intersection([
    t.type({
      ...account,
      accrual: Id,
      ...source,
      rule: RuleApplied,
      beneficiary: BeneficiaryCodec,
      amount: MoneyJson,
      earnedOn: LocalDateCodec,
      maturesOn: LocalDateCodec,
      counters: t.readonlyArray(CounterMoved),
      onRefund: OnRefund,
      /** What the amount was computed from, compact; the full calculation is rebuilt from it and must agree. */
      receipt: OpaqueJson,
      receiptHash: Sha256,
      ...happened,
    }),
    t.partial({ part: Part, onCancel: OnCancel }),
  ]),
);

/**
 * A cause that was looked at and earned nothing here, with the reason; it may still have moved counters.
 * `suspended`: the partner earned nothing on that day, whatever the plan says. `refund-counted` is a refund of a payment that
 * had earned nothing, but had moved counters.
 */
export const AccrualEvaluated = t.readonly(
  t.type({
    ...account,
    ...source,
    plan: t.readonly(t.strict({ plan: Id, version: Whole, hash: Sha256 })),
    beneficiary: BeneficiaryCodec,
    reason: t.union([
      t.literal('no-rule-applies'),
      t.literal('amount-is-zero'),
      t.literal('suspended'),
      t.literal('refund-counted'),
    ]),
    refund: t.union([Id, t.null]),
    counters: t.readonlyArray(CounterMoved),
    onRefund: OnRefund,
    currency: Currency,
    ...happened,
  }),
);

/** After a refund: what the customer has got back of the payment so far, and what the payment was. */
const ByRefund = t.type({ refund: Id, refundedSoFar: MoneyJson, paid: MoneyJson });

/** After a cancellation: the local dates of the win and of the cancellation, and the share of the accrual it leaves unearned. */
const ByCancellation = t.type({
  cancellation: t.readonly(t.strict({ wonOn: LocalDateCodec, cancelledOn: LocalDateCodec, unserved: ExactJson })),
});

/**
 * The mirror of (a part of) an accrual after a refund, or after the deal was cancelled (`causeEvent` says which).
 * `amount` is what is taken back, with the sign of the accrual.
 */
export const AccrualReversed = t.readonly(
  t.intersection([
    t.type({
      ...account,
      reversal: Id,
      accrual: Id,
      deal: Id,
      causeEvent: EventAt,
      amount: MoneyJson,
      maturesOn: LocalDateCodec,
      counters: t.readonlyArray(CounterMoved),
      ...happened,
    }),
    t.union([ByRefund, ByCancellation]),
  ]),
);

/** Who keeps an accrual out of payouts, where it is not a person by hand: an inquiry, or a chargeback at the bank. */
const holder = t.partial({
  by: t.readonly(t.strict({ kind: t.keyof({ inquiry: null, chargeback: null }), id: Id })),
});

/** An accrual is disputed: it and what belongs to it is in no payout until every hold on it is released. */
export const AccrualHeld = t.readonly(
  t.intersection([t.type({ ...account, accrual: Id, reason: PlainText, ...happened }), holder]),
);

/** A hold is over; without others the lines are payable again, each as of its own maturity. `outcome` is the reason. */
export const AccrualReleased = t.readonly(
  t.intersection([t.type({ ...account, accrual: Id, outcome: PlainText, ...happened }), holder]),
);

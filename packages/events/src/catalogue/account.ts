import { LocalDateCodec } from '@commission-ledger/calendar';
import { MoneyJson, RoundingModeJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { CauseRef, Currency, happened, OpaqueJson, PlainText, Sha256, Whole } from './vocabulary.ts';

/** The account an event belongs to. */
const account = { program: Id, partner: Id };

/** An event elsewhere, by where it stands. */
const EventAt = t.readonly(t.strict({ stream: t.string, revision: Whole, id: t.string }));

/** What caused the entry: the cause, the event that told of it, and the partner credited with the deal. */
const source = { cause: CauseRef, deal: Id, causeEvent: EventAt, referrer: Id };

/**
 * How a counter of the plan moved, in the window named. `since` is the revision, in this stream, of the event
 * that left it at `before`; `null` when nothing had moved it in this window.
 */
export const CounterMoved = t.readonly(
  t.strict({
    plan: Id,
    counter: Id,
    window: PlainText,
    before: MoneyJson,
    after: MoneyJson,
    since: t.union([Whole, t.null]),
  }),
);

/** The clause that was applied: a rule of one immutable plan version. */
export const RuleApplied = t.readonly(
  t.strict({ plan: Id, version: Whole, hash: Sha256, rule: Id, clause: PlainText }),
);

/** Whether the account's partner was credited with the deal or is the upline of the one who was. */
export const Beneficiary = t.union([t.literal('referrer'), t.literal('upline')]);

/** How a refund will take this back, frozen with it: how the part is rounded, and whether counters go back too. */
const OnRefund = t.readonly(
  t.strict({ rounding: RoundingModeJson, counters: t.union([t.literal('lower'), t.literal('keep')]) }),
);

/** Commission earned by one partner from one cause under one rule. `maturesOn` is frozen here. */
export const AccrualPosted = t.readonly(
  t.type({
    ...account,
    accrual: Id,
    ...source,
    rule: RuleApplied,
    beneficiary: Beneficiary,
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
);

/**
 * A cause that was looked at and earned nothing here, with the reason; it may still have moved counters.
 * `refund-counted` is a refund of a payment that had earned nothing, but had moved counters.
 */
export const AccrualEvaluated = t.readonly(
  t.type({
    ...account,
    ...source,
    plan: t.readonly(t.strict({ plan: Id, version: Whole, hash: Sha256 })),
    beneficiary: Beneficiary,
    reason: t.union([t.literal('no-rule-applies'), t.literal('amount-is-zero'), t.literal('refund-counted')]),
    refund: t.union([Id, t.null]),
    counters: t.readonlyArray(CounterMoved),
    onRefund: OnRefund,
    currency: Currency,
    ...happened,
  }),
);

/** The mirror of (a part of) an accrual after a refund. `amount` is positive: what is taken back. */
export const AccrualReversed = t.readonly(
  t.type({
    ...account,
    reversal: Id,
    accrual: Id,
    refund: Id,
    deal: Id,
    causeEvent: EventAt,
    amount: MoneyJson,
    /** What the customer has got back of the payment so far, and what the payment was. */
    refundedSoFar: MoneyJson,
    paid: MoneyJson,
    maturesOn: LocalDateCodec,
    counters: t.readonlyArray(CounterMoved),
    ...happened,
  }),
);

/** A correction by hand, signed, with its reason; the author and the approver are two people. */
export const AdjustmentPosted = t.readonly(
  t.type({
    ...account,
    adjustment: Id,
    amount: MoneyJson,
    reason: PlainText,
    author: PlainText,
    approver: PlainText,
    maturesOn: LocalDateCodec,
    ...happened,
  }),
);

/** One entry that a payout pays or nets; `amount` is signed. */
export const PayoutLine = t.readonly(
  t.strict({
    entry: Id,
    kind: t.union([t.literal('accrual'), t.literal('reversal'), t.literal('adjustment')]),
    amount: MoneyJson,
    maturesOn: LocalDateCodec,
  }),
);

/** The terms a payout was made under. */
export const TermsApplied = t.readonly(t.strict({ plan: Id, version: Whole, hash: Sha256, minimum: MoneyJson }));

/** A payout is on its way: its lines are frozen, their sum is `amount`. `date` is the adjusted payout date. */
export const PayoutIssued = t.readonly(
  t.type({
    ...account,
    payout: Id,
    run: Id,
    date: LocalDateCodec,
    /** Everything that matured before this date. */
    cutOff: LocalDateCodec,
    amount: MoneyJson,
    lines: t.readonlyArray(PayoutLine),
    terms: TermsApplied,
    destination: t.union([PlainText, t.null]),
    ...happened,
  }),
);

/** Why a due payout was not issued. */
export const DeferralReason = t.union([
  t.literal('below-minimum'),
  t.literal('negative-balance'),
  t.literal('no-destination'),
  t.literal('changed-since-prepared'),
]);

/** A due payout was not issued; everything stays in the account for the next run. */
export const PayoutDeferred = t.readonly(
  t.type({
    ...account,
    run: Id,
    date: LocalDateCodec,
    cutOff: LocalDateCodec,
    amount: MoneyJson,
    reason: DeferralReason,
    terms: TermsApplied,
    ...happened,
  }),
);

/** The money arrived; `reference` is the bank's or provider's. */
export const PayoutSettled = t.readonly(
  t.type({ ...account, payout: Id, amount: MoneyJson, reference: PlainText, ...happened }),
);

/** The payment did not go through; the lines are back in the account. */
export const PayoutFailed = t.readonly(
  t.type({ ...account, payout: Id, amount: MoneyJson, reason: PlainText, ...happened }),
);

/** The payout was called off before it was settled; the lines are back in the account. */
export const PayoutVoided = t.readonly(
  t.type({ ...account, payout: Id, amount: MoneyJson, reason: PlainText, ...happened }),
);

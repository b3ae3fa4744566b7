import type { Node } from '@commission-ledger/calculation';
import type { Money } from '@commission-ledger/money';
import type { ExampleDeal, ExamplePayment } from '../document/planDocument.ts';
import type { RatingRefusal, RuleOutcome } from '../evaluate/rating.ts';
import type { PayoutCalculation } from '../payout/payoutCalculation.ts';

/** Something that happens on a local date; a step of a worked example without what is expected of it. */
export type HistoryStep = Readonly<{ date: string }> &
  (
    | Readonly<{ win: ExampleDeal }>
    | Readonly<{ payment: ExamplePayment }>
    | Readonly<{ refund: Readonly<{ payment: string; amount: string }> }>
    | Readonly<{ cancel: Readonly<{ deal: string }> }>
    | Readonly<{ payout: Readonly<{ status?: string }> }>
  );

/** What a step brought. One that is refused changes nothing. */
export type StepResult = StepCommission | StepPayout | Readonly<{ _tag: 'refused'; refusal: HistoryRefusal }>;

/** Commission by rule, of every beneficiary; negative when it is taken back. A rule that is not listed gave nothing. */
export type StepCommission = Readonly<{
  _tag: 'commission';
  amounts: Readonly<Record<string, Money>>;
  /** How a cause was rated, rule by rule; nothing for refunds and cancellations. */
  outcomes: readonly RuleOutcome[];
  /** What was taken back or trued up, with its calculation, in the order in which it was posted. */
  takenBack: readonly TakenBack[];
}>;

/** A part of an accrual that was taken back (below zero for what had been earned), or a true-up. */
export type TakenBack = Readonly<{ rule: string; amount: Money; root: Node }>;

/**
 * A payout of the referrer's account. Where it is deferred nothing is advanced, recovered, kept back or paid; `gross` is
 * what it would have been made for.
 */
export type StepPayout = Readonly<{
  _tag: 'payout';
  matured: Money;
  /** What made a negative balance zero. */
  writtenOff: Money;
  advanced: Money;
  recovered: Money;
  /** The debt of draws after the payout. */
  debt: Money;
  gross: Money;
  withheld: Money;
  vat: Money;
  /** Fees that the partner bears. */
  fees: Money;
  net: Money;
  deferred?: 'below-minimum' | 'negative-balance' | 'nothing-due';
  /** What is left in the account, matured or not. */
  carried: Money;
  calculation: PayoutCalculation;
}>;

/** Why a step cannot happen. */
export type HistoryRefusal =
  | RatingRefusal
  /** A date, an amount or a number that cannot be read; `field` is where it stands in the step. */
  | Readonly<{ _tag: 'UnreadableStep'; field: string; got: string }>
  | Readonly<{ _tag: 'UnknownDeal'; deal: string }>
  | Readonly<{ _tag: 'DealAlreadyWon'; deal: string }>
  | Readonly<{ _tag: 'DealAlreadyCancelled'; deal: string }>
  | Readonly<{ _tag: 'UnknownPayment'; payment: string }>
  | Readonly<{ _tag: 'PaymentAlreadyReceived'; payment: string }>
  /** A refund that is not above zero, or with which the customer would get back more than they paid. */
  | Readonly<{ _tag: 'NotRefundable'; payment: string; paid: Money; refunded: Money; amount: Money }>;

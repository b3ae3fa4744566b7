import { type Money, format } from '@commission-ledger/money';
import type { Describers } from '../describers.ts';

/** Why a command about an account is refused. */
export type AccountRefusal =
  | Readonly<{ _tag: 'UnknownAccrual'; accrual: string }>
  | Readonly<{ _tag: 'AccrualAlreadyHeld'; accrual: string; reason: string }>
  | Readonly<{ _tag: 'AccrualNotHeld'; accrual: string }>
  | Readonly<{ _tag: 'AccrualInPayout'; accrual: string }>
  | Readonly<{ _tag: 'ChangedSinceRerated'; accrual: string }>
  | Readonly<{ _tag: 'NegativeAmount'; amount: Money }>
  | Readonly<{ _tag: 'NegativeFee'; given: Money }>
  | Readonly<{ _tag: 'AmountIsZero' }>
  | Readonly<{ _tag: 'OtherCurrency'; expected: string; got: string }>
  | Readonly<{ _tag: 'AdjustmentExists'; adjustment: string }>
  | Readonly<{ _tag: 'UnknownProposal'; adjustment: string }>
  | Readonly<{ _tag: 'ProposalAlready'; adjustment: string; status: 'posted' | 'declined' }>
  | Readonly<{ _tag: 'NotAsProposed'; adjustment: string }>
  | Readonly<{ _tag: 'EntryExists'; kind: 'write-off' | 'unclaimed' | 'remittance'; id: string }>
  | Readonly<{ _tag: 'AmountNotPositive'; amount: Money }>
  | Readonly<{ _tag: 'MoreThanOwed'; receivable: Money; given: Money }>
  | Readonly<{ _tag: 'MoreThanPayable'; payable: Money; given: Money }>
  | Readonly<{ _tag: 'MoreThanWithheld'; withheld: Money; given: Money }>
  | Readonly<{ _tag: 'UnknownPayout'; payout: string }>
  | Readonly<{ _tag: 'PayoutAlready'; payout: string; status: 'settled' | 'failed' | 'voided' }>
  | Readonly<{ _tag: 'OtherPayoutAmount'; payout: string; issued: Money; given: Money }>;

/** One sentence for what is wrong, one for what to do. */
export const accountRefusals: Describers<AccountRefusal> = {
  UnknownAccrual: ({ accrual }) =>
    `There is no accrual ${accrual} in the accounts of this partner and program. Check the id.`,
  AccrualAlreadyHeld: ({ accrual, reason }) =>
    `The accrual ${accrual} is held already: ${reason}. Release it before it is held for another reason.`,
  AccrualNotHeld: ({ accrual }) => `The accrual ${accrual} is not held, so there is nothing to release. Check the id.`,
  AccrualInPayout: ({ accrual }) =>
    `The accrual ${accrual} is in a payout that was issued. Void the payout, or adjust the account.`,
  ChangedSinceRerated: ({ accrual }) =>
    `The accrual ${accrual} has changed since it was rated again. Send the re-rating again under another id.`,
  NegativeAmount: ({ amount }) =>
    `The amount ${format(amount)} ${amount.currency} is negative. Record a refund to take money back.`,
  NegativeFee: ({ given }) =>
    `The fee ${format(given)} ${given.currency} is negative. Give what the transfer cost, or no fee.`,
  AmountIsZero: () => 'The amount is zero, so there is nothing to record. Give an amount.',
  OtherCurrency: ({ expected, got }) =>
    `The amount is in ${got}, expected is ${expected}. Convert it before recording it.`,
  AdjustmentExists: ({ adjustment }) =>
    `The adjustment ${adjustment} was posted to this account, or proposed for it, already. Check the id.`,
  UnknownProposal: ({ adjustment }) =>
    `Nobody proposed an adjustment ${adjustment} for this partner and program. Check the id.`,
  ProposalAlready: ({ adjustment, status }) =>
    `The proposed adjustment ${adjustment} is ${status} already. Propose another one under a new id.`,
  NotAsProposed: ({ adjustment }) =>
    `The adjustment ${adjustment} was proposed with other content. Approve it as it is, or decline it and propose another.`,
  EntryExists: ({ kind, id }) => `The ${kind} ${id} was recorded in this account already. Check the id.`,
  AmountNotPositive: ({ amount }) =>
    `The amount ${format(amount)} ${amount.currency} is not above zero. Give how much it is, without a sign.`,
  MoreThanOwed: ({ receivable, given }) =>
    `The partner owes ${shown(receivable)}, so ${shown(given)} cannot be written off. Write off at most what is owed.`,
  MoreThanPayable: ({ payable, given }) =>
    `${shown(payable)} is payable on that date, so ${shown(given)} cannot be set apart. Set apart at most what is payable.`,
  MoreThanWithheld: ({ withheld, given }) =>
    `${shown(withheld)} of withheld tax is not handed over yet, so ${shown(given)} cannot be. Check what was paid to the authority.`,
  UnknownPayout: ({ payout }) => `There is no payout ${payout} in this account. Check the id.`,
  PayoutAlready: ({ payout, status }) => `The payout ${payout} is ${status} already. It resolves only once.`,
  OtherPayoutAmount: ({ given, issued, payout }) =>
    `The payout ${payout} was issued for ${format(issued)} ${issued.currency}, not ${format(given)} ${given.currency}. Check what was paid.`,
};

const shown = (amount: Money): string => `${format(amount)} ${amount.currency}`;

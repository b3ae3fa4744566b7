import { type Money, format } from '@commission-ledger/money';
import type { Describers } from '../describers.ts';

/** Why a fact about a deal is refused. */
export type DealRefusal =
  | Readonly<{ _tag: 'UnknownDeal'; deal: string }>
  | Readonly<{ _tag: 'DealExists'; deal: string }>
  | Readonly<{ _tag: 'LeadOfOtherProgram'; lead: string; program: string }>
  | Readonly<{ _tag: 'SharesDoNotAddUp'; sum: string }>
  | Readonly<{ _tag: 'PartnerTwiceInAttribution'; partner: string }>
  | Readonly<{ _tag: 'PartnerTwiceInOverlay'; partner: string; role: string }>
  | Readonly<{ _tag: 'OverlayShareOutOfRange'; partner: string; role: string; share: string }>
  | Readonly<{ _tag: 'NegativeQuantity'; quantity: string }>
  | Readonly<{ _tag: 'AmendmentExists'; amendment: string }>
  | Readonly<{ _tag: 'CauseNotRatable'; deal: string; cause: string; reason: string }>
  | Readonly<{ _tag: 'RatedAgainUnderPlan'; deal: string; rerating: string }>
  | Readonly<{ _tag: 'DealCancelledAlready'; deal: string }>
  | Readonly<{ _tag: 'DealNotCancelled'; deal: string }>
  | Readonly<{ _tag: 'PaymentExists'; payment: string }>
  | Readonly<{ _tag: 'UnknownPayment'; deal: string; payment: string }>
  | Readonly<{ _tag: 'RefundExists'; refund: string }>
  | Readonly<{ _tag: 'UnknownRefund'; deal: string; refund: string }>
  | Readonly<{ _tag: 'RefundTooLarge'; payment: string; left: Money; requested: Money }>
  | Readonly<{ _tag: 'ChargebackExists'; chargeback: string }>
  | Readonly<{ _tag: 'UnknownChargeback'; deal: string; chargeback: string }>
  | Readonly<{ _tag: 'ChargebackTooLarge'; payment: string; left: Money; requested: Money }>
  | Readonly<{ _tag: 'ChargebackDecidedAlready'; chargeback: string; outcome: string }>;

/** One sentence for what is wrong, one for what to do. */
export const dealRefusals: Describers<DealRefusal> = {
  UnknownDeal: ({ deal }) => `There is no deal ${deal}. Record its win first, or check the id.`,
  DealExists: ({ deal }) => `The deal ${deal} was won already. Check the id.`,
  LeadOfOtherProgram: ({ lead, program }) =>
    `The lead ${lead} belongs to another program than ${program}. Check both ids.`,
  SharesDoNotAddUp: ({ sum }) =>
    `The shares of the deal must each be above zero and add up to 1; they add up to ${sum}. Correct the attribution.`,
  PartnerTwiceInAttribution: ({ partner }) => `${partner} stands twice in the attribution. Add the two shares up.`,
  PartnerTwiceInOverlay: ({ partner, role }) =>
    `${partner} stands twice among the overlays in the role ${role}. Add the two shares up.`,
  OverlayShareOutOfRange: ({ partner, role, share }) =>
    `The share ${share} of ${partner} in the role ${role} must be above zero and at most 1. Correct it, or leave it out for the whole deal.`,
  NegativeQuantity: ({ quantity }) =>
    `The number ${quantity} is negative. Numbers of a deal or payment are zero or more.`,
  AmendmentExists: ({ amendment }) => `The amendment ${amendment} was recorded on this deal already. Check the id.`,
  CauseNotRatable: ({ deal, cause, reason }) =>
    `The ${cause} of deal ${deal} cannot be rated on the deal as amended: ${reason}. Correct that, then rate the deal again.`,
  RatedAgainUnderPlan: ({ deal, rerating }) =>
    `The re-rating ${rerating} has rated the deal ${deal} again under another version of its plan; rating it again on its amendments would take that back. Correct the difference by an adjustment.`,
  DealCancelledAlready: ({ deal }) =>
    `The deal ${deal} was cancelled already. A deal is cancelled only once, and stays as it is after that.`,
  DealNotCancelled: ({ deal }) => `The deal ${deal} was not cancelled. Record the cancellation first, or check the id.`,
  PaymentExists: ({ payment }) => `The payment ${payment} was recorded on this deal already. Check the id.`,
  UnknownPayment: ({ deal, payment }) =>
    `The deal ${deal} has no payment ${payment}. Record the payment first, or check the id.`,
  RefundExists: ({ refund }) => `The refund ${refund} was recorded on this deal already. Check the id.`,
  UnknownRefund: ({ deal, refund }) =>
    `The deal ${deal} has no refund ${refund}. Record the refund first, or check the id.`,
  RefundTooLarge: ({ left, payment, requested }) =>
    `Of payment ${payment} only ${format(left)} can still be refunded, not ${format(requested)} ${requested.currency}. Check the amount.`,
  ChargebackExists: ({ chargeback }) => `The chargeback ${chargeback} was opened on this deal already. Check the id.`,
  UnknownChargeback: ({ chargeback, deal }) =>
    `The deal ${deal} has no chargeback ${chargeback}. Open it first, or check the id.`,
  ChargebackTooLarge: ({ left, payment, requested }) =>
    `Of payment ${payment} only ${format(left)} can still be disputed, not ${format(requested)} ${requested.currency}. Check the amount.`,
  ChargebackDecidedAlready: ({ chargeback, outcome }) =>
    `The chargeback ${chargeback} was ${outcome} already. What was decided stands; check the id.`,
};

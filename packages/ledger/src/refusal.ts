import { type Money, format } from '@commission-ledger/money';

/** Why the ledger refused a command. Data, not text: callers branch on `_tag`, people read {@link describeRefusal}. */
export type Refusal =
  | Readonly<{ _tag: 'UnknownProgram'; program: string }>
  | Readonly<{ _tag: 'ProgramExists'; program: string }>
  | Readonly<{ _tag: 'UnknownPlan'; plan: string }>
  | Readonly<{ _tag: 'UnknownPlanVersion'; plan: string; version: number }>
  | Readonly<{ _tag: 'ParametersRefused'; plan: string; version: number; problems: readonly string[] }>
  | Readonly<{ _tag: 'PlanVersionOutOfOrder'; plan: string; version: number; next: number }>
  | Readonly<{ _tag: 'PlanVersionBackdated'; plan: string; effectiveFrom: string; latest: string }>
  | Readonly<{ _tag: 'PlanCurrencyNotInProgram'; plan: string; currency: string; program: string }>
  | Readonly<{ _tag: 'UnknownPartner'; partner: string }>
  | Readonly<{ _tag: 'PartnerExists'; partner: string; name: string }>
  | Readonly<{ _tag: 'AssignmentOutOfOrder'; partner: string; from: string; latest: string }>
  | Readonly<{ _tag: 'UplineIsSelf'; partner: string }>
  | Readonly<{ _tag: 'UplineCycle'; chain: readonly string[] }>
  | Readonly<{ _tag: 'UnknownLead'; lead: string }>
  | Readonly<{ _tag: 'LeadExists'; lead: string }>
  | Readonly<{ _tag: 'LeadInState'; lead: string; state: string; wanted: string }>
  | Readonly<{ _tag: 'LeadIsDuplicateOfItself'; lead: string }>
  | Readonly<{ _tag: 'UnknownDeal'; deal: string }>
  | Readonly<{ _tag: 'DealExists'; deal: string }>
  | Readonly<{ _tag: 'LeadOfOtherProgram'; lead: string; program: string }>
  | Readonly<{ _tag: 'SharesDoNotAddUp'; sum: string }>
  | Readonly<{ _tag: 'PartnerTwiceInAttribution'; partner: string }>
  | Readonly<{ _tag: 'PartnerTwiceInOverlay'; partner: string; role: string }>
  | Readonly<{ _tag: 'OverlayShareOutOfRange'; partner: string; role: string; share: string }>
  | Readonly<{ _tag: 'NegativeQuantity'; quantity: string }>
  | Readonly<{ _tag: 'DealCancelledAlready'; deal: string }>
  | Readonly<{ _tag: 'DealNotCancelled'; deal: string }>
  | Readonly<{ _tag: 'FxRateExists'; from: string; to: string; date: string }>
  | Readonly<{ _tag: 'FxRateNotPositive'; from: string; to: string; date: string }>
  | Readonly<{ _tag: 'FxRateOfItself'; currency: string }>
  | Readonly<{ _tag: 'UnknownAccrual'; accrual: string }>
  | Readonly<{ _tag: 'AccrualAlreadyHeld'; accrual: string; reason: string }>
  | Readonly<{ _tag: 'AccrualNotHeld'; accrual: string }>
  | Readonly<{ _tag: 'AccrualInPayout'; accrual: string }>
  | Readonly<{ _tag: 'ChangedSinceRerated'; accrual: string }>
  | Readonly<{ _tag: 'NegativeAmount'; amount: Money }>
  | Readonly<{ _tag: 'AmountIsZero' }>
  | Readonly<{ _tag: 'OtherCurrency'; expected: string; got: string }>
  | Readonly<{ _tag: 'PaymentExists'; payment: string }>
  | Readonly<{ _tag: 'UnknownPayment'; deal: string; payment: string }>
  | Readonly<{ _tag: 'RefundExists'; refund: string }>
  | Readonly<{ _tag: 'UnknownRefund'; deal: string; refund: string }>
  | Readonly<{ _tag: 'RefundTooLarge'; payment: string; left: Money; requested: Money }>
  | Readonly<{ _tag: 'AdjustmentExists'; adjustment: string }>
  | Readonly<{ _tag: 'SamePerson'; person: string; roles: string }>
  | Readonly<{ _tag: 'NotAPayoutDate'; date: string; before: string; after: string }>
  | Readonly<{ _tag: 'InTheFuture'; occurredAt: string; now: string }>
  | Readonly<{ _tag: 'PayoutDateInFuture'; date: string; today: string }>
  | Readonly<{ _tag: 'NothingDue'; program: string; date: string }>
  | Readonly<{ _tag: 'RunNotPrepared'; run: string }>
  | Readonly<{ _tag: 'RunNotApproved'; run: string }>
  | Readonly<{ _tag: 'UnknownPayout'; payout: string }>
  | Readonly<{ _tag: 'PayoutAlready'; payout: string; status: 'settled' | 'failed' | 'voided' }>
  | Readonly<{ _tag: 'OtherPayoutAmount'; payout: string; issued: Money; given: Money }>
  | Readonly<{ _tag: 'IdTooLong'; id: string; limit: number }>;

/** One sentence for what is wrong, one for what to do. */
export const describeRefusal = (refusal: Refusal): string => {
  switch (refusal._tag) {
    case 'UnknownProgram':
      return `There is no program ${refusal.program}. Open it first, or check the id.`;
    case 'ProgramExists':
      return `The program ${refusal.program} exists already with other settings. Change it instead of opening it again.`;
    case 'UnknownPlan':
      return `There is no plan ${refusal.plan}. Publish it first, or check the id.`;
    case 'UnknownPlanVersion':
      return `Plan ${refusal.plan} has no version ${refusal.version}. Publish it first, or name a version that it has.`;
    case 'ParametersRefused':
      return `The numbers do not fit version ${refusal.version} of plan ${refusal.plan}: ${refusal.problems.join(' ')} Correct them.`;
    case 'PlanVersionOutOfOrder':
      return `Version ${refusal.version} of plan ${refusal.plan} cannot be published now. The next version is ${refusal.next}.`;
    case 'PlanVersionBackdated':
      return `Plan ${refusal.plan} already has a version effective from ${refusal.latest}. A later version cannot be effective from ${refusal.effectiveFrom}; choose ${refusal.latest} or later.`;
    case 'PlanCurrencyNotInProgram':
      return `Plan ${refusal.plan} pays in ${refusal.currency}, which program ${refusal.program} does not use. Open the program with that currency, or enrol into another plan.`;
    case 'UnknownPartner':
      return `There is no partner ${refusal.partner}. Let the partner join first, or check the id.`;
    case 'PartnerExists':
      return `The id ${refusal.partner} belongs to ${refusal.name}. Use another id.`;
    case 'AssignmentOutOfOrder':
      return `${refusal.partner} already has an assignment from ${refusal.latest}. A new one cannot start before it; ${refusal.from} is too early.`;
    case 'UplineIsSelf':
      return `${refusal.partner} cannot be their own upline. Name another partner.`;
    case 'UplineCycle':
      return `The uplines would go in a circle: ${refusal.chain.join(' → ')}. Name a partner outside the circle.`;
    case 'UnknownLead':
      return `There is no lead ${refusal.lead}. Submit it first, or check the id.`;
    case 'LeadExists':
      return `The lead ${refusal.lead} was submitted already. Check the id.`;
    case 'LeadInState':
      return `The lead ${refusal.lead} is ${refusal.state} and cannot become ${refusal.wanted}. Reopen it first, if that is meant.`;
    case 'LeadIsDuplicateOfItself':
      return `The lead ${refusal.lead} cannot be a duplicate of itself. Name the lead that was there first.`;
    case 'UnknownDeal':
      return `There is no deal ${refusal.deal}. Record its win first, or check the id.`;
    case 'DealExists':
      return `The deal ${refusal.deal} was won already. Check the id.`;
    case 'LeadOfOtherProgram':
      return `The lead ${refusal.lead} belongs to another program than ${refusal.program}. Check both ids.`;
    case 'SharesDoNotAddUp':
      return `The shares of the deal must each be above zero and add up to 1; they add up to ${refusal.sum}. Correct the attribution.`;
    case 'PartnerTwiceInAttribution':
      return `${refusal.partner} stands twice in the attribution. Add the two shares up.`;
    case 'PartnerTwiceInOverlay':
      return `${refusal.partner} stands twice among the overlays in the role ${refusal.role}. Add the two shares up.`;
    case 'OverlayShareOutOfRange':
      return `The share ${refusal.share} of ${refusal.partner} in the role ${refusal.role} must be above zero and at most 1. Correct it, or leave it out for the whole deal.`;
    case 'NegativeQuantity':
      return `The number ${refusal.quantity} is negative. Numbers of a deal or payment are zero or more.`;
    case 'DealCancelledAlready':
      return `The deal ${refusal.deal} was cancelled already. A deal is cancelled only once.`;
    case 'DealNotCancelled':
      return `The deal ${refusal.deal} was not cancelled. Record the cancellation first, or check the id.`;
    case 'FxRateExists':
      return `There is another rate from ${refusal.from} to ${refusal.to} for ${refusal.date}. The first one stands.`;
    case 'FxRateNotPositive':
      return `The rate from ${refusal.from} to ${refusal.to} for ${refusal.date} must be above zero. Correct it.`;
    case 'FxRateOfItself':
      return `${refusal.currency} needs no rate to itself. Name two currencies.`;
    case 'UnknownAccrual':
      return `There is no accrual ${refusal.accrual} in the accounts of this partner and program. Check the id.`;
    case 'AccrualAlreadyHeld':
      return `The accrual ${refusal.accrual} is held already: ${refusal.reason}. Release it before it is held for another reason.`;
    case 'AccrualNotHeld':
      return `The accrual ${refusal.accrual} is not held, so there is nothing to release. Check the id.`;
    case 'AccrualInPayout':
      return `The accrual ${refusal.accrual} is in a payout that was issued. Void the payout, or adjust the account.`;
    case 'ChangedSinceRerated':
      return `The accrual ${refusal.accrual} has changed since it was rated again. Send the re-rating again under another id.`;
    case 'NegativeAmount':
      return `The amount ${format(refusal.amount)} ${refusal.amount.currency} is negative. Record a refund to take money back.`;
    case 'AmountIsZero':
      return 'The amount is zero, so there is nothing to record. Give an amount.';
    case 'OtherCurrency':
      return `The amount is in ${refusal.got}, expected is ${refusal.expected}. Convert it before recording it.`;
    case 'PaymentExists':
      return `The payment ${refusal.payment} was recorded on this deal already. Check the id.`;
    case 'UnknownPayment':
      return `The deal ${refusal.deal} has no payment ${refusal.payment}. Record the payment first, or check the id.`;
    case 'RefundExists':
      return `The refund ${refusal.refund} was recorded on this deal already. Check the id.`;
    case 'UnknownRefund':
      return `The deal ${refusal.deal} has no refund ${refusal.refund}. Record the refund first, or check the id.`;
    case 'RefundTooLarge':
      return `Of payment ${refusal.payment} only ${format(refusal.left)} can still be refunded, not ${format(refusal.requested)} ${refusal.requested.currency}. Check the amount.`;
    case 'AdjustmentExists':
      return `The adjustment ${refusal.adjustment} was posted to this account already. Check the id.`;
    case 'SamePerson':
      return `${refusal.person} cannot be both ${refusal.roles}. Let somebody else do the second step.`;
    case 'NotAPayoutDate':
      return `${refusal.date} is no payout date of this program. The nearest are ${refusal.before} and ${refusal.after}.`;
    case 'InTheFuture':
      return `${refusal.occurredAt} has not come yet: it is ${refusal.now}. Check the date, or record it when it has happened.`;
    case 'PayoutDateInFuture':
      return `${refusal.date} has not come yet: it is ${refusal.today}. Preview the run now, and make it on the day.`;
    case 'NothingDue':
      return `Nothing in ${refusal.program} is due on ${refusal.date}: no account has earned commission yet. Import or record causes first.`;
    case 'RunNotPrepared':
      return `The payout run ${refusal.run} was not prepared. Prepare it first.`;
    case 'RunNotApproved':
      return `The payout run ${refusal.run} waits for approval by somebody other than who prepared it. Approve it first.`;
    case 'UnknownPayout':
      return `There is no payout ${refusal.payout} in this account. Check the id.`;
    case 'PayoutAlready':
      return `The payout ${refusal.payout} is ${refusal.status} already. It resolves only once.`;
    case 'OtherPayoutAmount':
      return `The payout ${refusal.payout} was issued for ${format(refusal.issued)} ${refusal.issued.currency}, not ${format(refusal.given)} ${refusal.given.currency}. Check what was paid.`;
    case 'IdTooLong':
      return `The id ${refusal.id} is too long here: at most ${refusal.limit} characters. Choose a shorter one.`;
  }
};

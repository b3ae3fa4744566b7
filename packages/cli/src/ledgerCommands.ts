import type { Recorded } from '@commission-ledger/ledger';
import type { CommissionLedger } from 'commission-ledger';
import type * as E from 'fp-ts/lib/Either.js';

/** The commands of the ledger that answer with what they recorded. */
export type FactCommand = {
  [Name in keyof CommissionLedger]: CommissionLedger[Name] extends (
    ...args: never[]
  ) => Promise<E.Either<unknown, Recorded>>
    ? Name
    : never;
}[keyof CommissionLedger];

/** What `record` takes: these, and a re-rating, which answers with the differences that it posted. */
export type RecordCommand = FactCommand | 'rerateDeal';

/** Each of them, under its heading in the help, with what it records. A command that is missing here does not compile. */
export const ledgerCommands: Readonly<Record<RecordCommand, readonly [group: string, what: string]>> = {
  openProgram: ['Programs and plans', 'a program with its settings'],
  changeProgram: ['Programs and plans', 'other settings of a program'],
  publishPlan: ['Programs and plans', 'the next version of a plan: {"document": …, "approver": …}'],
  recordFxRate: ['Programs and plans', 'a rate of exchange of a day'],

  joinPartner: ['Partners', 'a partner'],
  enrolPartner: ['Partners', 'the plan that a partner is in from a date on'],
  assignManager: ['Partners', 'the manager of a partner from a date on'],
  assignUpline: ['Partners', 'the partner above a partner from a date on'],
  changePayoutDestination: ['Partners', 'where a partner is paid'],
  recordTaxStatus: ['Partners', 'the tax status of a partner from a date on'],
  suspendPartner: ['Partners', 'that a partner is suspended from a date on'],
  reinstatePartner: ['Partners', 'that a suspension ends on a date'],
  recordErasure: ['Partners', "that the key of a person's data was destroyed"],

  submitLead: ['Leads', 'a lead'],
  acceptLead: ['Leads', 'that the program takes a lead'],
  rejectLead: ['Leads', 'that it does not, and why'],
  markLeadDuplicate: ['Leads', 'that a lead is there already'],
  advanceLead: ['Leads', 'a stage of the sale'],
  loseLead: ['Leads', 'that nothing came of a lead, and why'],
  expireLead: ['Leads', 'that a lead has expired'],
  expireLeads: ['Leads', 'the expiry of every lead that was silent for too long: {"program": …}'],
  reopenLead: ['Leads', 'that a lead is taken up again'],

  winDeal: ['Deals', 'a deal, and what it earns'],
  amendDeal: ['Deals', 'what changed of a deal; it holds for what comes after'],
  rerateDeal: ['Deals', 'what amendments make of causes before them, posted as differences'],
  cancelDeal: ['Deals', 'the cancellation of a deal, and what it takes back'],
  recordPayment: ['Deals', 'a payment of the customer, and what it earns'],
  recordRefund: ['Deals', 'a refund, and what it takes back'],
  openChargeback: ['Deals', 'that the customer disputes a payment at the bank'],
  decideChargeback: ['Deals', 'how that was decided'],

  holdAccrual: ['Accounts', 'that an accrual is disputed: it is in no payout'],
  releaseAccrual: ['Accounts', 'that the dispute is over'],
  postAdjustment: ['Accounts', 'a correction by hand, by two people at once'],
  proposeAdjustment: ['Accounts', 'a correction that waits for another person'],
  approveAdjustment: ['Accounts', 'a proposed correction as it was proposed'],
  declineAdjustment: ['Accounts', 'that a proposed correction is not made'],
  writeOffReceivable: ['Accounts', 'what a partner owes and will not pay'],
  setApartUnclaimed: ['Accounts', 'what is payable and nobody claims'],
  remitTax: ['Accounts', 'tax that was handed over'],

  openInquiry: ['Inquiries and announcements', 'what a partner asks, proposes or objects to'],
  answerInquiry: ['Inquiries and announcements', 'an answer'],
  escalateInquiry: ['Inquiries and announcements', 'that somebody else takes over'],
  resolveInquiry: ['Inquiries and announcements', 'how it ended'],
  reopenInquiry: ['Inquiries and announcements', 'that it did not end there'],
  publishAnnouncement: ['Inquiries and announcements', 'a change of the program'],
  acknowledgeAnnouncement: ['Inquiries and announcements', 'that a partner has read it'],
  recordDigestDelivered: ['Inquiries and announcements', 'which digest was delivered, and how'],

  preparePayouts: ['Payouts', 'a run drawn up for approval: see payout prepare'],
  approvePayouts: ['Payouts', 'its approval: see payout approve'],
  discardPayouts: ['Payouts', 'that it is dropped: see payout discard'],
  recordPayoutFile: ['Payouts', 'a file that the host made itself: see payout file'],
  settlePayout: ['Payouts', 'that a payout arrived: see payout settle'],
  failPayout: ['Payouts', 'that it did not: see payout fail'],
  voidPayout: ['Payouts', 'that it was called off: see payout void'],
};

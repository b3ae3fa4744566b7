import type { CommandTools, Fact, Result } from '../commandTools.ts';
import type { CommandMeta, FactInput } from '../execution/offeredFact.ts';

/** An inquiry to be opened: it goes to the partner's manager by itself. */
export type InquiryToOpen = Omit<FactInput<'InquiryOpened'>, 'assignee'>;

/** Inquiries: what partners ask, propose and object to, and what becomes of it. */
export type InquiryCommands = Readonly<{
  /**
   * Opens an inquiry about something of the partner. An objection to an accrual that is in no payout keeps that accrual
   * out of payouts until the inquiry is resolved.
   */
  openInquiry: (input: InquiryToOpen, meta?: CommandMeta) => Result;
  answerInquiry: Fact<'InquiryAnswered'>;
  /** Somebody else takes over; allowed until it is resolved. */
  escalateInquiry: Fact<'InquiryEscalated'>;
  /** Ends it, and lets in again what it kept out of payouts. */
  resolveInquiry: Fact<'InquiryResolved'>;
  /** Comes back to what was answered or resolved; an objection holds again what is not paid yet. */
  reopenInquiry: Fact<'InquiryReopened'>;
}>;

/** Makes these commands. */
export const inquiryCommands = ({ fact, cause }: CommandTools): InquiryCommands => {
  const open = cause('InquiryOpened');
  return {
    openInquiry: (input, meta) => open({ ...input, assignee: null }, meta),
    answerInquiry: fact('InquiryAnswered'),
    escalateInquiry: fact('InquiryEscalated'),
    resolveInquiry: cause('InquiryResolved'),
    reopenInquiry: cause('InquiryReopened'),
  };
};

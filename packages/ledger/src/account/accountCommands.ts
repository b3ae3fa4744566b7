import type { CommandTools, Fact, Result } from '../commandTools.ts';
import type { CommandMeta, FactInput } from '../execution/offeredFact.ts';
import { type AdjustmentApproval, type AdjustmentDecline, approveAdjustment, declineAdjustment } from './proposals.ts';

/** A hold by hand: inquiries and chargebacks hold by themselves. */
export type ByHandInput<T extends 'AccrualHeld' | 'AccrualReleased'> = Omit<FactInput<T>, 'by'>;

/** A balance below zero, which two people write off. */
export type WriteOffInput = FactInput<'ReceivableWrittenOff'> & Readonly<{ author: string; approver: string }>;

/** What is done to an account by hand, and how its payouts end. */
export type AccountCommands = Readonly<{
  /** Keeps one disputed accrual out of payouts, with what is taken back or trued up of it; everything else goes on. */
  holdAccrual: (input: ByHandInput<'AccrualHeld'>, meta?: CommandMeta) => Result;
  /** Ends the dispute: unless others hold it, the accrual is payable again as of its own maturity. */
  releaseAccrual: (input: ByHandInput<'AccrualReleased'>, meta?: CommandMeta) => Result;
  postAdjustment: Fact<'AdjustmentPosted'>;
  /** Asks for a correction, which counts once another person approves it. */
  proposeAdjustment: Fact<'AdjustmentProposed'>;
  /** Posts a proposed correction exactly as it was proposed; the approver is another person than the author. */
  approveAdjustment: (input: AdjustmentApproval, meta?: CommandMeta) => Result;
  /** A proposed correction is not made. */
  declineAdjustment: (input: AdjustmentDecline, meta?: CommandMeta) => Result;
  /** Writes off what a partner owes, or a part of it; two people. */
  writeOffReceivable: (input: WriteOffInput, meta?: CommandMeta) => Result;
  /** Sets apart what is payable and could not be paid for long; two people. An adjustment of that amount gives it back. */
  setApartUnclaimed: Fact<'BalanceUnclaimed'>;
  /** Tells that tax, which payouts had kept back, was handed over to the authority. */
  remitTax: Fact<'TaxRemitted'>;
  settlePayout: Fact<'PayoutSettled'>;
  failPayout: Fact<'PayoutFailed'>;
  /** Calls off a payout; one that stands in a file only where it is said to be `unsent`. */
  voidPayout: Fact<'PayoutVoided'>;
}>;

/** Makes these commands. */
export const accountCommands = (tools: CommandTools): AccountCommands => ({
  holdAccrual: tools.fact('AccrualHeld'),
  releaseAccrual: tools.fact('AccrualReleased'),
  postAdjustment: tools.fact('AdjustmentPosted'),
  proposeAdjustment: tools.fact('AdjustmentProposed'),
  approveAdjustment: (input, meta = {}) => approveAdjustment(tools, input, meta),
  declineAdjustment: (input, meta = {}) => declineAdjustment(tools, input, meta),
  writeOffReceivable: tools.fact('ReceivableWrittenOff'),
  setApartUnclaimed: tools.fact('BalanceUnclaimed'),
  remitTax: tools.fact('TaxRemitted'),
  settlePayout: tools.fact('PayoutSettled'),
  failPayout: tools.fact('PayoutFailed'),
  voidPayout: tools.fact('PayoutVoided'),
});

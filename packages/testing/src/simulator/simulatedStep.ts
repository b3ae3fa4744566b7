import type { CommandMeta, Ledger } from '@commission-ledger/ledger';

/** The commands that a simulation sends. */
export type SimulatedCommand =
  | 'openProgram'
  | 'publishPlan'
  | 'joinPartner'
  | 'enrolPartner'
  | 'assignManager'
  | 'assignUpline'
  | 'changePayoutDestination'
  | 'recordTaxStatus'
  | 'suspendPartner'
  | 'reinstatePartner'
  | 'submitLead'
  | 'acceptLead'
  | 'rejectLead'
  | 'advanceLead'
  | 'loseLead'
  | 'expireLead'
  | 'reopenLead'
  | 'winDeal'
  | 'amendDeal'
  | 'recordPayment'
  | 'recordRefund'
  | 'cancelDeal'
  | 'openChargeback'
  | 'decideChargeback'
  | 'openInquiry'
  | 'answerInquiry'
  | 'resolveInquiry'
  | 'publishAnnouncement'
  | 'proposeAdjustment'
  | 'approveAdjustment'
  | 'recordFxRate'
  | 'preparePayouts'
  | 'approvePayouts'
  | 'issuePayouts'
  | 'closePeriod';

/** A command, and when it is sent: milliseconds since 1970. What it tells may have happened before. */
type Sent<Command extends SimulatedCommand> = Readonly<{
  at: number;
  command: Command;
  input: Parameters<Ledger[Command]>[0];
  meta?: CommandMeta;
}>;

/**
 * One step of a simulation: a command as a host would send it, or that the bank tells what became of the payouts of a
 * run, which only who plays the simulation knows.
 */
export type SimulatedStep =
  | { [Command in SimulatedCommand]: Sent<Command> }[SimulatedCommand]
  | Readonly<{ at: number; command: 'settlePayouts'; input: Readonly<{ program: string; date: string }> }>;

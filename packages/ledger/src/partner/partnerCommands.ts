import type { CommandTools, Fact } from '../commandTools.ts';

/** Partners: their plans, managers, uplines, destinations and tax statuses. */
export type PartnerCommands = Readonly<{
  joinPartner: Fact<'PartnerJoined'>;
  enrolPartner: Fact<'PartnerEnrolled'>;
  assignManager: Fact<'ManagerAssigned'>;
  assignUpline: Fact<'UplineAssigned'>;
  changePayoutDestination: Fact<'PayoutDestinationChanged'>;
  /** From a local date on, the partner's tax status; the plan has the rates that go with it. */
  recordTaxStatus: Fact<'TaxStatusRecorded'>;
  /** From a local date on, the partner is not paid and brings no leads in the program; `earning` says what deals then earn. */
  suspendPartner: Fact<'PartnerSuspended'>;
  /** From a local date on, the partner is in the program as before the suspension. */
  reinstatePartner: Fact<'PartnerReinstated'>;
}>;

/** Makes these commands. */
export const partnerCommands = ({ fact }: CommandTools): PartnerCommands => ({
  joinPartner: fact('PartnerJoined'),
  enrolPartner: fact('PartnerEnrolled'),
  assignManager: fact('ManagerAssigned'),
  assignUpline: fact('UplineAssigned'),
  changePayoutDestination: fact('PayoutDestinationChanged'),
  recordTaxStatus: fact('TaxStatusRecorded'),
  suspendPartner: fact('PartnerSuspended'),
  reinstatePartner: fact('PartnerReinstated'),
});

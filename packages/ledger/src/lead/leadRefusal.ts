import type { Describers } from '../describers.ts';

/** Why a command about a lead is refused. */
export type LeadRefusal =
  | Readonly<{ _tag: 'UnknownLead'; lead: string }>
  | Readonly<{ _tag: 'LeadExists'; lead: string }>
  | Readonly<{ _tag: 'LeadInState'; lead: string; state: string; wanted: string }>
  | Readonly<{ _tag: 'LeadIsDuplicateOfItself'; lead: string }>
  | Readonly<{ _tag: 'LeadsDoNotExpire'; program: string }>
  /** `on`: the local date of the lead. */
  | Readonly<{ _tag: 'PartnerIsSuspended'; partner: string; program: string; on: string }>;

/** One sentence for what is wrong, one for what to do. */
export const leadRefusals: Describers<LeadRefusal> = {
  UnknownLead: ({ lead }) => `There is no lead ${lead}. Submit it first, or check the id.`,
  LeadExists: ({ lead }) => `The lead ${lead} was submitted already. Check the id.`,
  LeadInState: ({ lead, state, wanted }) =>
    state === 'won'
      ? `The lead ${lead} is won, which stands. Cancel or amend its deal, if that is meant.`
      : `The lead ${lead} is ${state} and cannot become ${wanted}. Reopen it first, if that is meant.`,
  LeadIsDuplicateOfItself: ({ lead }) =>
    `The lead ${lead} cannot be a duplicate of itself. Name the lead that was there first.`,
  LeadsDoNotExpire: ({ program }) =>
    `The program ${program} does not say after how many days a silent lead expires. Set \`leadExpiry\` first, if leads are to expire.`,
  PartnerIsSuspended: ({ partner, program, on }) =>
    `The partner ${partner} is suspended in ${program} on ${on} and brings no leads. Reinstate the partner first, or check the date.`,
};

import type { Describers } from '../describers.ts';

/** Why a command about a partner is refused. */
export type PartnerRefusal =
  | Readonly<{ _tag: 'UnknownPartner'; partner: string }>
  | Readonly<{ _tag: 'PartnerExists'; partner: string; name: string }>
  | Readonly<{ _tag: 'AssignmentOutOfOrder'; partner: string; from: string; latest: string }>
  | Readonly<{ _tag: 'PartnerNotSuspended'; partner: string; program: string; from: string }>
  | Readonly<{ _tag: 'UplineIsSelf'; partner: string }>
  | Readonly<{ _tag: 'UplineCycle'; chain: readonly string[] }>;

/** One sentence for what is wrong, one for what to do. */
export const partnerRefusals: Describers<PartnerRefusal> = {
  UnknownPartner: ({ partner }) => `There is no partner ${partner}. Let the partner join first, or check the id.`,
  PartnerExists: ({ name, partner }) => `The id ${partner} belongs to ${name}. Use another id.`,
  AssignmentOutOfOrder: ({ from, latest, partner }) =>
    `${partner} already has an assignment from ${latest}. A new one cannot start before it; ${from} is too early.`,
  PartnerNotSuspended: ({ from, partner, program }) =>
    `${partner} is not suspended in ${program} on ${from}. There is nothing to end; check the date.`,
  UplineIsSelf: ({ partner }) => `${partner} cannot be their own upline. Name another partner.`,
  UplineCycle: ({ chain }) =>
    `The uplines would go in a circle: ${chain.join(' → ')}. Name a partner outside the circle.`,
};

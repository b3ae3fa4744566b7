import type { Dice } from './dice.ts';
import { PRODUCTS, SIMULATED_PROGRAM } from './simulatedProgram.ts';
import type { SimulatedStep } from './simulatedStep.ts';
import { DAY, HOUR, moment, numbered } from './simulation.ts';

/** A lead that is about to be submitted. */
export type NewLead = Readonly<{ number: number; partner: string; customer: string; at: number }>;

/** What was sold, and what comes of it is told by the story of the deal. */
export type Sale = Readonly<{ deal: string; partner: string; product: (typeof PRODUCTS)[number]; at: number }>;

/** What becomes of a lead, when it ends, and the sale that it leads to. */
export type LeadStory = Readonly<{ steps: readonly SimulatedStep[]; endsAt: number; sale: Sale | undefined }>;

const REJECTIONS = ['no budget this year', 'outside the region', 'a customer already', 'no way to reach them'] as const;
const LOSSES = ['went with another vendor', 'the project was stopped', 'no answer'] as const;

/** The life of a lead whose customer nobody else has. */
export const leadStory = ({ number, partner, customer, at }: NewLead, dice: Dice): LeadStory => {
  const lead = numbered('lead', number);
  const product = dice.pick(PRODUCTS);
  const attributes = { product: product.product, region: dice.pick(['north', 'south', 'west']) };
  const steps: SimulatedStep[] = [submission({ lead, partner, customer, attributes, at })];
  const fate = dice.between(1, 100);
  if (fate <= 3) return { steps, endsAt: Number.MAX_SAFE_INTEGER, sale: undefined };
  if (fate <= 7) {
    const endsAt = at + 70 * DAY;
    steps.push({ at: endsAt, command: 'expireLead', input: { lead } });
    return { steps, endsAt, sale: undefined };
  }
  // A rejection sets the customer free, though the lead may be opened again.
  let endsAt = Number.MAX_SAFE_INTEGER;
  let now = at + HOUR * dice.between(1, 70);
  if (fate <= 16) {
    steps.push({ at: now, command: 'rejectLead', input: { lead, reason: dice.pick(REJECTIONS) } });
    endsAt = now;
    if (fate > 8) return { steps, endsAt, sale: undefined };
    now += 2 * DAY;
    steps.push({ at: now, command: 'reopenLead', input: { lead, reason: 'they called back' } });
  } else {
    steps.push({ at: now, command: 'acceptLead', input: { lead } });
  }
  for (const stage of ['qualified', 'proposal']) {
    now += HOUR * dice.between(8, 300);
    steps.push({ at: now, command: 'advanceLead', input: { lead, stage } });
  }
  now += HOUR * dice.between(8, 300);
  if (dice.perMille(450)) {
    steps.push({ at: now, command: 'loseLead', input: { lead, reason: dice.pick(LOSSES) } });
    return { steps, endsAt: Math.min(endsAt, now), sale: undefined };
  }
  const deal = numbered('deal', number);
  return { steps, endsAt, sale: { deal, partner, product, at: now } };
};

/** A lead of a customer whom another partner has: the ledger tells what becomes of it. */
export const competingLead = ({ number, partner, customer, at }: NewLead, dice: Dice): SimulatedStep =>
  submission({
    lead: numbered('lead', number),
    partner,
    customer,
    attributes: { product: dice.pick(PRODUCTS).product, region: 'north' },
    at,
  });

type Submission = Readonly<{
  lead: string;
  partner: string;
  customer: string;
  attributes: Readonly<Record<string, string>>;
  at: number;
}>;

const submission = ({ at, lead, ...told }: Submission): SimulatedStep => ({
  at,
  command: 'submitLead',
  input: { lead, program: SIMULATED_PROGRAM, prospect: { reference: `crm:${lead}` }, ...told, occurredAt: moment(at) },
});

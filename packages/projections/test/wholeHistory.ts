import * as fc from 'fast-check';
import { accountHistory } from './accountHistory.ts';
import { joined, opened, published, told } from './facts.ts';
import { at, cents, type Fact } from './history.ts';

const START: readonly Fact[] = [opened(), published(), joined('ada', 'Ada Byron'), joined('bob', 'Bob Ross')];

const leadOf = (lead: string, ending: number): readonly Fact[] => {
  const stream = `lead-${lead}`;
  const occurredAt = at('2026-01-10T09:00:00Z');
  const submitted = told(stream, 'LeadSubmitted', {
    lead,
    program: 'north',
    partner: 'ada',
    prospect: { reference: `crm/${lead}` },
    attributes: { product: 'P1' },
    occurredAt,
  });
  const accepted = told(stream, 'LeadAccepted', { lead, occurredAt });
  const won = told(`deal-${lead}`, 'DealWon', {
    deal: lead,
    program: 'north',
    amount: cents(500),
    attribution: [],
    attributes: {},
    lead,
    occurredAt,
  });
  const endings: readonly (readonly Fact[])[] = [
    [submitted],
    [submitted, accepted, told(stream, 'LeadAdvanced', { lead, stage: 'offer', occurredAt }), won],
    [
      submitted,
      told(stream, 'LeadRejected', { lead, reason: 'known', occurredAt }),
      told(stream, 'LeadReopened', { lead, reason: 'was not', occurredAt }),
    ],
    [won, submitted, accepted, told(stream, 'LeadLost', { lead, reason: 'too late', occurredAt })],
  ];
  return endings[ending % endings.length] ?? [];
};

/** Histories of a whole little ledger: a program, a plan, partners, leads, deals and accounts. */
export const wholeHistory = (maxLength = 20): fc.Arbitrary<readonly Fact[]> =>
  fc
    .tuple(accountHistory(maxLength), fc.array(fc.nat({ max: 3 }), { maxLength: 4 }), fc.nat({ max: 20 }))
    .map(([facts, endings, place]) => [
      ...START,
      ...facts.slice(0, place),
      ...endings.flatMap((ending, index) => leadOf(`l${index}`, ending)),
      ...facts.slice(place),
    ]);

import { currency, exactFromJson } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { accountHistory } from './accountHistory.ts';
import { enrolled, joined, opened, published, told } from './facts.ts';
import { at, cents, date, type Fact, right } from './history.ts';

const started = at('2026-01-01T00:00:00Z');

const START: readonly Fact[] = [
  opened(),
  published(),
  joined('ada', 'Ada Byron'),
  joined('bob', 'Bob Ross'),
  enrolled('ada', 'standard'),
  told('partner-ada', 'TaxStatusRecorded', {
    partner: 'ada',
    status: 'company',
    from: date('2026-01-01'),
    occurredAt: started,
  }),
  told('fx-USD.EUR', 'FxRateRecorded', {
    from: right(currency('USD')),
    to: right(currency('EUR')),
    rate: right(exactFromJson('0.92')),
    date: date('2026-01-01'),
    source: 'the central bank',
    occurredAt: started,
  }),
];

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
    [submitted, won, told(`deal-${lead}`, 'DealCancelled', { deal: lead, reason: 'the customer left', occurredAt })],
    [won, submitted, accepted, told(stream, 'LeadLost', { lead, reason: 'too late', occurredAt })],
  ];
  return endings[ending % endings.length] ?? [];
};

/** Histories of a whole little ledger: a program, a plan, partners, leads, deals and accounts. */
export const wholeHistory = (maxLength = 20): fc.Arbitrary<readonly Fact[]> =>
  fc
    .tuple(accountHistory(maxLength), fc.array(fc.nat({ max: 4 }), { maxLength: 4 }), fc.nat({ max: 20 }))
    .map(([facts, endings, place]) => [
      ...START,
      ...facts.slice(0, place),
      ...endings.flatMap((ending, index) => leadOf(`l${index}`, ending)),
      ...facts.slice(place),
    ]);

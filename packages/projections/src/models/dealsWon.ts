import type { EventData } from '@commission-ledger/events';
import { type ExactRecord, exactToJson, type MoneyRecord, toJson } from '@commission-ledger/money';
import { CannotApply, type Projection } from '../projection.ts';

/** A deal as it stands now, as last amended: what it is worth, and who is credited with which share of it. */
export type DealWonDocument = Readonly<{
  deal: string;
  program: string;
  wonAt: string;
  amount: MoneyRecord;
  credits: readonly Readonly<{ partner: string; share: ExactRecord }>[];
  cancelled: boolean;
}>;

/** One document for each deal. */
export const dealsWon: Projection<DealWonDocument> = {
  name: 'deals-won',
  version: 1,
  keysOf: ({ type, data }) =>
    type === 'DealWon' || type === 'DealAmended' || type === 'DealCancelled' ? [data.deal] : [],
  evolve: (document, event, deal) => {
    if (event.type === 'DealWon') {
      const { program, amount, attribution, occurredAt } = event.data;
      const credits = creditsOf(attribution);
      return { deal, program, wonAt: occurredAt, amount: toJson(amount), credits, cancelled: false };
    }
    if (event.type !== 'DealAmended' && event.type !== 'DealCancelled') return document;
    if (document === undefined) throw new CannotApply(`Deal ${deal} was never won.`);
    if (event.type === 'DealCancelled') return { ...document, cancelled: true };
    const { amount, attribution } = event.data;
    return {
      ...document,
      amount: amount === undefined ? document.amount : toJson(amount),
      credits: attribution === undefined ? document.credits : creditsOf(attribution),
    };
  },
};

const creditsOf = (attribution: EventData<'DealWon'>['attribution']): DealWonDocument['credits'] =>
  attribution.map(({ partner, share }) => ({ partner, share: exactToJson(share) }));

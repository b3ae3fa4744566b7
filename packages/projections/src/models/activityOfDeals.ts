import type { EventData, RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';
import { type AmendedField, amendedFields } from './dealSteps.ts';

/** A change of a deal after its win, as the partners who are credited with it are told of it. */
export type DealChange = Readonly<{
  kind: 'amended' | 'cancelled';
  /** Which fields were replaced. By what, and why, is for the program to know: it may speak of other partners. */
  changed: readonly AmendedField[];
  /** Why it was called off. */
  reason: string | null;
  /** Who was credited before it or is since: nobody else is told. */
  told: readonly string[];
  occurredAt: string;
  recordedAt: string;
}>;

/** What happened to one deal after its win, in the order recorded. */
export type DealActivityDocument = Readonly<{
  deal: string;
  program: string;
  /** Who is credited now with a share, and who beside the shares. */
  shares: readonly string[];
  overlays: readonly string[];
  changes: readonly DealChange[];
}>;

/** One document for each deal. */
export const activityOfDeals: Projection<DealActivityDocument> = {
  name: 'activity-of-deals',
  version: 1,
  keysOf: ({ type, data }) =>
    type === 'DealWon' || type === 'DealAmended' || type === 'DealCancelled' ? [data.deal] : [],
  evolve: (document, event) => {
    if (event.type === 'DealWon') {
      const { deal, program, attribution, overlays = [] } = event.data;
      return { deal, program, shares: partnersIn(attribution), overlays: partnersIn(overlays), changes: [] };
    }
    // The read model of deals stops at a change of a deal that was never won.
    if (document === undefined || (event.type !== 'DealAmended' && event.type !== 'DealCancelled')) return document;
    const after = { ...document, ...creditsAfter(event) };
    const told = [...new Set([...creditedIn(document), ...creditedIn(after)])];
    return { ...after, changes: [...document.changes, { ...changeBy(event), told }] };
  },
};

type Credits = Partial<Pick<EventData<'DealWon'>, 'attribution' | 'overlays'>>;

/** The partners whom a deal or its amendment credits, each once. */
export const creditedBy = ({ attribution = [], overlays = [] }: Credits): readonly string[] => [
  ...new Set(partnersIn([...attribution, ...overlays])),
];

const partnersIn = (credits: readonly Readonly<{ partner: string }>[]): readonly string[] =>
  credits.map(({ partner }) => partner);

const creditedIn = ({ shares, overlays }: DealActivityDocument): readonly string[] => [...shares, ...overlays];

type Changing = RecordedEvent<'DealAmended' | 'DealCancelled'>;

/** What is absent stays. */
const creditsAfter = ({ type, data }: Changing): Partial<Pick<DealActivityDocument, 'shares' | 'overlays'>> => {
  if (type === 'DealCancelled') return {};
  const { attribution, overlays } = data;
  return {
    ...(attribution === undefined ? {} : { shares: partnersIn(attribution) }),
    ...(overlays === undefined ? {} : { overlays: partnersIn(overlays) }),
  };
};

const changeBy = ({ type, data, recordedAt }: Changing): Omit<DealChange, 'told'> => {
  const when = { occurredAt: data.occurredAt, recordedAt };
  return type === 'DealCancelled'
    ? { kind: 'cancelled', changed: [], reason: data.reason, ...when }
    : { kind: 'amended', changed: amendedFields(data), reason: null, ...when };
};

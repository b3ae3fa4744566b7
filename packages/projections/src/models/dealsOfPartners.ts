import type { RecordedEvent } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';
import { creditedBy } from './activityOfDeals.ts';

/** Which deal it is; the deal's own documents say the rest. */
export type DealOfPartnerDocument = Readonly<{ deal: string }>;

/** The deals that a partner is, or once was, credited with, so that nobody else's deals are read for a partner. */
export const dealsOfPartners: Projection<DealOfPartnerDocument> = {
  name: 'deals-of-partners',
  version: 1,
  keysOf: (event) =>
    isCrediting(event) ? creditedBy(event.data).map((partner) => `${dealsPrefix(partner)}${event.data.deal}`) : [],
  evolve: (document, event) => (isCrediting(event) ? (document ?? { deal: event.data.deal }) : document),
};

/** What keys of a partner's deals begin with. */
export const dealsPrefix = (partner: string): string => `${partner}/`;

const isCrediting = (event: RecordedEvent): event is RecordedEvent<'DealWon' | 'DealAmended'> =>
  event.type === 'DealWon' || event.type === 'DealAmended';

import type { Projection } from '../projection.ts';

/**
 * What is set aside: a cause earns nothing until it can be rated, and a refund takes nothing back until its payment is there
 * and large enough.
 */
export type ParkedDocument = Readonly<{
  deal: string;
  cause: Readonly<{ kind: 'win' | 'payment' | 'refund'; id: string }>;
  reason: string;
  occurredAt: string;
}>;

/** One document for each cause or refund that is set aside now. */
export const parked: Projection<ParkedDocument> = {
  name: 'parked',
  version: 2,
  keysOf: (event) => {
    if (event.type !== 'CauseParked' && event.type !== 'CauseResolved') return [];
    const { deal, cause } = event.data;
    return [`${deal}/${cause.kind}/${cause.id}`];
  },
  evolve: (document, event) => {
    if (event.type === 'CauseParked') return event.data;
    return event.type === 'CauseResolved' ? undefined : document;
  },
};

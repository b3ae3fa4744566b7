import type { Projection } from '../projection.ts';

/** A cause that is set aside: it earns nothing until it can be rated. */
export type ParkedDocument = Readonly<{
  deal: string;
  cause: Readonly<{ kind: 'win' | 'payment'; id: string }>;
  reason: string;
  occurredAt: string;
}>;

/** One document for each cause that is set aside now. */
export const parked: Projection<ParkedDocument> = {
  name: 'parked',
  version: 1,
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

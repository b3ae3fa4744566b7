import { type AnyProjection, leads, partners, payouts, programs } from '@commission-ledger/projections';
import { dealDocuments } from './deals/dealDocuments.ts';

/** The read models that tie-outs are made from: fold them with `asOf`, to the moment that the other side goes up to. */
export const tieOutProjections: readonly AnyProjection[] = [programs, partners, leads, payouts, dealDocuments];

import type { AccountRef, EventData } from '@commission-ledger/events';
import type { Projection } from '../projection.ts';
import { accountOf } from './accountEvent.ts';

/** A cause of a deal that was looked at for an account and earned nothing there. */
export type DealEvaluationDocument = Readonly<{
  deal: string;
  account: AccountRef;
  cause: EventData<'AccrualEvaluated'>['cause'];
  referrer: string;
  beneficiary: string;
  reason: EventData<'AccrualEvaluated'>['reason'];
  event: Readonly<{ stream: string; revision: number; id: string }>;
}>;

/** One document for each verdict that a cause earns nothing, by deal: what earned something has entries. */
export const dealEvaluations: Projection<DealEvaluationDocument> = {
  name: 'deal-evaluations',
  version: 1,
  reads: new Set(['AccrualEvaluated']),
  keysOf: (event) =>
    event.type === 'AccrualEvaluated'
      ? [`${event.data.deal}/${event.stream}/${String(event.revision).padStart(10, '0')}`]
      : [],
  evolve: (document, event) => {
    if (event.type !== 'AccrualEvaluated') return document;
    const { deal, cause, referrer, beneficiary, reason } = event.data;
    return {
      deal,
      account: accountOf(event),
      cause,
      referrer,
      beneficiary,
      reason,
      event: { stream: event.stream, revision: event.revision, id: event.id },
    };
  },
};

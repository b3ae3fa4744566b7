import type { RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer, Sources } from '../reading/sources.ts';

/** The event that issued a payout. */
export const issuedPayout = async (sources: Sources, payout: string): Answer<RecordedEvent<'PayoutIssued'>> => {
  const at = await sources.index.lookUp('payout', payout);
  return at === undefined
    ? E.left({ _tag: 'UnknownSubject', subject: payout })
    : sources.events.read('PayoutIssued', at);
};

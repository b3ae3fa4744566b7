import type { RecordedEvent } from '@commission-ledger/events';
import { evolveDeal, unknownDeal, type DealState } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import { once, type Answer, type Sources } from './sources.ts';

/** A deal with all that was recorded of it: which payments it has, which refunds of them count, and how it was amended. */
export const dealIn = (sources: Sources, stream: string): Answer<DealState> =>
  once(sources.deals, stream, async () => {
    const events = await sources.events.readRange(stream, 0);
    return E.map((all: readonly RecordedEvent[]) => all.reduce(evolveDeal, unknownDeal()))(events);
  });

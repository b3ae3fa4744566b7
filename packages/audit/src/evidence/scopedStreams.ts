import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { type Frame, categoryOf } from '@commission-ledger/events';
import { citationsIn, namesPartner, ofCategories } from './citations.ts';
import type { EvidenceScope } from './evidenceRequest.ts';
import { ownStreams } from './ownStreams.ts';
import { packedFrame } from './packedFrame.ts';

/** Finds the streams of a pack while the history is read. */
export type ScopedStreams = Readonly<{
  meet: (stored: StoredEvent, frame: Frame) => void;
  /** To be asked after the last event. */
  found: (store: EventStore) => Promise<ReadonlySet<string>>;
}>;

/** What tells of a partner without being the partner's own. */
const TELLING = new Set(['deal', 'lead', 'inquiry', 'claim']);

/** What a deal or a lead leads to in its turn. */
const BEHIND: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['deal', new Set(['lead', 'program'])],
  ['lead', new Set(['program', 'subject'])],
]);

/**
 * The streams of some partners of a program: their own, with their accounts in the program; every deal, lead, inquiry and
 * claim that names them; and what those and their entries cite.
 */
export const scopedStreams = (scope: Extract<EvidenceScope, { kind: 'partners' }>, ledger: string): ScopedStreams => {
  const partners = new Set(scope.partners);
  const { always, isTheirs, isOfProgram, citedIn } = ownStreams(scope, ledger);
  const streams = new Set(always);
  const add = (found: Iterable<string>): void => {
    for (const stream of found) streams.add(stream);
  };
  return {
    meet: ({ body }, frame) => {
      const { stream } = frame;
      if (isTheirs(stream)) {
        streams.add(stream);
        add(citedIn(frame));
      } else if (TELLING.has(categoryOf(stream)) && isOfProgram(frame) && namesPartner(body, partners)) {
        streams.add(stream);
      }
    },
    found: async (store) => {
      // A set that grows while it is gone through: what a deal leads to is looked into as well.
      for (const stream of streams) {
        const behind = BEHIND.get(categoryOf(stream));
        if (behind === undefined) continue;
        for await (const stored of store.readStream(stream))
          add(ofCategories(citationsIn(packedFrame(stored)), behind));
      }
      return streams;
    },
  };
};

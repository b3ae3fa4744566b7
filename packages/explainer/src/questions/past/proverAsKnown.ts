import type { RecordedInstant } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import { storedEventIn } from '../../reading/eventReader.ts';
import type { References } from '../../reading/references.ts';
import { createProver, type Prover } from '../../why/createProver.ts';
import { storeAsKnown } from './storeAsOf.ts';

/**
 * Proves amounts as they could be proved then, from what had been recorded (inclusive). It reads by key from the index of
 * today, and passes over whatever came later: nothing is folded, so it is as quick as a proof of today.
 */
export const proverAsKnown = ({
  store,
  references,
  known,
}: Readonly<{ store: EventStore; references: References; known: RecordedInstant }>): Prover => {
  const then = storeAsKnown(store, known);
  const stored = storedEventIn(then);
  return createProver({
    store: then,
    references: {
      find: async (kind, ids) => {
        const found = await references.find(kind, ids);
        return Promise.all(
          found.map(async (at) => {
            if (at === undefined) return undefined;
            return (await stored(at.stream, at.revision)) === undefined ? undefined : at;
          }),
        );
      },
    },
  });
};

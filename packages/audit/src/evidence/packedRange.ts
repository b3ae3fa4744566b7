import type { EventStore, StoredEvent } from '@commission-ledger/event-store';
import { allProjections, asOf, type DocumentStore, storedName } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { PackStopped } from './evidenceFailure.ts';
import type { EvidenceRequest } from './evidenceRequest.ts';
import { endOfKnown, historyUntil } from './historyUntil.ts';

/** The history as far as it is packed, and read models that end where it ends. */
export type PackedRange = Readonly<{ store: EventStore; documents: DocumentStore }>;

/** How far the pack goes: as far as the read models, or as was known then. @throws PackStopped */
export const packedRange = async ({
  store,
  documents,
  known,
}: Pick<EvidenceRequest, 'store' | 'documents' | 'known'>): Promise<PackedRange> => {
  if (known === undefined) {
    const last = await endOfDocuments(store, documents);
    return { store: historyUntil(store, last), documents };
  }
  const last = await endOfKnown(store, known);
  if (last === undefined) throw new PackStopped({ _tag: 'NothingRecorded' });
  const then = historyUntil(store, last);
  const made = await asOf({ store: then, projections: allProjections });
  if (E.isLeft(made)) throw new PackStopped({ _tag: 'ReadModelsNotMade', failure: made.left });
  return { store: then, documents: made.right };
};

/** The last event that the read models contain: all of them the same. */
const endOfDocuments = async (store: EventStore, documents: DocumentStore): Promise<StoredEvent> => {
  const checkpoints = await documents.checkpoints();
  const ends = allProjections.map((projection) => checkpoints.get(storedName(projection)));
  const [end] = ends;
  if (ends.every((other) => other === undefined)) throw new PackStopped({ _tag: 'NothingRecorded' });
  if (end?.event === undefined || ends.some((other) => other?.position !== end.position))
    throw new PackStopped({ _tag: 'ReadModelsApart' });
  const { stream, revision } = end.event;
  for await (const last of store.readStream(stream, { from: revision, limit: 1 }))
    if (last.position === end.position) return last;
  throw new PackStopped({ _tag: 'ReadModelsApart' });
};

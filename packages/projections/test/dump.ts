import type { EventStore } from '@commission-ledger/event-store';
import {
  allProjections,
  type AnyProjection,
  type DocumentStore,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '../src/index.ts';
import { right } from './history.ts';

/** Everything a document store holds for the projections, as one text: equal texts are equal to the byte. */
export const dump = async (
  documents: DocumentStore,
  projections: readonly AnyProjection[] = allProjections,
): Promise<string> => {
  const parts = projections.map(async (projection) => {
    const name = storedName(projection);
    const listed = await documents.list(name, {});
    const lines = listed.map(({ key, json }) => `  ${key} ${json}`);
    return [`${name} up to ${String((await documents.checkpoint(name))?.position)}`, ...lines].join('\n');
  });
  return (await Promise.all(parts)).join('\n');
};

/** The documents of a rebuild from zero, in one batch. */
export const rebuilt = async (
  store: EventStore,
  projections: readonly AnyProjection[] = allProjections,
): Promise<DocumentStore> => {
  const documents = memoryDocumentStore();
  right(await projectionRuntime({ store, documents, projections, batchSize: 1_000_000 }).catchUp());
  return documents;
};

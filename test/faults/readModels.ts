import type { EventStore } from '../../packages/event-store/src/index.ts';
import {
  type DocumentStore,
  type ProjectionFailure,
  type ProjectionRuntime,
  balances,
  entries,
  memoryDocumentStore,
  projectionRuntime,
  storedName,
} from '../../packages/projections/src/index.ts';

const projections = [balances, entries];

/** What a run of the read models came to, in a few words. */
export const runOf = async (run: ReturnType<ProjectionRuntime['catchUp']>): Promise<string> => {
  const result = await run;
  return result._tag === 'Right' ? 'done' : wordOf(result.left);
};

const wordOf = (failure: ProjectionFailure): string => {
  switch (failure._tag) {
    case 'ProjectionHalted':
      return `${failure.reason._tag} stops the projection`;
    case 'StoreFailed':
      return failure.failure.reason._tag;
    case 'CheckpointBeyondHead':
    case 'CheckpointNotInHistory':
      return failure._tag;
  }
};

/** Balances and entries, in batches of two events unless said. */
export const runtimeOn = (store: EventStore, documents: DocumentStore, batchSize = 2) =>
  projectionRuntime({ store, documents, projections, batchSize });

/** All documents, as text. */
export const dumpOf = async (documents: DocumentStore): Promise<string> => {
  const lists = await Promise.all(projections.map((projection) => documents.list(storedName(projection), {})));
  return JSON.stringify(lists);
};

/** What the documents of this history must be: a fold of all of it, in one go, on documents that never failed. */
const foldOf = async (store: EventStore): Promise<string> => {
  const documents = memoryDocumentStore();
  await projectionRuntime({ store, documents, projections }).catchUp();
  return dumpOf(documents);
};

/** The documents of one projection and the position they stand at, read while nobody writes them. */
const settled = async (documents: DocumentStore, name: string) => {
  for (;;) {
    const before = await documents.checkpoint(name);
    const list = JSON.stringify(await documents.list(name, {}));
    const after = await documents.checkpoint(name);
    // Where one projection failed, another may still be writing the same batch.
    if (before?.position === after?.position) return { list, position: after?.position };
  }
};

/** Whether the documents are those of the history, of a part of it up to their checkpoint, or something else. */
export const standingOf = async (documents: DocumentStore, store: EventStore): Promise<string> => {
  const parts = projections.map(async (projection) => {
    const name = storedName(projection);
    const { list, position } = await settled(documents, name);
    const part = memoryDocumentStore();
    if (position !== undefined) {
      await projectionRuntime({ store, documents: part, projections: [projection] }).runTo(position);
    }
    return JSON.stringify(await part.list(name, {})) === list;
  });
  if (!(await Promise.all(parts)).every(Boolean)) return 'read models WRONG';
  return (await dumpOf(documents)) === (await foldOf(store))
    ? 'read models complete'
    : 'read models as of their checkpoint';
};

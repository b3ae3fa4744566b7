import type { DocumentStore } from '@commission-ledger/projections';
import { readModelOf } from './collection.ts';
import { whoListens } from './listeners.ts';
import { observeCall } from './observeCall.ts';
import { quietly } from './quietly.ts';
import type { StoreSystem, Telemetry } from './telemetry.ts';

/**
 * The same document store, observed: a span and a duration for each call, and a counter for commits that somebody
 * else came before. Read models are told by name and version, documents and their keys never are.
 *
 * While nobody listens, calls go straight to the store.
 *
 * @param system what keeps the documents; told as `db.system.name`.
 */
export const observeDocumentStore = (
  documents: DocumentStore,
  telemetry: Telemetry = {},
  system?: StoreSystem,
): DocumentStore => {
  const listening = whoListens(telemetry);
  const observed = <A>(operation: string, projection: string | undefined, work: () => Promise<A>): Promise<A> => {
    const listeners = listening();
    if (listeners === undefined) return work();
    const collection = projection === undefined ? undefined : readModelOf(projection);
    return observeCall(listeners, { operation, collection, system }, work);
  };
  /** Writes that somebody else may come before answer `false` then. */
  const fenced = (operation: string, projection: string, work: () => Promise<boolean>): Promise<boolean> =>
    observed(operation, projection, async () => {
      const done = await work();
      const instruments = done ? undefined : listening()?.instruments;
      quietly(() => instruments?.conflicts.add(1, { 'db.collection.name': readModelOf(projection) }));
      return done;
    });
  return {
    read: (projection, key) => observed('read', projection, () => documents.read(projection, key)),
    readMany: (projection, keys) => observed('read_many', projection, () => documents.readMany(projection, keys)),
    list: (projection, options) => observed('list', projection, () => documents.list(projection, options)),
    checkpoint: (projection) => observed('checkpoint', projection, () => documents.checkpoint(projection)),
    checkpoints: () => observed('checkpoints', undefined, () => documents.checkpoints()),
    commit: (batch) => fenced('commit', batch.projection, () => documents.commit(batch)),
    replace: (projection, by) => fenced('replace', projection, () => documents.replace(projection, by)),
    clear: (projection) => observed('clear', projection, () => documents.clear(projection)),
  };
};

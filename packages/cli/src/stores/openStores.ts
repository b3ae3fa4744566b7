import path from 'node:path';
import type { EventStore } from '@commission-ledger/event-store';
import { type DocumentStore, memoryDocumentStore } from '@commission-ledger/projections';
import type { Terminal } from '../terminal.ts';
import { type OpenHistory, openHistory } from './openHistory.ts';
import { openReadModels } from './openReadModels.ts';
import { type ReadModelsAddress, type StoreAddress, readModelsAddress, storeAddress } from './storeAddress.ts';

/** A history and its read models, open. */
export type OpenStores = Readonly<{ events: EventStore; documents: DocumentStore; close: () => Promise<void> }>;

/**
 * Opens what `--store` and `--read-models` name. Without the latter, a file keeps the read models itself; those of
 * other stores are in memory, made anew by each command.
 */
export const openStores = async (
  { store, readModels }: Readonly<{ store: string; readModels?: string }>,
  terminal: Terminal,
  create: boolean,
): Promise<OpenStores> => {
  const address = storeAddress(store);
  const apart = readModels === undefined ? undefined : readModelsAddress(readModels);
  const history = await openHistory(address, terminal, create);
  if (apart === undefined || isSameFile(address, apart)) {
    return { ...history, documents: history.documents ?? memoryDocumentStore() };
  }
  return beside(history, apart, terminal);
};

const beside = async (history: OpenHistory, apart: ReadModelsAddress, terminal: Terminal): Promise<OpenStores> => {
  try {
    const { documents, close } = await openReadModels(apart, terminal);
    const closeBoth = async (): Promise<void> => {
      await Promise.all([close(), history.close()]);
    };
    return { events: history.events, documents, close: closeBoth };
  } catch (error) {
    await history.close();
    throw error;
  }
};

const isSameFile = (store: StoreAddress, readModels: ReadModelsAddress): boolean =>
  store.kind === 'sqlite' && readModels.kind === 'sqlite' && path.resolve(store.path) === path.resolve(readModels.path);

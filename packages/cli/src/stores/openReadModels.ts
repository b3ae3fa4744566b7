import { type DocumentStore, memoryDocumentStore } from '@commission-ledger/projections';
import { CommandFailed } from '../exitCode.ts';
import type { Terminal } from '../terminal.ts';
import type { ReadModelsAddress } from './storeAddress.ts';

/** Open read models. */
export type OpenReadModels = Readonly<{ documents: DocumentStore; close: () => Promise<void> }>;

/** Opens read models that are not kept with the history, and makes a new file or schema where there is none. */
export const openReadModels = async (address: ReadModelsAddress, terminal: Terminal): Promise<OpenReadModels> => {
  switch (address.kind) {
    case 'memory':
      return { documents: memoryDocumentStore(), close: async () => {} };
    case 'sqlite':
      return openFile(address.path, terminal);
    case 'postgres': {
      const { openPostgresDocumentStore } = await import('@commission-ledger/document-store-postgres');
      const { connectionString, schema } = address;
      return openPostgresDocumentStore(connectionString, schema === undefined ? {} : { schema });
    }
  }
};

const openFile = async (path: string, terminal: Terminal): Promise<OpenReadModels> => {
  const { openSqliteStore } = await import('@commission-ledger/event-store-sqlite');
  const file = await openSqliteStore(path, { onWarning: (warning) => terminal.err(`${warning}\n`) });
  try {
    // Its read models are those of the history in it.
    if ((await file.events.head()) === undefined) return file;
    throw new CommandFailed(`${path} holds a ledger of its own. Give a file for the read models alone.`);
  } catch (error) {
    await file.close();
    throw error;
  }
};

import { openPostgresDocumentStore } from '../../packages/document-store-postgres/src/index.ts';
import { type DocumentStore, memoryDocumentStore } from '../../packages/projections/src/index.ts';
import { type PostgresServer, startPostgres } from '../../packages/testing/src/postgres/index.ts';
import { inFile } from './historyPlaces.ts';

/** Works with an empty document store of one adapter. */
export type WithDocuments = (work: (documents: DocumentStore) => Promise<string>) => Promise<string>;

export const documentsInMemory: WithDocuments = (work) => work(memoryDocumentStore());

export const documentsInFile: WithDocuments = (work) => inFile(async ({ open }) => work((await open()).documents));

let server: Promise<PostgresServer | undefined> | undefined;

/** The server for all cells of this run: `undefined` where there is no PostgreSQL. */
export const postgres = (): Promise<PostgresServer | undefined> => (server ??= startPostgres({ durable: false }));

/** Ends the server if it was started. */
export const stopPostgres = async (): Promise<void> => {
  await (await server)?.stop();
  server = undefined;
};

/** A server that must be there. */
export const runningPostgres = async (): Promise<PostgresServer> => {
  const running = await postgres();
  if (running === undefined) throw new Error('there is no PostgreSQL on this machine');
  return running;
};

export const documentsInPostgres: WithDocuments = async (work) => {
  const { connectionString, newSchema } = await runningPostgres();
  const { documents, close } = await openPostgresDocumentStore(connectionString, { schema: newSchema() });
  try {
    return await work(documents);
  } finally {
    await close();
  }
};

import { StoreFailure } from '@commission-ledger/event-store';

import type { Database } from './database.ts';
import { prepareSchema } from './prepareSchema.ts';

/** Does work with the tables, which are there and up to date. Rejects with what went wrong in either. */
export type UseOfSchema = <A>(work: () => Promise<A>) => Promise<A>;

/** Prepares the schema before its first use, and again after it failed or turned out not to be there any more. */
export const preparedSchema = (database: Database, schema: string): UseOfSchema => {
  let preparing: Promise<void> | undefined;
  const prepare = async (): Promise<void> => {
    try {
      await prepareSchema(database, schema);
    } catch (error) {
      preparing = undefined;
      throw error;
    }
  };
  return async (work) => {
    preparing ??= prepare();
    await preparing;
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreFailure && error.reason._tag === 'NotALedger') preparing = undefined;
      throw error;
    }
  };
};

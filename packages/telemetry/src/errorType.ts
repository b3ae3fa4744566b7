import { StoreFailure } from '@commission-ledger/event-store';

/** What kind of failure it is, in one word. What it says may name a path, a server or a person, and stays out. */
export const errorTypeOf = (error: unknown): string => (error instanceof StoreFailure ? error.reason._tag : '_OTHER');

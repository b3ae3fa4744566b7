import type { Transaction } from '@commission-ledger/projections';

/** The SHA-256 of the stored frame of an event, in hexadecimal; `undefined` where it is not known. */
export type HashOf = (event: Transaction['event']) => string | undefined | Promise<string | undefined>;

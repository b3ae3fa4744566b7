import type { Recorded } from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';
import type { Answer } from './reaching.ts';

/**
 * What somebody is told of their own command: whether it was recorded before, or said nothing new. Not the events: what
 * follows from a lead may name those who have the customer.
 */
export type Told = Readonly<{ repeated: boolean }>;

/** Leaves out everything else. */
export const told = async (answer: Answer<Recorded>): Answer<Told> =>
  E.map(({ repeated }: Recorded): Told => ({ repeated }))(await answer);

import type { EventStore } from '@commission-ledger/event-store';
import * as E from 'fp-ts/lib/Either.js';
import { recompute, type Recomputation, type RecomputeOptions } from '../src/index.ts';

/** The report of a recomputation that could be done. */
export const recomputed = async (
  store: EventStore,
  options: Partial<RecomputeOptions> = {},
): Promise<Recomputation> => {
  const outcome = await recompute({ ...options, store });
  if (E.isLeft(outcome)) throw new Error(outcome.left._tag);
  return outcome.right;
};

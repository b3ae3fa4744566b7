import { partnerStream } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { type PartnerState, partnerDecider } from './partnerDecider.ts';

/** A partner who has joined, as of now. */
export const partnerOf = async (
  executor: Executor,
  partner: string,
): Promise<E.Either<LedgerFailure, NonNullable<PartnerState>>> => {
  const loaded = await executor.load({ stream: partnerStream(partner), decider: partnerDecider });
  if (E.isLeft(loaded)) return loaded;
  const { state } = loaded.right;
  return state === undefined ? E.left({ _tag: 'UnknownPartner', partner }) : E.right(state);
};

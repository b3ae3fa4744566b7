import type { EventOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Refusal } from '../refusal.ts';
import { type AccountState, entryKey, holderKey } from './accountState.ts';

/** A dispute about one accrual begins or ends, by hand. */
export type Dispute = EventOf<'AccrualHeld' | 'AccrualReleased'>;

/**
 * Keeps one accrual out of payouts with all that belongs to it, or lets them in again unless others hold it. What is in a
 * live payout already cannot be held: void or fail the payout first. Saying the same again is nothing to record.
 */
export const dispute = (fact: Dispute, state: AccountState): E.Either<Refusal, readonly Dispute[]> => {
  const { accrual } = fact.data;
  const line = entryKey({ kind: 'accrual', id: accrual });
  if (!state.entries.has(line)) return E.left({ _tag: 'UnknownAccrual', accrual });
  const reason = state.held.get(accrual)?.get(holderKey(undefined));
  if (fact.type === 'AccrualReleased') {
    if (reason !== undefined) return E.right([fact]);
    return state.released.get(accrual) === fact.data.outcome
      ? E.right([])
      : E.left({ _tag: 'AccrualNotHeld', accrual });
  }
  if (reason === fact.data.reason) return E.right([]);
  if (reason !== undefined) return E.left({ _tag: 'AccrualAlreadyHeld', accrual, reason });
  return state.open.has(line) ? E.right([fact]) : E.left({ _tag: 'AccrualInPayout', accrual });
};

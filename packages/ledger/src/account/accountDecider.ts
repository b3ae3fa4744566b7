import type { EventOf, LedgerEvent } from '@commission-ledger/events';
import { equals, isZero } from '@commission-ledger/money';
import type { RatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountState, emptyAccount, entryKey } from './accountState.ts';
import { type Dispute, dispute } from './dispute.ts';
import { evolveAccount } from './evolveAccount.ts';
import { type IssuePayout, issuePayout } from './issuePayout.ts';
import { type RateCause, rateCause } from './rateCause.ts';
import { type RerateAccrual, rerateAccrual } from './rerateAccrual.ts';
import { type ReverseForCancellation, reverseForCancellation } from './reverseForCancellation.ts';
import { type ReverseForRefund, reverseForRefund } from './reverseForRefund.ts';

/** How a payout ends: each only once. */
export type ResolvePayout = EventOf<'PayoutSettled' | 'PayoutFailed' | 'PayoutVoided'>;

/** What may be asked of an account. */
export type AccountCommand =
  | RateCause
  | ReverseForRefund
  | ReverseForCancellation
  | RerateAccrual
  | IssuePayout
  | EventOf<'AdjustmentPosted'>
  | Dispute
  | ResolvePayout;

type Decision = E.Either<Refusal | RatingRefusal, readonly LedgerEvent[]>;

const decide = (command: AccountCommand, state: AccountState): Decision => {
  switch (command.type) {
    case 'RateCause':
      return rateCause(command, state);
    case 'ReverseForRefund':
      return reverseForRefund(command, state);
    case 'ReverseForCancellation':
      return E.right(reverseForCancellation(command, state));
    case 'RerateAccrual':
      return rerateAccrual(command, state);
    case 'IssuePayout':
      return E.right(issuePayout(command, state));
    case 'AdjustmentPosted':
      return adjust(command, state);
    case 'AccrualHeld':
    case 'AccrualReleased':
      return dispute(command, state);
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
      return resolve(command, state);
  }
};

const adjust = (fact: EventOf<'AdjustmentPosted'>, { entries }: AccountState): Decision => {
  const { adjustment, amount, author, approver } = fact.data;
  if (entries.has(entryKey({ kind: 'adjustment', id: adjustment })))
    return E.left({ _tag: 'AdjustmentExists', adjustment });
  if (isZero(amount)) return E.left({ _tag: 'AmountIsZero' });
  if (author === approver)
    return E.left({ _tag: 'SamePerson', person: author, roles: 'author and approver of an adjustment' });
  return E.right([fact]);
};

const resolve = (fact: ResolvePayout, state: AccountState): Decision => {
  const { payout, amount } = fact.data;
  const known = state.payouts.get(payout);
  if (known === undefined) return E.left({ _tag: 'UnknownPayout', payout });
  if (known.status !== 'issued') return E.left({ _tag: 'PayoutAlready', payout, status: known.status });
  if (!equals(amount, known.issued.amount))
    return E.left({ _tag: 'OtherPayoutAmount', payout, issued: known.issued.amount, given: amount });
  return E.right([fact]);
};

/** One partner's money in one program and currency. */
export const accountDecider: Decider<AccountCommand, AccountState, Refusal | RatingRefusal> = {
  initial: emptyAccount,
  decide,
  evolve: evolveAccount,
};

import type { EventOf, LedgerEvent } from '@commission-ledger/events';
import { equals, isNegative } from '@commission-ledger/money';
import type { RatingRefusal } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountState, emptyAccount } from './accountState.ts';
import { type Adjusting, adjust } from './adjust.ts';
import { type Dispute, dispute } from './dispute.ts';
import { evolveAccount } from './evolveAccount.ts';
import { type IssuePayout, issuePayout } from './issuePayout.ts';
import { type CloseAccount, closeAccount } from '../period/closeAccount.ts';
import { type HoldByPolicy, type ReleaseByPolicy, holdByPolicy, releaseByPolicy } from './policyHold.ts';
import { type RateCause, rateCause } from './rateCause.ts';
import { type RerateAccrual, rerateAccrual } from './rerateAccrual.ts';
import { remitTax } from './remitTax.ts';
import { type ReverseForCancellation, reverseForCancellation } from './reverseForCancellation.ts';
import { type ReverseForRefund, reverseForRefund } from './reverseForRefund.ts';
import { setApart } from './setApart.ts';
import { writeOff } from './writeOff.ts';

/** How a payout ends: each only once. */
export type ResolvePayout = EventOf<'PayoutSettled' | 'PayoutFailed' | 'PayoutVoided'>;

/** What may be asked of an account. */
export type AccountCommand =
  | RateCause
  | ReverseForRefund
  | ReverseForCancellation
  | RerateAccrual
  | IssuePayout
  | Adjusting
  | EventOf<'ReceivableWrittenOff' | 'BalanceUnclaimed' | 'TaxRemitted'>
  | CloseAccount
  | Dispute
  | HoldByPolicy
  | ReleaseByPolicy
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
    case 'AdjustmentProposed':
    case 'AdjustmentPosted':
    case 'AdjustmentDeclined':
      return adjust(command, state);
    case 'ReceivableWrittenOff':
      return writeOff(command, state);
    case 'BalanceUnclaimed':
      return setApart(command, state);
    case 'TaxRemitted':
      return remitTax(command, state);
    case 'CloseAccount':
      return closeAccount(command, state);
    case 'AccrualHeld':
    case 'AccrualReleased':
      return dispute(command, state);
    case 'HoldByPolicy':
      return E.right(holdByPolicy(command, state));
    case 'ReleaseByPolicy':
      return E.right(releaseByPolicy(command, state));
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
      return resolve(command, state);
  }
};

const resolve = (fact: ResolvePayout, state: AccountState): Decision => {
  const { payout, amount } = fact.data;
  const known = state.payouts.get(payout);
  if (known === undefined) return E.left({ _tag: 'UnknownPayout', payout });
  if (known.status !== 'issued') return E.left({ _tag: 'PayoutAlready', payout, status: known.status });
  if (!equals(amount, known.issued.amount))
    return E.left({ _tag: 'OtherPayoutAmount', payout, issued: known.issued.amount, given: amount });
  const { fee } = fact.type === 'PayoutSettled' ? fact.data : {};
  if (fee !== undefined && fee.currency !== amount.currency)
    return E.left({ _tag: 'OtherCurrency', expected: amount.currency, got: fee.currency });
  if (fee !== undefined && isNegative(fee)) return E.left({ _tag: 'NegativeFee', given: fee });
  return E.right([fact]);
};

/** One partner's money in one program and currency. */
export const accountDecider: Decider<AccountCommand, AccountState, Refusal | RatingRefusal> = {
  initial: emptyAccount,
  decide,
  evolve: evolveAccount,
};

import type { EventOf } from '@commission-ledger/events';
import { compare, isPositive, max, subtract, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Refusal } from '../refusal.ts';
import type { AccountState } from './accountState.ts';

type Remitted = EventOf<'TaxRemitted'>;

/** Tells that tax was handed over, at most what payouts on their way or settled kept back and was not handed over yet. */
export const remitTax = (fact: Remitted, { tax }: AccountState): E.Either<Refusal, readonly Remitted[]> => {
  const { remittance: id, amount } = fact.data;
  const none = zero(amount.currency);
  if (tax.remittances.has(id)) return E.left({ _tag: 'EntryExists', kind: 'remittance', id });
  if (!isPositive(amount)) return E.left({ _tag: 'AmountNotPositive', amount });
  // A payout may fail after its tax was handed over.
  const withheld = max(subtract(tax.withheld ?? none, tax.remitted ?? none), none);
  return compare(amount, withheld) > 0
    ? E.left({ _tag: 'MoreThanWithheld', withheld, given: amount })
    : E.right([fact]);
};

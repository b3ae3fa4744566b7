import type { LocalDate } from '@commission-ledger/calendar';
import type { EventOf } from '@commission-ledger/events';
import { type CurrencyCode, type Money, compare, isPositive, max, sum, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { isSamePerson } from '../isSamePerson.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountState, type Entry, entryKey, isHeld } from './accountState.ts';

type Unclaimed = EventOf<'BalanceUnclaimed'>;

/** Sets apart what nobody claims, at most what is payable on the date. */
export const setApart = (fact: Unclaimed, state: AccountState): E.Either<Refusal, readonly Unclaimed[]> => {
  const { unclaimed: id, amount, date, author, approver } = fact.data;
  if (state.entries.has(entryKey({ kind: 'unclaimed', id })))
    return E.left({ _tag: 'EntryExists', kind: 'unclaimed', id });
  if (!isPositive(amount)) return E.left({ _tag: 'AmountNotPositive', amount });
  if (isSamePerson(author, approver))
    return E.left({ _tag: 'SamePerson', person: author, roles: 'author and approver of what is set apart' });
  const payable = payableOn(date, amount.currency, state);
  return compare(amount, payable) > 0 ? E.left({ _tag: 'MoreThanPayable', payable, given: amount }) : E.right([fact]);
};

/** What matured by the date, is in no live payout and waits for no dispute. */
const payableOn = (date: LocalDate, currency: CurrencyCode, state: AccountState): Money => {
  const matured = [...state.open.values()].filter((entry) => isPayable(entry, date) && !isHeld(entry, state));
  const total = sum(
    currency,
    matured.map(({ amount }) => amount),
  );
  return max(total, zero(currency));
};

/** What was set apart on a later date is not there to be set apart again. */
const isPayable = ({ kind, maturesOn }: Entry, date: LocalDate): boolean => maturesOn <= date || kind === 'unclaimed';

import type { EventOf } from '@commission-ledger/events';
import { add, compare, isPositive, max, negate, sum, zero } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { isSamePerson } from '../isSamePerson.ts';
import type { Refusal } from '../refusal.ts';
import { type AccountState, entryKey, inFlight } from './accountState.ts';

type WrittenOff = EventOf<'ReceivableWrittenOff'>;

/**
 * Writes off by hand, at most what the partner owes: what is open, on hold or not, and what is on its way, where it is below
 * zero in all. A payout that fails comes back to pay for it.
 */
export const writeOff = (fact: WrittenOff, state: AccountState): E.Either<Refusal, readonly WrittenOff[]> => {
  const { entries, open } = state;
  const { writeOff: id, amount, author, approver } = fact.data;
  if (entries.has(entryKey({ kind: 'write-off', id }))) return E.left({ _tag: 'EntryExists', kind: 'write-off', id });
  if (!isPositive(amount)) return E.left({ _tag: 'AmountNotPositive', amount });
  if (author !== undefined && isSamePerson(author, approver))
    return E.left({ _tag: 'SamePerson', person: author, roles: 'author and approver of a write-off' });
  const { currency } = amount;
  const total = sum(
    currency,
    [...open.values()].map((entry) => entry.amount),
  );
  const receivable = max(negate(add(total, inFlight(state, currency))), zero(currency));
  return compare(amount, receivable) > 0
    ? E.left({ _tag: 'MoreThanOwed', receivable, given: amount })
    : E.right([fact]);
};

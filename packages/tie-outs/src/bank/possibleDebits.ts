import { daysBetween } from '@commission-ledger/calendar';
import { type Money, subtract } from '@commission-ledger/money';
import type { PossibleDebit } from './bankFinding.ts';
import { movementInShort } from './comparePayout.ts';
import { grouped } from './grouped.ts';
import { type Booked, type Payable, sameAmount } from './matchMovements.ts';

type Pair = Readonly<{ payable: Payable; movement: Booked; possible: PossibleDebit }>;

/**
 * For payouts without a debit, the likeliest of those debits that say nothing of whose they are: of the same amount, with
 * or without the charges of the bank, and the nearest in time. Each debit is proposed once. That is a hint for people, and no match.
 *
 * @returns by the id of the payout
 */
export const possibleDebits = (
  payables: readonly Payable[],
  movements: readonly Booked[],
  days: number,
): ReadonlyMap<string, PossibleDebit> => {
  const byAmount = grouped(
    movements.flatMap((movement) => sumsOf(movement).map((each) => ({ movement, ...each }))),
    ({ amount }) => keyOf(amount),
  );
  const pairs = payables.flatMap((payable) =>
    (byAmount.get(keyOf(payable.arrives)) ?? []).flatMap(({ movement, reason }): readonly Pair[] => {
      const away = Math.abs(daysBetween(payable.on, movement.valued));
      return away > days
        ? []
        : [{ payable, movement, possible: { movement: movementInShort(movement), reason, days: away } }];
    }),
  );
  const found = new Map<string, PossibleDebit>();
  const proposed = new Set<Booked>();
  for (const { payable, movement, possible } of pairs.toSorted((a, b) => a.possible.days - b.possible.days)) {
    if (found.has(payable.row.payoutId) || proposed.has(movement)) continue;
    found.set(payable.row.payoutId, possible);
    proposed.add(movement);
  }
  return found;
};

const keyOf = ({ minor, currency }: Money): string => `${minor} ${currency}`;

type Sent = Readonly<{ amount: Money; reason: PossibleDebit['reason'] }>;

/** What may have been sent with it: all of it, or what is left without the charges. */
const sumsOf = ({ amount, instructed, charges }: Booked): readonly Sent[] => {
  const sums: readonly Sent[] = [{ amount: instructed ?? amount, reason: 'same-amount' }];
  return charges === null || charges.currency !== amount.currency || sameAmount(charges, amount)
    ? sums
    : [...sums, { amount: subtract(amount, charges), reason: 'same-amount-and-charges' }];
};

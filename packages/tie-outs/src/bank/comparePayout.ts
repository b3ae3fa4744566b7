import { daysBetween } from '@commission-ledger/calendar';
import { format, type Money, subtract, toJson } from '@commission-ledger/money';
import type { BankFinding, MovementInShort, PayoutInShort } from './bankFinding.ts';
import { type Booked, type Payable, sameAmount } from './matchMovements.ts';

/** A payout in a few words. */
export const payoutInShort = ({ row, arrives, on }: Payable): PayoutInShort => ({
  payout: row.payoutId,
  partner: row.partner,
  amount: toJson(arrives),
  on,
  status: row.status,
  event: row.event.id,
});

/** A movement in a few words. */
export const movementInShort = ({
  statement,
  at,
  direction,
  amount,
  valued,
  references,
  party,
  returned,
}: Booked): MovementInShort => ({
  statement,
  at,
  direction,
  amount: toJson(amount),
  valued,
  reference: references[0] ?? null,
  party,
  returned,
});

/** What a movement moved of a payout: where the account is in another currency, what was told to be sent. */
export const movedFor = ({ arrives: { currency } }: Payable, { amount, instructed }: Booked): Money =>
  instructed?.currency === currency ? instructed : amount;

/** What is not as the ledger has it with a payout and the movements that are its own; at least one. */
export const comparePayout = (payable: Payable, found: readonly Booked[], days: number): readonly BankFinding[] => {
  const payout = payoutInShort(payable);
  const { status } = payable.row;
  const debits = found.filter(({ direction }) => direction === 'debit');
  const back = found.filter(({ direction }) => direction === 'credit');
  const left = debits.length - back.length;
  const [first] = debits;
  if (left > 1) return [{ class: 'paid-twice', payout, movements: found.map(movementInShort) }];
  if (left < 1 || first === undefined) {
    if (status === 'failed') return [];
    return [{ class: 'returned', payout, movements: found.map(movementInShort) }];
  }
  // What was sent again after it had come back is the last.
  const debit = debits.reduce((latest, next) => (next.valued > latest.valued ? next : latest), first);
  const movement = movementInShort(debit);
  const different = (field: 'amount' | 'currency' | 'date' | 'fee' | 'status', there: string, here: string) =>
    ({ class: 'different', payout, movement, field, there, here }) as const;
  return [
    ...(status === 'settled' ? [] : [different('status', 'paid', status)]),
    ...differencesOfAmount(payable, debit, different),
    ...(status === 'settled' && Math.abs(daysBetween(payable.on, debit.valued)) > days
      ? [different('date', debit.valued, payable.on)]
      : []),
  ];
};

type Different = (field: 'amount' | 'currency' | 'fee', there: string, here: string) => BankFinding;

const differencesOfAmount = (payable: Payable, movement: Booked, different: Different): readonly BankFinding[] => {
  const { row, arrives } = payable;
  const { charges } = movement;
  const amount = movedFor(payable, movement);
  if (sameAmount(amount, arrives)) return [];
  if (amount.currency !== arrives.currency) return [different('currency', amount.currency, arrives.currency)];
  const more = subtract(amount, arrives);
  if (row.fee !== null && sameAmount(more, row.fee)) return [];
  if (charges !== null && sameAmount(more, charges))
    return [different('fee', text(charges), row.fee === null ? '0' : text(row.fee))];
  return [different('amount', text(amount), text(arrives))];
};

const text = (amount: Money): string => `${format(amount)} ${amount.currency}`;

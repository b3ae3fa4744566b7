import type { LocalDate, Instant } from '@commission-ledger/calendar';
import { type AccountRef, type EventData, type EventOf, derivedId } from '@commission-ledger/events';
import { type Money, equals, isZero, negate, subtract, sum, zero } from '@commission-ledger/money';
import { counterLoweredBy, reversalMaturesOn } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Refusal } from '../refusal.ts';
import { type AccountState, counterKey } from './accountState.ts';
import { counterValueOf, toldCounter } from './counterValue.ts';

/** Who decided that past commission is rated again, and why. The two are different people. */
export type Rerating = Readonly<{ id: string; reason: string; author: string; approver: string }>;

/** Bring one accrual to what another plan version gives, by a signed difference; what was booked stays as it is. */
export type RerateAccrual = Readonly<{
  type: 'RerateAccrual';
  account: AccountRef;
  rerating: Rerating;
  /** What the version gives: its accrual, or the booked one when it gives nothing. */
  posted: EventData<'AccrualPosted'>;
  /** What the version comes to for it, after what was taken back; and what was booked when that was calculated. */
  becomes: Money;
  was: Money;
  /** The last event of the deal that was known when it was calculated. */
  dealRevision: number;
  /** The local date of the re-rating. */
  date: LocalDate;
  occurredAt: Instant;
}>;

/** The difference, or nothing when there is none. Refused when the account has moved on since it was calculated. */
export const rerateAccrual = (
  { rerating, posted, becomes, was, dealRevision, date, occurredAt }: RerateAccrual,
  state: AccountState,
): E.Either<Refusal, readonly EventOf<'TrueUpPosted'>[]> => {
  const { accrual, receipt, receiptHash, part: _part, onCancel: _onCancel, ...about } = posted;
  if (!equals(netOf(accrual, was, state), was)) return E.left({ _tag: 'ChangedSinceRerated', accrual });
  const amount = subtract(becomes, was);
  if (isZero(amount)) return E.right([]);
  return E.right([
    {
      type: 'TrueUpPosted',
      data: {
        ...about,
        trueUp: derivedId('tru', rerating.id, accrual),
        rerating: { ...rerating, accrual, was, dealRevision },
        amount,
        earnedOn: date,
        maturesOn: reversalMaturesOn(date, posted.maturesOn),
        counters: movedBy(amount, posted, state),
        receipt,
        receiptHash,
        occurredAt,
      },
    },
  ]);
};

/** What an accrual has come to: what was booked, what was taken back, and the differences of earlier re-ratings. */
const netOf = (accrual: string, like: Money, { accruals, rerated }: AccountState): Money =>
  sum(
    like.currency,
    [accrual, ...(rerated.get(accrual) ?? [])].flatMap((id) => {
      const known = accruals.get(id);
      return known === undefined ? [] : [subtract(known.posted.amount, known.reversed)];
    }),
  );

/** Totals of earned commission follow the difference; all others counted the cause when it came. */
const movedBy = (
  amount: Money,
  { counters, rule }: EventData<'AccrualPosted'>,
  state: AccountState,
): EventData<'TrueUpPosted'>['counters'] =>
  counters.flatMap((move) => {
    if (move.earnedBy?.includes(rule.rule) !== true) return [];
    const now = state.counters.get(counterKey(move.plan, move.counter, move.window));
    const before = now?.value ?? counterValueOf(zero(amount.currency));
    const after = counterLoweredBy(before, negate(amount));
    return [{ ...move, before: toldCounter(before), after: toldCounter(after), since: now?.from.revision ?? null }];
  });

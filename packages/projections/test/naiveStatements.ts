import { createHash } from 'node:crypto';
import type { LedgerEvent } from '@commission-ledger/events';
import type { Fact } from './history.ts';
import { dayStart, nextMonth } from './naiveMonths.ts';

/** A movement as somebody with paper and pencil would note it. */
export type NaiveMovement = Readonly<{ kind: string; id: string; cents: bigint; atMs: number; place: number }>;

/** Every movement of a partner with the moment that decides, in the order of their statements. */
export const naiveMovements = (facts: readonly Fact[], partner: string): readonly NaiveMovement[] => {
  const found: NaiveMovement[] = [];
  let closedUntil = Number.NEGATIVE_INFINITY;
  for (const [place, { stream, event }] of facts.entries()) {
    if (!stream.startsWith('account-') || !stream.includes(`.${partner}.`)) continue;
    if (event.type === 'PeriodClosed') closedUntil = Date.parse(event.data.until);
    const noted = noteOf(event);
    if (noted === undefined) continue;
    const [kind, id, cents] = noted;
    found.push({ kind, id, cents, atMs: Math.max(Date.parse(event.data.occurredAt), closedUntil), place });
  }
  return found.toSorted((a, b) => a.atMs - b.atMs || a.place - b.place);
};

const noteOf = ({ type, data }: LedgerEvent): readonly [string, string, bigint] | undefined => {
  if (type === 'AccrualPosted') return ['accrual', data.accrual, data.amount.minor];
  if (type === 'AccrualReversed') return ['reversal', data.reversal, -data.amount.minor];
  if (type === 'TrueUpPosted') return ['true-up', data.trueUp, data.amount.minor];
  if (type === 'AdjustmentPosted') return ['adjustment', data.adjustment, data.amount.minor];
  if (type === 'DrawAdvanced') return ['draw-advance', data.draw, data.amount.minor];
  if (type === 'DrawRecovered') return ['draw-recovery', data.recovery, -data.amount.minor];
  if (type === 'ReceivableWrittenOff') return ['write-off', data.writeOff, data.amount.minor];
  if (type === 'BalanceUnclaimed') return ['unclaimed', data.unclaimed, -data.amount.minor];
  return type === 'PayoutSettled' ? ['payout', data.payout, -data.amount.minor] : undefined;
};

/** One month of a partner. */
export const naiveStatement = (facts: readonly Fact[], partner: string, month: string, zone: string) => {
  const [from, to] = [dayStart(`${month}-01`, zone), dayStart(`${nextMonth(month)}-01`, zone)];
  const all = naiveMovements(facts, partner);
  const total = (some: readonly NaiveMovement[]): bigint => some.reduce((sum, { cents }) => sum + cents, 0n);
  const lines = all.filter(({ atMs }) => atMs >= from && atMs < to);
  const opening = total(all.filter(({ atMs }) => atMs < from));
  return { from, to, opening, lines, closing: opening + total(lines), hash: hashOf(lines) };
};

const hashOf = (lines: readonly NaiveMovement[]): string => {
  const texts = lines.map(({ kind, id, cents }) => {
    const amount = `{"amount":"${euros(cents)}","currency":"EUR"}`;
    return `{"amount":${amount},"id":"${id}","kind":"${kind}"}`;
  });
  return createHash('sha256')
    .update(`[${texts.join(',')}]`)
    .digest('hex');
};

/** Of less than a hundred euros. */
const euros = (cents: bigint): string => {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
};

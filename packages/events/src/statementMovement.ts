import { type Instant, type Period, type TimeZone, dateOf, instantsOf, periodOf } from '@commission-ledger/calendar';
import { type Money, negate, toJson } from '@commission-ledger/money';
import type { EventData, LedgerEvent } from './catalogue/index.ts';
import { canonicalJson } from './canonicalJson.ts';
import { hashOf } from './frame.ts';

/**
 * What changes what a program owes a partner: an entry of the account, or a payout that arrived. `amount` is signed, a
 * payout below zero, so that what is owed at the end is what was owed at the beginning and the sum of the movements.
 */
export type StatementMovement = Readonly<{
  kind: EventData<'PayoutIssued'>['lines'][number]['kind'] | 'payout';
  /** The id of the entry or of the payout. */
  id: string;
  amount: Money;
  occurredAt: Instant;
}>;

/** The movement that an event is; most are none. A payout that is issued, fails or is voided changes nothing owed. */
export const movementOf = (event: LedgerEvent): StatementMovement | undefined => {
  if (event.type === 'AccrualPosted') return movement('accrual', event.data.accrual, event.data);
  if (event.type === 'AccrualReversed') return turned(movement('reversal', event.data.reversal, event.data));
  if (event.type === 'TrueUpPosted') return movement('true-up', event.data.trueUp, event.data);
  if (event.type === 'AdjustmentPosted') return movement('adjustment', event.data.adjustment, event.data);
  if (event.type === 'DrawAdvanced') return movement('draw-advance', event.data.draw, event.data);
  if (event.type === 'DrawRecovered') return turned(movement('draw-recovery', event.data.recovery, event.data));
  if (event.type === 'ReceivableWrittenOff') return movement('write-off', event.data.writeOff, event.data);
  if (event.type === 'BalanceUnclaimed') return turned(movement('unclaimed', event.data.unclaimed, event.data));
  if (event.type === 'PayoutSettled') return turned(movement('payout', event.data.payout, event.data));
  return undefined;
};

const movement = (
  kind: StatementMovement['kind'],
  id: string,
  { amount, occurredAt }: Pick<StatementMovement, 'amount' | 'occurredAt'>,
): StatementMovement => ({ kind, id, amount, occurredAt });

const turned = ({ amount, ...rest }: StatementMovement): StatementMovement => ({ ...rest, amount: negate(amount) });

/**
 * The instant that decides about the statement of a movement: when it happened or, if that was closed before it was
 * recorded, the first instant that was still open: `until` of the latest closing before it in the account. Then the movement
 * is a correction.
 */
export const statementAt = (occurredAt: Instant, closedUntil: Instant | undefined): Instant =>
  closedUntil !== undefined && closedUntil > occurredAt ? closedUntil : occurredAt;

/**
 * The month whose statement has this instant. A month ends for good when the next one begins: where clocks go back over
 * midnight, the last hour, which comes twice, is the first time in the old month and the second time in the new one.
 */
export const statementPeriodOf = (at: Instant, zone: TimeZone): Period => {
  const month = periodOf(dateOf(at, zone), 'month');
  return at < instantsOf(month, zone).to ? month : periodOf(month.end, 'month');
};

/** The order within a statement: by the instant that decides, then as recorded. */
export const byStatement = (a: PlacedMovement, b: PlacedMovement): number => {
  if (a.at === b.at) return a.revision - b.revision;
  return a.at < b.at ? -1 : 1;
};

/** Where a movement stands: its {@link statementAt} and its revision in the account. */
export type PlacedMovement = Readonly<{ at: Instant; revision: number }>;

/** SHA-256 of the canonical JSON of the movements as `[{id, kind, amount}]`, which are given in the order of the statement. */
export const statementHashOf = (
  movements: readonly Readonly<Pick<StatementMovement, 'kind' | 'id' | 'amount'>>[],
): string => hashOf(canonicalJson(movements.map(({ kind, id, amount }) => ({ id, kind, amount: toJson(amount) }))));

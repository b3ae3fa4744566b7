import type { Instant, LocalDate } from '@commission-ledger/calendar';
import type { EventRef } from '@commission-ledger/calculation';
import type { EventData, PlacedMovement, StatementMovement } from '@commission-ledger/events';
import { type CurrencyCode, type Money, sum } from '@commission-ledger/money';
import type { CounterMove } from '@commission-ledger/plans';

/** A signed amount in the account with the date from which it is payable, frozen when it was posted. */
export type Entry = Readonly<{
  id: string;
  kind: EventData<'PayoutIssued'>['lines'][number]['kind'];
  amount: Money;
  maturesOn: LocalDate;
  /** The accruals it belongs to: itself, or what it takes back or trues up. None of what is posted by hand or by a payout. */
  of?: readonly string[];
}>;

/** How entries are told apart: an adjustment may have any id, even that of an accrual. */
export const entryKey = ({ kind, id }: Pick<Entry, 'kind' | 'id'>): string => `${kind}/${id}`;

/** An accrual, what was taken back of it, and what will be, as frozen with it. */
export type AccrualState = Readonly<{
  /** What the rule gave, or this part of it. */
  posted: EventData<'AccrualPosted'>;
  /** Of its amount, with the same sign. */
  reversed: Money;
  /**
   * Of a difference that a re-rating posted: when that was recorded, and the last event of the deal that it knew, which
   * older ones do not say. What was told before is in it already.
   */
  since?: Readonly<{ recordedAt: string; dealRevision?: number }>;
}>;

/** Whether what was told of its deal there takes back of the accrual too. Of several processes, clocks may differ. */
export const isTakenBackBy = (
  { since }: AccrualState,
  { recordedAt, revision }: Readonly<{ recordedAt: string; revision: number }>,
): boolean => {
  if (since === undefined) return true;
  return since.dealRevision === undefined ? recordedAt > since.recordedAt : revision > since.dealRevision;
};

/** A payout and how it ended, if it did. */
export type PayoutState = Readonly<{
  issued: EventData<'PayoutIssued'>;
  status: 'issued' | 'settled' | 'failed' | 'voided';
}>;

/** A correction that somebody asked for, and what became of it. */
export type ProposalState = Readonly<{
  proposed: EventData<'AdjustmentProposed'>;
  status: 'open' | 'posted' | 'declined';
}>;

/** What payouts on their way or settled kept back as tax, and what of it was handed over; `undefined` before the first. */
export type TaxState = Readonly<{
  withheld: Money | undefined;
  remitted: Money | undefined;
  /** The ids of what was handed over. */
  remittances: Set<string>;
}>;

/** What the statements of the closed months say, and what belongs to none of them yet. */
export type StatementState = Readonly<{
  /** The end of the latest closed month, and what was owed then; `undefined` before the first. */
  closed: Readonly<{ until: Instant; closing: Money }> | undefined;
  /** In the order in which they were recorded; grows with the account, in place. */
  movements: (StatementMovement & PlacedMovement)[];
}>;

/** A counter in one of its windows, and the event that left it there. */
export type CounterState = Readonly<{ value: CounterMove['before']; from: EventRef }>;

/** How a rated cause is taken back: under the plan version it was rated by, with the counters it moved. */
export type Refundable = Pick<EventData<'AccrualEvaluated'>, 'plan' | 'counters' | 'onRefund'>;

/**
 * An account as a decision needs it. The maps grow with the account and are changed in place by the fold that owns
 * them, so 100,000 entries fold in linear time.
 */
export type AccountState = {
  /** By `entryKey`. */
  readonly entries: Map<string, Entry>;
  /** Entries in no live payout, in the order in which they were posted or given back, by `entryKey`. */
  readonly open: Map<string, Entry>;
  /** Accruals, and what re-ratings added to them, by their ids. */
  readonly accruals: Map<string, AccrualState>;
  /** Disputed accruals, by their id: held and not released since. What belongs to them is not paid meanwhile. */
  readonly held: Map<string, Holds>;
  /** The outcome of the latest hold by hand on each accrual that had one, by its id. */
  readonly released: Map<string, string>;
  /** The differences that re-ratings posted for each accrual, by their ids; each is taken back like an accrual. */
  readonly rerated: Map<string, readonly string[]>;
  /** Accruals of each rated cause, by `ratedKey`; none when it earned nothing. */
  readonly rated: Map<string, readonly string[]>;
  /** What a refund of each rated cause goes by, by `ratedKey`. */
  readonly refundable: Map<string, Refundable>;
  readonly counters: Map<string, CounterState>;
  readonly payouts: Map<string, PayoutState>;
  /** Corrections that were proposed, by their ids. */
  readonly proposals: Map<string, ProposalState>;
  tax: TaxState;
  statement: StatementState;
  /** What is owed back of draws; `undefined` when no draw was ever advanced. */
  drawDebt: Money | undefined;
  /** Of the last event; −1 before the first. */
  revision: number;
  /** The plan version that most recently paid into the account: its payout terms apply. */
  terms: Readonly<{ plan: string; version: number }> | undefined;
};

/** Who holds an accrual, by {@link holderKey}, and why; never empty. */
export type Holds = ReadonlyMap<string, string>;

/** A holder as a key. Without one, people hold by hand. */
export const holderKey = (by: EventData<'AccrualHeld'>['by']): string =>
  by === undefined ? 'by-hand' : `${by.kind}/${by.id}`;

/** Whether the entry belongs to a disputed accrual, and waits with it. */
export const isHeld = ({ of = [] }: Entry, { held }: Pick<AccountState, 'held'>): boolean =>
  of.some((accrual) => held.has(accrual));

/** What payouts that are on their way are made for: it is paid for good, or comes back. */
export const inFlight = ({ payouts }: Pick<AccountState, 'payouts'>, currency: CurrencyCode): Money =>
  sum(
    currency,
    [...payouts.values()].flatMap(({ status, issued }) => (status === 'issued' ? [issued.amount] : [])),
  );

/** An account before its first event. */
export const emptyAccount = (): AccountState => ({
  entries: new Map(),
  open: new Map(),
  accruals: new Map(),
  held: new Map(),
  released: new Map(),
  rerated: new Map(),
  rated: new Map(),
  refundable: new Map(),
  counters: new Map(),
  payouts: new Map(),
  proposals: new Map(),
  tax: { withheld: undefined, remitted: undefined, remittances: new Set() },
  statement: { closed: undefined, movements: [] },
  drawDebt: undefined,
  revision: -1,
  terms: undefined,
});

/** What was rated: a cause, for the share of one credited partner, in one role. */
export const ratedKey = (
  data: Readonly<{
    cause: Readonly<{ kind: string; id: string }>;
    deal: string;
    referrer: string;
    beneficiary: string;
  }>,
): string => `${data.cause.kind}/${data.deal}/${data.cause.id}/${data.referrer}/${data.beneficiary}`;

/** A counter of a plan in one window. */
export const counterKey = (plan: string, counter: string, window: string): string => `${plan}/${counter}/${window}`;

import type { LocalDate } from '@commission-ledger/calendar';
import type { EventRef } from '@commission-ledger/calculation';
import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type Money, add, negate, zero } from '@commission-ledger/money';
import { eventRef } from '../policy/ratingFacts.ts';

/** A signed amount in the account with the date from which it is payable, frozen when it was posted. */
export type Entry = Readonly<{
  id: string;
  kind: 'accrual' | 'reversal' | 'adjustment';
  amount: Money;
  maturesOn: LocalDate;
}>;

/** How entries are told apart: an adjustment may have any id, even that of an accrual. */
export const entryKey = ({ kind, id }: Pick<Entry, 'kind' | 'id'>): string => `${kind}/${id}`;

/** An accrual and what was taken back of it. */
export type AccrualState = Readonly<{ amount: Money; maturesOn: LocalDate; reversed: Money }>;

/** A payout and how it ended, if it did. */
export type PayoutState = Readonly<{
  issued: EventData<'PayoutIssued'>;
  status: 'issued' | 'settled' | 'failed' | 'voided';
}>;

/** A counter in one of its windows, and the event that left it there. */
export type CounterState = Readonly<{ value: Money; from: EventRef }>;

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
  readonly accruals: Map<string, AccrualState>;
  /** Accruals of each rated cause, by `ratedKey`; none when it earned nothing. */
  readonly rated: Map<string, readonly string[]>;
  /** What a refund of each rated cause goes by, by `ratedKey`. */
  readonly refundable: Map<string, Refundable>;
  readonly counters: Map<string, CounterState>;
  readonly payouts: Map<string, PayoutState>;
  /** The plan version that most recently paid into the account: its payout terms apply. */
  terms: Readonly<{ plan: string; version: number }> | undefined;
};

/** An account before its first event. */
export const emptyAccount = (): AccountState => ({
  entries: new Map(),
  open: new Map(),
  accruals: new Map(),
  rated: new Map(),
  refundable: new Map(),
  counters: new Map(),
  payouts: new Map(),
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

/** The account after one more event. Changes and returns the state it is given. */
export const evolveAccount = (state: AccountState, event: RecordedEvent): AccountState => {
  if (event.type === 'AccrualPosted') takeInAccrual(state, event);
  else if (event.type === 'AccrualEvaluated') takeInEvaluation(state, event);
  else if (event.type === 'AccrualReversed') takeInReversal(state, event);
  else if (event.type === 'AdjustmentPosted') {
    const { adjustment, amount, maturesOn } = event.data;
    post(state, { id: adjustment, kind: 'adjustment', amount, maturesOn });
  } else if (event.type === 'PayoutIssued') takeInPayout(state, event.data);
  else if (event.type === 'PayoutSettled') resolve(state, event.data.payout, 'settled');
  else if (event.type === 'PayoutFailed') resolve(state, event.data.payout, 'failed');
  else if (event.type === 'PayoutVoided') resolve(state, event.data.payout, 'voided');
  return state;
};

const takeInAccrual = (state: AccountState, event: RecordedEvent<'AccrualPosted'>): void => {
  const { accrual, amount, maturesOn, rule, counters, onRefund } = event.data;
  const key = ratedKey(event.data);
  post(state, { id: accrual, kind: 'accrual', amount, maturesOn });
  state.accruals.set(accrual, { amount, maturesOn, reversed: zero(amount.currency) });
  state.rated.set(key, [...(state.rated.get(key) ?? []), accrual]);
  state.refundable.set(key, { plan: rule, counters, onRefund });
  state.terms = { plan: rule.plan, version: rule.version };
  moveCounters(state, event);
};

const takeInEvaluation = (state: AccountState, event: RecordedEvent<'AccrualEvaluated'>): void => {
  const { refund, plan, counters, onRefund } = event.data;
  moveCounters(state, event);
  if (refund !== null) return;
  const key = ratedKey(event.data);
  state.rated.set(key, []);
  state.refundable.set(key, { plan, counters, onRefund });
};

const takeInReversal = (state: AccountState, event: RecordedEvent<'AccrualReversed'>): void => {
  const { reversal, accrual, amount, maturesOn } = event.data;
  const known = state.accruals.get(accrual);
  if (known === undefined) throw new Error(`${reversal} reverses ${accrual}, which is not in the account.`);
  post(state, { id: reversal, kind: 'reversal', amount: negate(amount), maturesOn });
  state.accruals.set(accrual, { ...known, reversed: add(known.reversed, amount) });
  moveCounters(state, event);
};

const takeInPayout = (state: AccountState, issued: EventData<'PayoutIssued'>): void => {
  for (const { kind, entry } of issued.lines) {
    if (!state.open.delete(entryKey({ kind, id: entry })))
      throw new Error(`${issued.payout} pays ${entry}, which is not open.`);
  }
  state.payouts.set(issued.payout, { issued, status: 'issued' });
};

const post = (state: AccountState, entry: Entry): void => {
  const key = entryKey(entry);
  if (state.entries.has(key)) throw new Error(`The ${entry.kind} ${entry.id} is posted twice.`);
  state.entries.set(key, entry);
  state.open.set(key, entry);
};

/** All events of one cause carry the same moves, so setting them again changes nothing. */
const moveCounters = (
  state: AccountState,
  event: RecordedEvent<'AccrualPosted' | 'AccrualEvaluated' | 'AccrualReversed'>,
): void => {
  for (const [index, move] of event.data.counters.entries()) {
    state.counters.set(counterKey(move.plan, move.counter, move.window), {
      value: move.after,
      from: eventRef(event, `/counters/${index}/after`),
    });
  }
};

const resolve = (state: AccountState, payout: string, status: 'settled' | 'failed' | 'voided'): void => {
  const known = state.payouts.get(payout);
  if (known === undefined) throw new Error(`${payout} is ${status}, but was never issued.`);
  state.payouts.set(payout, { ...known, status });
  if (status === 'settled') return;
  for (const { kind, entry } of known.issued.lines) {
    const key = entryKey({ kind, id: entry });
    const returned = state.entries.get(key);
    if (returned === undefined) throw new Error(`${payout} paid ${entry}, which is not in the account.`);
    state.open.set(key, returned);
  }
};

import type { EventData, RecordedEvent } from '@commission-ledger/events';
import { type Money, add, negate, subtract, sum, zero } from '@commission-ledger/money';
import { evolveStatement } from '../period/evolveStatement.ts';
import { eventRef } from '../policy/eventRef.ts';
import { type AccountState, type Entry, counterKey, entryKey, holderKey, ratedKey } from './accountState.ts';
import { counterValueOf } from './counterValue.ts';
import type { BookingEvent } from './isBooking.ts';

/** The account after one more event. Changes and returns the state it is given. */
export const evolveAccount = (state: AccountState, event: RecordedEvent): AccountState => {
  state.revision = event.revision;
  if (event.type === 'AccrualPosted') takeInAccrual(state, event);
  else if (event.type === 'AccrualEvaluated') takeInEvaluation(state, event);
  else if (event.type === 'AccrualReversed') takeInReversal(state, event);
  else if (event.type === 'TrueUpPosted') takeInTrueUp(state, event);
  else if (event.type === 'AccrualHeld') takeInHold(state, event.data);
  else if (event.type === 'AccrualReleased') takeInRelease(state, event.data);
  else if (event.type === 'AdjustmentPosted') {
    const { adjustment, amount, maturesOn } = event.data;
    post(state, { id: adjustment, kind: 'adjustment', amount, maturesOn });
    endProposal(state, adjustment, 'posted');
  } else if (event.type === 'AdjustmentProposed') {
    state.proposals.set(event.data.adjustment, { proposed: event.data, status: 'open' });
  } else if (event.type === 'AdjustmentDeclined') endProposal(state, event.data.adjustment, 'declined');
  else if (event.type === 'BalanceUnclaimed') {
    const { unclaimed, amount, date } = event.data;
    post(state, { id: unclaimed, kind: 'unclaimed', amount: negate(amount), maturesOn: date });
  } else if (event.type === 'TaxRemitted') takeInRemittance(state, event.data);
  else if (isOfPayoutRun(event)) takeInDraw(state, event);
  else if (event.type === 'PayoutIssued') takeInPayout(state, event.data);
  else if (event.type === 'PayoutSettled') resolve(state, event.data.payout, 'settled');
  else if (event.type === 'PayoutFailed') resolve(state, event.data.payout, 'failed');
  else if (event.type === 'PayoutVoided') resolve(state, event.data.payout, 'voided');
  state.statement = evolveStatement(state.statement, event);
  return state;
};

const takeInRemittance = (state: AccountState, { remittance, amount }: EventData<'TaxRemitted'>): void => {
  state.tax.remittances.add(remittance);
  state.tax = { ...state.tax, remitted: add(state.tax.remitted ?? zero(amount.currency), amount) };
};

const endProposal = ({ proposals }: AccountState, adjustment: string, status: 'posted' | 'declined'): void => {
  const known = proposals.get(adjustment);
  if (known !== undefined) proposals.set(adjustment, { ...known, status });
};

const takeInHold = ({ held }: AccountState, { accrual, by, reason }: EventData<'AccrualHeld'>): void => {
  held.set(accrual, new Map([...(held.get(accrual) ?? []), [holderKey(by), reason]]));
};

/** The accrual is free once nobody holds it. */
const takeInRelease = (
  { held, released }: AccountState,
  { accrual, by, outcome }: EventData<'AccrualReleased'>,
): void => {
  const others = new Map(held.get(accrual));
  others.delete(holderKey(by));
  if (others.size === 0) held.delete(accrual);
  else held.set(accrual, others);
  if (by === undefined) released.set(accrual, outcome);
};

type OfPayoutRun = RecordedEvent<'DrawAdvanced' | 'DrawRecovered' | 'DrawForgiven' | 'ReceivableWrittenOff'>;

const isOfPayoutRun = (event: RecordedEvent): event is OfPayoutRun =>
  event.type === 'DrawAdvanced' ||
  event.type === 'DrawRecovered' ||
  event.type === 'DrawForgiven' ||
  event.type === 'ReceivableWrittenOff';

const takeInAccrual = (state: AccountState, event: RecordedEvent<'AccrualPosted'>): void => {
  const { accrual, amount, maturesOn, rule, counters } = event.data;
  const { commission: _ofThisRule, ...onRefund } = event.data.onRefund;
  const key = ratedKey(event.data);
  post(state, { id: accrual, kind: 'accrual', amount, maturesOn, of: [accrual] });
  state.accruals.set(accrual, { posted: event.data, reversed: zero(amount.currency) });
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
  post(state, { id: reversal, kind: 'reversal', amount: negate(amount), maturesOn, of: belongingTo(accrual, state) });
  state.accruals.set(accrual, { ...known, reversed: add(known.reversed, amount) });
  moveCounters(state, event);
};

const takeInTrueUp = (state: AccountState, event: RecordedEvent<'TrueUpPosted'>): void => {
  const { trueUp, amount, maturesOn } = event.data;
  post(state, { id: trueUp, kind: 'true-up', amount, maturesOn, of: truedUpBy(event.data, state) });
  if ('rerating' in event.data) takeInRerating(state, event.data, event.recordedAt);
  moveCounters(state, event);
};

/** What a re-rating added belongs to the accrual that was rated again, and so does what is taken back of it. */
const belongingTo = (accrual: string, { entries }: AccountState): readonly string[] =>
  entries.get(entryKey({ kind: 'true-up', id: accrual }))?.of ?? [accrual];

/** A re-rating names its accrual. A slab is settled for the refunded payment: by what the rule had given for it. */
const truedUpBy = (data: EventData<'TrueUpPosted'>, { rated, accruals }: AccountState): readonly string[] => {
  if ('rerating' in data) return [data.rerating.accrual];
  const { plan, rule } = data.rule;
  return (rated.get(ratedKey(data)) ?? []).filter((id) => {
    const given = accruals.get(id)?.posted.rule;
    return given?.plan === plan && given.rule === rule;
  });
};

/** What a re-rating adds belongs to the cause: a refund or a cancellation takes it back as it does the accrual. */
const takeInRerating = (
  state: AccountState,
  data: Extract<EventData<'TrueUpPosted'>, { rerating: unknown }>,
  recordedAt: RecordedEvent['recordedAt'],
): void => {
  const { trueUp, rerating, rule, onRefund, amount } = data;
  const key = ratedKey(data);
  const onCancel = state.accruals.get(rerating.accrual)?.posted.onCancel;
  const posted = { ...data, accrual: trueUp, ...(onCancel === undefined ? {} : { onCancel }) };
  const { dealRevision } = rerating;
  const since = { recordedAt, ...(dealRevision === undefined ? {} : { dealRevision }) };
  state.accruals.set(trueUp, { posted, reversed: zero(amount.currency), since });
  state.rerated.set(rerating.accrual, [...(state.rerated.get(rerating.accrual) ?? []), trueUp]);
  state.rated.set(key, [...(state.rated.get(key) ?? []), trueUp]);
  if (!state.refundable.has(key)) state.refundable.set(key, { plan: rule, counters: [], onRefund });
};

/** What a payout run adds to an account is payable at once, on the date of the run. */
const takeInDraw = (state: AccountState, event: OfPayoutRun): void => {
  if (event.type === 'DrawAdvanced') {
    const { draw, amount, date, debt } = event.data;
    post(state, { id: draw, kind: 'draw-advance', amount, maturesOn: date });
    state.drawDebt = debt;
  } else if (event.type === 'DrawRecovered') {
    const { recovery, amount, date, debt } = event.data;
    post(state, { id: recovery, kind: 'draw-recovery', amount: negate(amount), maturesOn: date });
    state.drawDebt = debt;
  } else if (event.type === 'DrawForgiven') {
    const { amount } = event.data;
    state.drawDebt = subtract(state.drawDebt ?? amount, amount);
  } else {
    const { writeOff, amount, date } = event.data;
    post(state, { id: writeOff, kind: 'write-off', amount, maturesOn: date });
  }
};

const takeInPayout = (state: AccountState, issued: EventData<'PayoutIssued'>): void => {
  for (const { kind, entry } of issued.lines) {
    if (!state.open.delete(entryKey({ kind, id: entry })))
      throw new Error(`${issued.payout} pays ${entry}, which is not open.`);
  }
  state.payouts.set(issued.payout, { issued, status: 'issued' });
  withhold(state, taxOf(issued));
};

/** Kept back as tax; fees are none. */
const taxOf = ({ amount, charges = [] }: EventData<'PayoutIssued'>): Money =>
  sum(
    amount.currency,
    charges.filter(({ kind }) => kind === 'withholding').map((charge) => charge.amount),
  );

const withhold = (state: AccountState, tax: Money): void => {
  state.tax = { ...state.tax, withheld: add(state.tax.withheld ?? zero(tax.currency), tax) };
};

const post = (state: AccountState, entry: Entry): void => {
  const key = entryKey(entry);
  if (state.entries.has(key)) throw new Error(`The ${entry.kind} ${entry.id} is posted twice.`);
  state.entries.set(key, entry);
  state.open.set(key, entry);
};

/** All events of one cause carry the same moves, so setting them again changes nothing. */
const moveCounters = (state: AccountState, event: BookingEvent): void => {
  for (const [index, move] of event.data.counters.entries()) {
    state.counters.set(counterKey(move.plan, move.counter, move.window), {
      value: counterValueOf(move.after),
      from: eventRef(event, `/counters/${index}/after`),
    });
  }
};

const resolve = (state: AccountState, payout: string, status: 'settled' | 'failed' | 'voided'): void => {
  const known = state.payouts.get(payout);
  if (known === undefined) throw new Error(`${payout} is ${status}, but was never issued.`);
  state.payouts.set(payout, { ...known, status });
  if (status === 'settled') return;
  withhold(state, negate(taxOf(known.issued)));
  for (const { kind, entry } of known.issued.lines) {
    const key = entryKey({ kind, id: entry });
    const returned = state.entries.get(key);
    if (returned === undefined) throw new Error(`${payout} paid ${entry}, which is not in the account.`);
    state.open.set(key, returned);
  }
};

import type { LocalDate } from '@commission-ledger/calendar';
import type { EventData, RecordedEvent } from '@commission-ledger/events';
import {
  type CurrencyCode,
  type Money,
  type RoundingMode,
  add,
  isPositive,
  isZero,
  sum,
  zero,
} from '@commission-ledger/money';
import {
  type ConvertedPayout,
  type PayoutCalculation,
  type PayoutTerms,
  convertedPayout,
  payoutCalculation,
} from '@commission-ledger/plans';
import { eventRef } from '../policy/eventRef.ts';
import { type AccountState, type Entry, inFlight, isHeld } from './accountState.ts';

/** What decides about a payout of an account beside what is in it. */
export type PayoutBasis = Readonly<{
  currency: CurrencyCode;
  date: LocalDate;
  cutOff: LocalDate;
  terms: EventData<'PayoutIssued'>['terms'];
  /** The payout terms of that plan version, and how it rounds. */
  payout: PayoutTerms;
  rounding: RoundingMode;
  /** The partner's tax status on the date: `none` when nothing was recorded. */
  taxStatus: NonNullable<EventData<'PayoutIssued'>['taxStatus']>;
  /** Whether the partner is suspended in the program on the date. */
  suspended: boolean;
  destination: string | null;
  destinationRequired: boolean;
  /** The last day of the cool-off in which the date falls, because the destination was changed lately. */
  coolOffUntil: LocalDate | null;
  /** Where the destination is in another currency: that one, and the rate of the day, if there is one. */
  converts: Readonly<{ into: CurrencyCode; rate: RecordedEvent<'FxRateRecorded'> | undefined }> | null;
}>;

/** Why a due payout is not made, and the last day on which it is not, where that is known. */
export type Deferral = Readonly<{ reason: EventData<'PayoutDeferred'>['reason']; until?: LocalDate }>;

/**
 * What a payout on that date would be: the lines that are open, what the terms make of them, and the reason to defer
 * it, if there is one. `amount` is the gross: the lines, and what a draw or a write-off adds to them; where all that is
 * due is disputed, its sum.
 */
export type PayoutProposal = Readonly<{
  lines: readonly Entry[];
  amount: Money;
  calculation: PayoutCalculation;
  /** What arrives in the currency of the destination, where that is another and the payout is made. */
  conversion: ConvertedPayout | null;
  deferral: Deferral | null;
}>;

/**
 * Adds up what matured before the cut-off, is in no live payout and does not wait for a dispute, and applies the terms to it.
 * `null` when nothing is due: no such lines or all of it set apart, no draw, and nothing that would be due but for a dispute.
 */
export const proposePayout = (basis: PayoutBasis, state: AccountState): PayoutProposal | null => {
  const { currency, date, terms, payout, rounding, taxStatus } = basis;
  const due = [...state.open.values()].filter((entry) => isDue(entry, basis.cutOff));
  const lines = due.filter((entry) => !isHeld(entry, state));
  const held = due.filter((entry) => isHeld(entry, state));
  const elsewhere = add(totalOf(held, currency), inFlight(state, currency));
  const calculation = payoutCalculation(writingOff(payout, elsewhere), {
    plan: { plan: terms.plan, version: terms.version, hash: terms.hash },
    currency,
    rounding,
    matured: totalOf(lines, currency),
    lines: lines.length,
    date,
    debt: state.drawDebt ?? zero(currency),
    taxStatus: taxStatus.status,
  });
  const isNothing = calculation._tag === 'deferred' && calculation.reason === 'nothing-due';
  if ((isNothing && due.length === 0) || isAllSetApart(calculation, lines)) return null;
  const deferral = deferralOf(basis, calculation);
  const amount = isNothing ? totalOf(due, currency) : amountOf(calculation, deferral);
  const conversion =
    deferral === null && calculation._tag === 'paid' ? convertedBy(basis, calculation.nodes.net) : null;
  return { lines, amount, calculation, conversion, deferral };
};

/** What is set apart would be deferred for ever, together with what it was set apart from. */
const isAllSetApart = ({ _tag, matured, gross }: PayoutCalculation, lines: readonly Entry[]): boolean =>
  _tag === 'deferred' && isZero(matured) && isZero(gross) && lines.some(({ kind }) => kind === 'unclaimed');

/** A balance below zero is carried while the partner may have money for it: disputed, or on its way. */
const writingOff = (payout: PayoutTerms, elsewhere: Money): PayoutTerms =>
  isPositive(elsewhere) ? { ...payout, negative: 'carry' } : payout;

const totalOf = (entries: readonly Entry[], currency: CurrencyCode): Money =>
  sum(
    currency,
    entries.map(({ amount }) => amount),
  );

/** A suspended partner's balance is not touched, so nothing of it is written off either. */
const amountOf = ({ _tag, matured, gross }: PayoutCalculation, deferral: Deferral | null): Money =>
  _tag === 'deferred' && deferral?.reason === 'suspended' ? matured : gross;

/** The first reason that applies; what was approved is compared when the payout is issued. */
const deferralOf = (basis: PayoutBasis, calculation: PayoutCalculation): Deferral | null => {
  const { suspended, destination, destinationRequired, coolOffUntil, converts } = basis;
  if (suspended) return { reason: 'suspended' };
  if (calculation._tag === 'deferred')
    return { reason: calculation.reason === 'nothing-due' ? 'disputed' : calculation.reason };
  if (destinationRequired && destination === null) return { reason: 'no-destination' };
  if (coolOffUntil !== null) return { reason: 'destination-changed', until: coolOffUntil };
  return converts !== null && converts.rate === undefined ? { reason: 'no-rate' } : null;
};

const convertedBy = ({ converts, rounding }: PayoutBasis, net: ConvertedPayout['root']): ConvertedPayout | null => {
  if (converts?.rate === undefined) return null;
  const { into, rate } = converts;
  const rateFrom = [eventRef(rate, '/rate')];
  return convertedPayout(net, { rate: rate.data.rate, rateFrom, currency: into, currencyFrom: [], rounding });
};

/** What earlier payouts added to the account and gave back, and what is set apart, is due whatever the cut-off. */
const isDue = ({ kind, maturesOn }: Entry, cutOff: LocalDate): boolean => {
  switch (kind) {
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
    case 'unclaimed':
      return true;
    case 'accrual':
    case 'reversal':
    case 'true-up':
    case 'adjustment':
      return maturesOn < cutOff;
  }
};

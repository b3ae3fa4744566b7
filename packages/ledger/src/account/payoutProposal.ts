import type { LocalDate } from '@commission-ledger/calendar';
import type { EventData } from '@commission-ledger/events';
import { type CurrencyCode, type Money, type RoundingMode, sum, zero } from '@commission-ledger/money';
import { type PayoutCalculation, type PayoutTerms, payoutCalculation } from '@commission-ledger/plans';
import { type AccountState, type Entry, isHeld } from './accountState.ts';

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
  destination: string | null;
  destinationRequired: boolean;
}>;

/**
 * What a payout on that date would be: the lines that are open, what the terms make of them, and the reason to defer
 * it, if there is one. `amount` is the gross: the lines, and what a draw or a write-off adds to them.
 */
export type PayoutProposal = Readonly<{
  lines: readonly Entry[];
  amount: Money;
  calculation: PayoutCalculation;
  deferral: EventData<'PayoutDeferred'>['reason'] | null;
}>;

/**
 * Adds up what matured before the cut-off, is in no live payout and does not wait for a dispute, and applies the terms to it.
 * `null` when nothing is due: no such lines, and no draw.
 */
export const proposePayout = (basis: PayoutBasis, state: AccountState): PayoutProposal | null => {
  const { currency, date, terms, payout, rounding, taxStatus, destination, destinationRequired } = basis;
  const lines = [...state.open.values()].filter((entry) => isDue(entry, basis.cutOff, state));
  const calculation = payoutCalculation(payout, {
    plan: { plan: terms.plan, version: terms.version, hash: terms.hash },
    currency,
    rounding,
    matured: sum(
      currency,
      lines.map(({ amount }) => amount),
    ),
    lines: lines.length,
    date,
    debt: state.drawDebt ?? zero(currency),
    taxStatus: taxStatus.status,
  });
  const { gross: amount } = calculation;
  if (calculation._tag === 'paid') {
    const deferral = destinationRequired && destination === null ? ('no-destination' as const) : null;
    return { lines, amount, calculation, deferral };
  }
  return calculation.reason === 'nothing-due' ? null : { lines, amount, calculation, deferral: calculation.reason };
};

/** What earlier payouts added to the account and gave back is due at once, whatever the cut-off. */
const isDue = (entry: Entry, cutOff: LocalDate, state: AccountState): boolean => {
  switch (entry.kind) {
    case 'draw-advance':
    case 'draw-recovery':
    case 'write-off':
      return true;
    case 'accrual':
    case 'reversal':
    case 'true-up':
    case 'adjustment':
      return entry.maturesOn < cutOff && !isHeld(entry, state);
  }
};

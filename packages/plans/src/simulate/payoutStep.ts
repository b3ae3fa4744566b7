import { addDays, type BusinessCalendar, type LocalDate } from '@commission-ledger/calendar';
import { sum, zero, type Money } from '@commission-ledger/money';
import { payoutCalculation, type DeferredCalculation } from '../payout/payoutCalculation.ts';
import { cutOffOf, payoutAt } from '../payout/payoutTerms.ts';
import { accountOf, post, type Account, type HistoryState } from './historyState.ts';
import type { StepPayout } from './historyStep.ts';

/** Pays, or defers, what the credited partner has. Any date will do: the cut-off is then reckoned from it. */
export const payoutStep = (state: HistoryState, date: LocalDate, taxStatus: string): StepPayout => {
  const { plan } = state;
  const { payout: terms, rounding, plan: id, version } = plan.document;
  const { currency } = plan;
  const account = accountOf(state, 'referrer');
  const cutOff = payoutAt(terms, date, everyWeekend)?.cutOff ?? cutOffOf(terms, date);
  const due = [...account.open].filter(([maturesOn]) => maturesOn < cutOff);
  const calculation = payoutCalculation(terms, {
    plan: { plan: id, version, hash: plan.hash },
    currency,
    rounding: rounding.mode,
    matured: total(account, due),
    lines: due.reduce((count, [, { lines }]) => count + lines, 0),
    date,
    debt: account.debt,
    taxStatus,
  });
  const nothing = zero(currency);
  const { matured, gross, debt, writeOff = nothing } = calculation;
  account.debt = debt;
  const told = { _tag: 'payout' as const, matured, writtenOff: writeOff, debt, gross, calculation };
  if (calculation._tag === 'deferred') {
    // It has to count beside the lines that it writes off, so it matures with them.
    post(state, 'referrer', writeOff, addDays(cutOff, -1));
    const none = {
      advanced: nothing,
      recovered: nothing,
      withheld: nothing,
      vat: nothing,
      fees: nothing,
      net: nothing,
    };
    return { ...told, ...none, deferred: reasonOf(calculation), carried: total(account, account.open) };
  }
  for (const [maturesOn] of due) account.open.delete(maturesOn);
  const { advanced = nothing, recovered = nothing, withheld, vat, fees, net } = calculation;
  return { ...told, advanced, recovered, withheld, vat, fees, net, carried: total(account, account.open) };
};

/** Lines that add up to nothing reach a minimum of zero: there is nothing to pay, and nothing is too little. */
const reasonOf = ({ reason, nodes: { minimum } }: DeferredCalculation): DeferredCalculation['reason'] =>
  reason === 'below-minimum' && minimum.kind === 'guard' && minimum.pass ? 'nothing-due' : reason;

const total = ({ debt }: Account, open: Iterable<readonly [LocalDate, Readonly<{ amount: Money }>]>): Money =>
  sum(
    debt.currency,
    Array.from(open, ([, { amount }]) => amount),
  );

/** Examples know no holidays. */
const everyWeekend: BusinessCalendar = { weekend: [6, 7], holidays: [] };

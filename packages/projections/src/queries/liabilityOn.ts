import type { LocalDate } from '@commission-ledger/calendar';
import { add, type Money, subtract, sum } from '@commission-ledger/money';
import type { DocumentStore } from '../documentStore.ts';
import { type BalanceRow, balancesOf } from './balancesOf.ts';
import { currencyIn } from './documentValues.ts';

/** What a program owes its partners in one currency, and what it keeps for others. */
export type Liability = Readonly<{
  program: string;
  programName: string;
  currency: string;
  /** How many accounts there are. */
  accounts: number;
  /** Maturing after the date, or disputed. */
  onHold: Money;
  /** Of what is on hold, what is disputed. */
  disputed: Money;
  /** Matured and in no payout. */
  payable: Money;
  /** In payouts on their way, without what they keep back. */
  inFlight: Money;
  /** What partners owe the program. */
  receivable: Money;
  /** Kept back as tax and not handed over yet. */
  taxDue: Money;
  /** Set apart because nobody claimed it. */
  unclaimed: Money;
  /** What is owed back of draws; it is kept from later earnings and is in no balance. */
  drawDebt: Money;
  /** Owed to partners on balance: `onHold + payable + inFlight − receivable`. */
  owed: Money;
  /** Owed to anybody: `owed`, the tax and what is unclaimed. */
  total: Money;
}>;

/**
 * What each program owes on a date, in each currency: the balances of its accounts, added up. It is told as things stand
 * now; for what was known or had happened at an earlier moment, ask a view of the past.
 *
 * @returns by program and currency.
 */
export const liabilityOn = async (
  documents: DocumentStore,
  { asOf, program }: Readonly<{ asOf: LocalDate; program?: string }>,
): Promise<readonly Liability[]> => {
  const rows = await balancesOf(documents, { asOf, ...(program === undefined ? {} : { program }) });
  const groups = new Map<string, BalanceRow[]>();
  for (const row of rows) {
    const key = `${row.program}/${row.currency}`;
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => liabilityOf(group));
};

const liabilityOf = (rows: readonly BalanceRow[]): readonly Liability[] => {
  const [first] = rows;
  if (first === undefined) return [];
  const { program, programName, currency } = first;
  const total = (figureOf: (row: BalanceRow) => Money): Money => sum(currencyIn(currency), rows.map(figureOf));
  const onHold = total((row) => row.onHold);
  const payable = total((row) => row.payable);
  const inFlight = total((row) => row.inFlight);
  const receivable = total((row) => row.receivable);
  const taxDue = total((row) => row.taxDue);
  const unclaimed = total((row) => row.unclaimed);
  const owed = subtract(add(add(onHold, payable), inFlight), receivable);
  return [
    {
      program,
      programName,
      currency,
      accounts: rows.length,
      onHold,
      disputed: total((row) => row.disputed),
      payable,
      inFlight,
      receivable,
      taxDue,
      unclaimed,
      drawDebt: total((row) => row.drawDebt),
      owed,
      total: add(add(owed, taxDue), unclaimed),
    },
  ];
};

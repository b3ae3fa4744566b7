import { add, isZero, type Money, negate, zero } from '@commission-ledger/money';
import { type BalanceRow, ledgerAccounts } from '@commission-ledger/projections';

/** What an account of the books must come to: debits less credits. */
export type Expected = Readonly<{ account: string; amount: Money }>;

/**
 * What the balances say that accounts of the books come to: the five of each partner, and, where all balances of the
 * journal are there, what is withheld and what is unclaimed.
 */
export const expectedStandings = (balances: readonly BalanceRow[], isWhole: boolean): readonly Expected[] => [
  ...balances.flatMap(({ partner, onHold, payable, inFlight, receivable, drawDebt }) => [
    { account: ledgerAccounts.onHold(partner), amount: negate(onHold) },
    { account: ledgerAccounts.payable(partner), amount: negate(payable) },
    { account: ledgerAccounts.inFlight(partner), amount: negate(inFlight) },
    { account: ledgerAccounts.receivable(partner), amount: receivable },
    { account: ledgerAccounts.draws(partner), amount: drawDebt },
  ]),
  ...(isWhole
    ? [
        ...sums(balances.map(({ taxDue }) => taxDue)).map((sum) => owed(ledgerAccounts.withholding, sum)),
        ...sums(balances.map(({ unclaimed }) => unclaimed)).map((sum) => owed(ledgerAccounts.unclaimed, sum)),
      ]
    : []),
];

const owed = (account: string, sum: Money): Expected => ({ account, amount: isZero(sum) ? sum : negate(sum) });

const sums = (amounts: readonly Money[]): readonly Money[] => {
  const found = new Map<string, Money>();
  for (const amount of amounts)
    found.set(amount.currency, add(found.get(amount.currency) ?? zero(amount.currency), amount));
  return [...found.values()];
};

import { add, isZero, type Money, zero } from '@commission-ledger/money';
import { accountName } from './accountName.ts';
import type { Expected } from './expectedStandings.ts';
import type { JournalFormat } from './journalFormat.ts';

/** An account of the journal, and what was posted to it by currency. */
export type RunningAccount = Readonly<{ name: string; amounts: Map<string, Money> }>;

/** What a journal came to so far. */
export type RunningStandings = Readonly<{
  /** The account; `isNew` where nothing was posted to it before. */
  of: (account: string) => Readonly<{ running: RunningAccount; isNew: boolean }>;
  /** Puts what is expected in the place of what was posted, where either is there. */
  expect: (expected: readonly Expected[]) => readonly RunningAccount[];
  all: () => Iterable<RunningAccount>;
}>;

/** Begins with nothing. */
export const runningStandings = (format: JournalFormat): RunningStandings => {
  const accounts = new Map<string, RunningAccount>();
  const of: RunningStandings['of'] = (account) => {
    const known = accounts.get(account);
    if (known !== undefined) return { running: known, isNew: false };
    const running = { name: accountName(format, account), amounts: new Map<string, Money>() };
    accounts.set(account, running);
    return { running, isNew: true };
  };
  return {
    of,
    expect: (expected) =>
      expected.flatMap(({ account, amount }) => {
        if (isZero(amount) && accounts.get(account)?.amounts.has(amount.currency) !== true) return [];
        const { running, isNew } = of(account);
        running.amounts.set(amount.currency, amount);
        return isNew ? [running] : [];
      }),
    all: () => accounts.values(),
  };
};

/** Adds the amount to what the account came to, and returns the sum. */
export const posted = ({ amounts }: RunningAccount, amount: Money): Money => {
  const sum = add(amounts.get(amount.currency) ?? zero(amount.currency), amount);
  amounts.set(amount.currency, sum);
  return sum;
};

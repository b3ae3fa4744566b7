import { add, type CurrencyCode, type Money, type MoneyRecord, toJson, zero } from '@commission-ledger/money';

/** How many there are on a side, and what they come to. */
export type Side = Readonly<{ count: number; amount: MoneyRecord }>;

/** Both sides in one currency, of one kind of thing. "There" is what others know, "here" the ledger. */
export type BothSides<What extends string> = Readonly<{ what: What; currency: string; there: Side; here: Side }>;

/** Adds up both sides by what and by currency. */
export type Tally<What extends string> = Readonly<{
  count: (side: 'there' | 'here', what: What, amount: Money) => void;
  /** Sorted by what, then by currency. */
  sums: () => readonly BothSides<What>[];
}>;

type Counted = { count: number; amount: Money };

/** Begins with nothing. */
export const tally = <What extends string>(): Tally<What> => {
  const lines = new Map<string, { what: What; currency: CurrencyCode; there: Counted; here: Counted }>();
  return {
    count: (side, what, amount) => {
      const { currency } = amount;
      const key = `${what} ${currency}`;
      const nothing = (): Counted => ({ count: 0, amount: zero(currency) });
      const line = lines.get(key) ?? { what, currency, there: nothing(), here: nothing() };
      lines.set(key, line);
      line[side].count += 1;
      line[side].amount = add(line[side].amount, amount);
    },
    sums: () =>
      [...lines]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { what, currency, there, here }]) => ({ what, currency, there: sideOf(there), here: sideOf(here) })),
  };
};

const sideOf = ({ count, amount }: Counted): Side => ({ count, amount: toJson(amount) });

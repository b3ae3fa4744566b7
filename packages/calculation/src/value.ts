import type { CurrencyCode, Exact, Money } from '@commission-ledger/money';

/**
 * What a node of a calculation is worth.
 *
 * - `money`: booked, whole minor units.
 * - `unrounded`: money before its one rounding, exact to the last digit.
 * - `ratio`: a rate, a share, a quotient without a unit.
 * - `text`: a count, a date, an instant, an attribute; `true` and `false` for guards.
 */
export type Value =
  | Readonly<{ _tag: 'money'; money: Money }>
  | Readonly<{ _tag: 'unrounded'; amount: Exact; currency: CurrencyCode }>
  | Readonly<{ _tag: 'ratio'; ratio: Exact }>
  | Readonly<{ _tag: 'text'; text: string }>;

/** A value in `explain/1`. Amounts are in major units; booked ones have exactly the currency's decimals. */
export type ValueJson =
  | Readonly<{ amount: string; currency: string }>
  | Readonly<{ exact: string; currency: string }>
  | Readonly<{ num: string; den: string; currency: string }>
  | Readonly<{ rate: string }>
  | Readonly<{ num: string; den: string }>
  | string;

/** Money that can be paid: whole minor units. */
export const booked = (money: Money): Value => ({ _tag: 'money', money });

/** Money before its rounding, in major units. */
export const unrounded = (amount: Exact, currency: CurrencyCode): Value => ({ _tag: 'unrounded', amount, currency });

/** A rate, a share, a quotient. */
export const ratioOf = (ratio: Exact): Value => ({ _tag: 'ratio', ratio });

/** A count, a date, an attribute. */
export const text = (content: string): Value => ({ _tag: 'text', text: content });

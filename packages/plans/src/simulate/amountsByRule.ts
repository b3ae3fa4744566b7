import { add, isZero, type Money } from '@commission-ledger/money';

/** What each rule gave in all; rules that gave nothing are left out. */
export const amountsByRule = (
  parts: readonly Readonly<{ rule: string; amount: Money }>[],
): Readonly<Record<string, Money>> => {
  const totals = new Map<string, Money>();
  for (const { rule, amount } of parts) {
    const known = totals.get(rule);
    totals.set(rule, known === undefined ? amount : add(known, amount));
  }
  return Object.fromEntries([...totals].filter(([, amount]) => !isZero(amount)));
};

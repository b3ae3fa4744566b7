/*
 * What a deal gives each partner if it was from the start as it is in the end: once more, as naively as possible. Cents as
 * BigInt, all of it gone through from the beginning. Shares no code with the ledger.
 */

/** Who is credited with which tenths of a deal, and who helps. */
export type NaiveDeal = Readonly<{ shares: readonly (readonly [string, bigint])[]; helper: boolean }>;

/** What happened on it, in order. */
export type NaiveFact =
  | Readonly<{ kind: 'pay'; payment: string; minor: bigint; quarter: number }>
  | Readonly<{ kind: 'refund'; payment: string; minor: bigint }>;

/** Above `bob` and `cat` stands `dan`, above `dan` stands `eve`. */
const above: Readonly<Record<string, string>> = { bob: 'dan', cat: 'dan', dan: 'eve' };

/** The quotient to the nearest whole, halves to the even one. */
const halfEven = (numerator: bigint, denominator: bigint): bigint => {
  const whole = numerator / denominator;
  const twice = 2n * (numerator - whole * denominator);
  return twice > denominator || (twice === denominator && whole % 2n === 1n) ? whole + 1n : whole;
};

const partsOf = (minor: bigint, shares: NaiveDeal['shares']): readonly (readonly [string, bigint])[] => {
  const parts = shares.map(([partner, tenths]) => ({
    partner,
    part: (minor * tenths) / 10n,
    rest: (minor * tenths) % 10n,
  }));
  let left = minor - parts.reduce((sum, { part }) => sum + part, 0n);
  for (const each of parts.toSorted((a, b) => Number(b.rest - a.rest))) {
    if (left === 0n) break;
    each.part += 1n;
    left -= 1n;
  }
  return parts.map(({ partner, part }) => [partner, part]);
};

/** 10 % for who is credited (with `tiers` 20 % above 10.00 in a quarter), 5 % for who stands above, 2 % for the helper `fay`. */
export const naiveShares = (
  { shares, helper }: NaiveDeal,
  facts: readonly NaiveFact[],
  tiers: boolean,
): Readonly<Record<string, number>> => {
  const balances: Record<string, bigint> = {};
  const counters: Record<string, bigint> = {};
  const payments: Record<
    string,
    { paid: bigint; refunded: bigint; earned: { partner: string; amount: bigint }[]; counted: [string, bigint][] }
  > = {};
  const give = (partner: string, amount: bigint): void => {
    balances[partner] = (balances[partner] ?? 0n) + amount;
  };
  for (const fact of facts) {
    if (fact.kind === 'pay') {
      const made: (typeof payments)[string] = { paid: fact.minor, refunded: 0n, earned: [], counted: [] };
      payments[fact.payment] = made;
      const earn = (partner: string, amount: bigint): void => {
        made.earned.push({ partner, amount });
        give(partner, amount);
      };
      for (const [partner, part] of partsOf(fact.minor, shares)) {
        const window = `${partner} ${fact.quarter}`;
        const counted = counters[window] ?? 0n;
        const room = tiers ? (counted < 1000n ? 1000n - counted : 0n) : part;
        const low = part < room ? part : room;
        earn(partner, halfEven(low * 10n + (part - low) * 20n, 100n));
        counters[window] = counted + part;
        made.counted.push([window, part]);
        const upline = above[partner];
        if (upline !== undefined) earn(upline, halfEven(part * 5n, 100n));
      }
      if (helper) earn('fay', halfEven(fact.minor * 2n, 100n));
    } else {
      const payment = payments[fact.payment];
      if (payment === undefined) throw new Error(`There is no payment ${fact.payment}.`);
      const [before, after] = [payment.refunded, payment.refunded + fact.minor];
      payment.refunded = after;
      const back = (whole: bigint): bigint =>
        halfEven(whole * after, payment.paid) - halfEven(whole * before, payment.paid);
      for (const { partner, amount } of payment.earned) give(partner, -back(amount));
      for (const [window, part] of payment.counted) counters[window] = (counters[window] ?? 0n) - back(part);
    }
  }
  return Object.fromEntries(
    Object.entries(balances).flatMap(([partner, minor]) => (minor === 0n ? [] : [[partner, Number(minor)]])),
  );
};

import { subtract, sum, type Money } from '@commission-ledger/money';

/** An addend of an amount. Lines with the same key are about the same: the same rule on the same deal. */
export type KeyedLine = Readonly<{ key: string; amount: Money }>;

/** What became of the lines with one key. */
export type LineDifference<L extends KeyedLine> = Readonly<{
  key: string;
  change: 'added' | 'removed' | 'changed';
  a: readonly L[];
  b: readonly L[];
  /** What the lines of `b` come to, less what those of `a` come to. */
  amount: Money;
}>;

/**
 * Line by line what is different in `b`, by key, in the order in which `b` and then `a` have them. Lines that are the
 * same on both sides are left out. The amounts add up to the difference of the sums; from `a` to `c` they are those from
 * `a` to `b` and from `b` to `c` together, and turned round they are those from `b` to `a`.
 *
 * @param isSame whether two lines are one and the same; equal amounts alone do not make them so
 */
export const lineDifferences = <L extends KeyedLine>(
  a: readonly L[],
  b: readonly L[],
  isSame: (a: L, b: L) => boolean,
): readonly LineDifference<L>[] => {
  const [before, after] = [byKey(a), byKey(b)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [from, to] = [before.get(key) ?? [], after.get(key) ?? []];
    const [first] = [...to, ...from];
    const unchanged = from.length === to.length && from.every((line, index) => isSameAs(line, to[index], isSame));
    if (first === undefined || unchanged) return [];
    const { currency } = first.amount;
    const amount = subtract(sum(currency, to.map(amountOf)), sum(currency, from.map(amountOf)));
    const change = from.length === 0 ? 'added' : to.length === 0 ? 'removed' : 'changed';
    return [{ key, change, a: from, b: to, amount }];
  });
};

const isSameAs = <L>(line: L, other: L | undefined, isSame: (a: L, b: L) => boolean): boolean =>
  other !== undefined && isSame(line, other);

const amountOf = ({ amount }: KeyedLine): Money => amount;

const byKey = <L extends KeyedLine>(lines: readonly L[]): ReadonlyMap<string, readonly L[]> => {
  const keyed = new Map<string, L[]>();
  for (const line of lines) {
    const known = keyed.get(line.key);
    if (known === undefined) keyed.set(line.key, [line]);
    else known.push(line);
  }
  return keyed;
};

import { div, mul, sub, sum, type Node } from '@commission-ledger/calculation';
import type { EarnedOn, Earning } from './earning.ts';
import { isNil, totalOf } from './nodeAmounts.ts';

/** Commissions that are added up: what was sold at a rate of exchange, credited, paid on. All are sums. */
export type Sales = EarnedOn & Readonly<{ unlimited: Node }>;

/** The sales of commissions that depend on an amount; `undefined` without any, or where they come to nothing. */
export const salesOf = (earnings: readonly Earning[]): Sales | undefined => {
  const based = earnings.flatMap(({ base, unlimited }) => (base === undefined ? [] : [{ ...base, unlimited }]));
  const nominal = totalOf(based.map((one) => one.nominal));
  const unlimited = totalOf(based.map((one) => one.unlimited));
  if (nominal === undefined || unlimited === undefined) return undefined;
  // What is the same sum stays one: that nothing is converted or shared can be seen.
  const isPlain = based.every((one) => one.converted === one.nominal);
  const converted = isPlain ? nominal : (totalOf(based.map((one) => one.converted)) ?? nominal);
  const isWhole = based.every((one) => one.credited === one.converted);
  const credited = isWhole ? converted : (totalOf(based.map((one) => one.credited)) ?? converted);
  return [nominal, converted, credited].some(isNil) ? undefined : { nominal, converted, credited, unlimited };
};

/** What a commission is a product of. */
export const chainFactors = ['volume', 'currency', 'share', 'rate'] as const;

/** How much was sold, at which exchange, credited for which share, paid at which rate. */
export type ChainFactor = (typeof chainFactors)[number];

/** What each factor makes of the difference between two sums of commissions. */
export type ChainEffects = Readonly<Record<ChainFactor, Node>>;

/** The factors of a product on either side. */
type Factors = Readonly<Record<ChainFactor, readonly [Node, Node]>>;

/** The product with the factors in the set taken from `b`, the others from `a`. */
type Product = (ofB: ReadonlySet<ChainFactor>) => Node;

/**
 * The effects when the factors are taken over from `a` to `b` one after the other. They add up to the difference in any
 * order; what each of them is depends on the order, because a product has no split of its own.
 */
export const effectsInOrder = (a: Sales, b: Sales, order: readonly ChainFactor[]): ChainEffects => {
  const product = productOf(a, b);
  const effectOf = (factor: ChainFactor): Node => {
    const before = new Set(order.slice(0, order.indexOf(factor)));
    return sub(product(new Set([...before, factor])), product(before));
  };
  return {
    volume: effectOf('volume'),
    currency: effectOf('currency'),
    share: effectOf('share'),
    rate: effectOf('rate'),
  };
};

/**
 * The average of each effect over all orders (Shapley). It depends on no order, and turns round when the sides do.
 */
export const averageEffects = (a: Sales, b: Sales): ChainEffects => {
  const product = productOf(a, b);
  const effectOf = (factor: ChainFactor): Node => {
    const orders = ordersOf(chainFactors);
    const effects = orders.map((order) => {
      const before = new Set(order.slice(0, order.indexOf(factor)));
      return sub(product(new Set([...before, factor])), product(before));
    });
    return div(sum(effects), countOf(orders.length, a.nominal));
  };
  return {
    volume: effectOf('volume'),
    currency: effectOf('currency'),
    share: effectOf('share'),
    rate: effectOf('rate'),
  };
};

/** A number made of nothing but an amount that is not zero: so many times one. */
const countOf = (count: number, amount: Node): Node => {
  const one = div(amount, amount);
  return sum(Array.from({ length: count }, () => one));
};

const ordersOf = (factors: readonly ChainFactor[]): readonly (readonly ChainFactor[])[] =>
  factors.length === 0
    ? [[]]
    : factors.flatMap((first) =>
        ordersOf(factors.filter((other) => other !== first)).map((others) => [first, ...others]),
      );

const productOf = (a: Sales, b: Sales): Product => {
  const factors = factorsOf(a, b);
  const known = new Map<string, Node>();
  return (ofB) => {
    const key = chainFactors.filter((factor) => ofB.has(factor)).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const [volume, ...ratios] = chainFactors.map((factor) => factors[factor][ofB.has(factor) ? 1 : 0]);
    if (volume === undefined) throw new RangeError('A product has factors.');
    const made = ratios.reduce((whole, ratio) => (isOne(ratio) ? whole : mul(whole, ratio)), volume);
    known.set(key, made);
    return made;
  };
};

const factorsOf = (a: Sales, b: Sales): Factors => ({
  volume: [a.nominal, b.nominal],
  currency: [ratioTo(a.converted, a.nominal), ratioTo(b.converted, b.nominal)],
  share: [ratioTo(a.credited, a.converted), ratioTo(b.credited, b.converted)],
  rate: [ratioTo(a.unlimited, a.credited), ratioTo(b.unlimited, b.credited)],
});

const ratioTo = (part: Node, whole: Node): Node => div(part, whole);

/** Multiplying by one says nothing. */
const isOne = ({ kind, value }: Node): boolean =>
  kind === 'op' && value._tag === 'ratio' && value.ratio.num.eq(value.ratio.den);

import { div, mul, sub, type Node } from '@commission-ledger/calculation';
import { averageEffects, effectsInOrder, salesOf, type ChainFactor, type Sales } from './comparedSales.ts';
import type { Earning, Slice } from './earning.ts';
import { isNil, lessOf, totalOf } from './nodeAmounts.ts';

/** In which order factors are taken: as declared, or the average over all orders. */
export type FactorOrder = 'declared' | 'shapley';

/** What a difference between commissions is put down to, in the order in which it is taken. */
export const factors = [
  'plan',
  'volume',
  'mix',
  'currency',
  'share',
  'tier',
  'rate',
  'fixed',
  'limits',
  'rounding',
] as const;

/** A cause of a difference. */
export type Factor = (typeof factors)[number];

/** Commissions that are compared with each other: of one rule, on what was sold in one currency, or of one deal each. */
export type Cell = Readonly<{
  a: readonly Earning[];
  /** What those of `a` are under the version of the plan that `b` goes by. */
  replanned: readonly Earning[];
  /** Whether that is another version than they went by. */
  anotherPlan: boolean;
  b: readonly Earning[];
}>;

/** What a cause makes of the difference, exactly: it is rounded nowhere. */
export type Effect = Readonly<{ factor: Factor; node: Node; detail?: Detail }>;

/** What there is to say of an effect: sales before and after with what was paid on them, or sales at another rate. */
export type Detail =
  | Readonly<{ kind: 'sales'; from: Node; to: Node; rate: Node | undefined }>
  | Readonly<{ kind: 'rates'; base: Node; rate: Node; before: Node }>;

/** The effects of all causes, in their order. They add up to what was booked in `b` less what was booked in `a`. */
export const factorEffects = (cells: readonly Cell[], order: FactorOrder = 'declared'): readonly Effect[] => {
  const found = cells.flatMap((cell) => effectsOfCell(cell, order));
  const effects = order === 'declared' ? withMix(cells, found) : found;
  return factors.flatMap((factor) => {
    const same = effects.filter((effect) => effect.factor === factor && !isNil(effect.node));
    const [first, ...others] = same.length === 0 ? effects.filter((effect) => effect.factor === factor) : same;
    if (first === undefined) return [];
    const node = totalOf([first, ...others].map((effect) => effect.node)) ?? first.node;
    return [others.length === 0 ? first : { factor, node }];
  });
};

/** An average over all orders has no place for the plan: what it makes is part of what the rates make. */
const effectsOfCell = ({ a, replanned: underNew, anotherPlan, b }: Cell, order: FactorOrder): readonly Effect[] => {
  const replanned = order === 'shapley' ? a : underNew;
  return [
    ...(!anotherPlan || order === 'shapley' ? [] : differences('plan', [replanned, a], ({ unlimited }) => [unlimited])),
    ...salesEffects(replanned, b, order),
    ...differences('fixed', [b, replanned], ({ base, unlimited }) => (base === undefined ? [unlimited] : [])),
    ...differences('limits', [b, a], ({ exact, unlimited }) => (exact === unlimited ? [] : [sub(exact, unlimited)])),
    ...differences('rounding', [b, a], ({ booked, exact }) => (booked === exact ? [] : [sub(booked, exact)])),
  ];
};

/** What an amount of some commissions comes to, less what it comes to in others. */
const differences = (
  factor: Factor,
  [after, before]: readonly [readonly Earning[], readonly Earning[]],
  of: (earning: Earning) => readonly Node[],
): readonly Effect[] => {
  const [to, from] = [totalOf(after.flatMap(of)), totalOf(before.flatMap(of))];
  return to === undefined && from === undefined ? [] : [{ factor, node: lessOf(to, from) }];
};

const salesEffects = (a: readonly Earning[], b: readonly Earning[], order: FactorOrder): readonly Effect[] => {
  const [from, to] = [salesOf(a), salesOf(b)];
  if (from === undefined || to === undefined) {
    return differences('volume', [b, a], ({ base, unlimited }) => (base === undefined ? [] : [unlimited]));
  }
  if (order === 'shapley') return named(averageEffects(from, to));
  const { rate, ...others } = effectsInOrder(from, to, declaredOrder);
  const paid = from.nominal === from.credited ? div(from.unlimited, from.credited) : undefined;
  const detail: Detail = { kind: 'sales', from: from.nominal, to: to.nominal, rate: paid };
  return [
    ...named(others).map((effect) => (effect.factor === 'volume' ? { ...effect, detail } : effect)),
    ...(ratesApart(from, a, b) ?? [{ factor: 'rate' as const, node: rate }]),
  ];
};

/** First how much, then at which exchange, then whose it is, last what is paid on it. */
export const declaredOrder: readonly ChainFactor[] = ['volume', 'currency', 'share', 'rate'];

const named = (effects: Readonly<Partial<Record<ChainFactor, Node>>>): readonly Effect[] =>
  declaredOrder.flatMap((factor) => {
    const node = effects[factor];
    return node === undefined ? [] : [{ factor, node }];
  });

/**
 * What the rates make, band by band, on what `b` has in each: that the band has another rate now, and that sales lie in
 * another band. `undefined` where the plan does not say its rates by bands.
 */
const ratesApart = (from: Sales, a: readonly Earning[], b: readonly Earning[]): readonly Effect[] | undefined => {
  const [before, after] = [bandsOf(a), bandsOf(b)];
  if (before === undefined || after === undefined) return undefined;
  const average = div(from.unlimited, from.credited);
  const ladders = new Set([...before.keys()].flatMap((band) => ladderOf(band) ?? []));
  return [...after].flatMap(([band, { base, rate }]) => {
    const known = before.get(band);
    const another = ladders.has(ladderOf(band) ?? '') ? 'tier' : 'rate';
    return known === undefined
      ? [ratesEffect(another, base, rate, average)]
      : [ratesEffect('tier', base, known.rate, average), ratesEffect('rate', base, rate, known.rate)];
  });
};

const ratesEffect = (factor: Factor, base: Node, rate: Node, was: Node): Effect => ({
  factor,
  node: mul(base, sub(rate, was)),
  detail: { kind: 'rates', base, rate, before: was },
});

/** Where the plan lists the bands of which this is one: `undefined` for a rate that is in none. */
const ladderOf = (band: string): string | undefined => {
  const [ladder = '', ...place] = band.split('/bands/');
  return place.length === 0 ? undefined : ladder;
};

type Band = Readonly<{ base: Node; rate: Node }>;

/** `undefined` where one of them says its rates in another way. */
const bandsOf = (earnings: readonly Earning[]): ReadonlyMap<string, Band> | undefined => {
  if (earnings.some(({ base, slices }) => base !== undefined && slices.length === 0)) return undefined;
  const slices = new Map<string, Slice[]>();
  for (const slice of earnings.flatMap((earning) => earning.slices)) {
    const known = slices.get(slice.band);
    if (known === undefined) slices.set(slice.band, [slice]);
    else known.push(slice);
  }
  return new Map(
    [...slices].flatMap(([band, all]) => {
      const bandOfAll = bandFrom(all);
      return bandOfAll === undefined ? [] : [[band, bandOfAll] as const];
    }),
  );
};

/** One rate stays itself; several, as when a rate is a partner's own, are averaged. */
const bandFrom = (slices: readonly Slice[]): Band | undefined => {
  const [base, product] = [totalOf(slices.map((one) => one.base)), totalOf(slices.map((one) => one.product))];
  const [first, ...others] = slices;
  if (first === undefined || base === undefined || product === undefined) return undefined;
  if (others.every(({ rate }) => rate === first.rate || isNil(sub(rate, first.rate))))
    return { base, rate: first.rate };
  return isNil(base) ? undefined : { base, rate: div(product, base) };
};

/**
 * How much was sold is taken at what sales earned on average in `a`. What is left of its effect is the mix: that more was
 * sold of what pays better, or worse.
 */
const withMix = (cells: readonly Cell[], found: readonly Effect[]): readonly Effect[] => {
  const sides = cells.map(({ replanned, b }) => [salesOf(replanned), salesOf(b)] as const);
  const based = sides.filter(([from, to]) => from !== undefined || to !== undefined);
  const sold = totalOf(based.flatMap(([from]) => (from === undefined ? [] : [from.converted])));
  const paid = totalOf(based.flatMap(([from]) => (from === undefined ? [] : [from.unlimited])));
  const sells = totalOf(based.flatMap(([from, to]) => atExchangeOf(from, to)));
  const volume = totalOf(found.flatMap(({ factor, node }) => (factor === 'volume' ? [node] : [])));
  if (based.length < 2 || sold === undefined || paid === undefined || volume === undefined) return found;
  const average = mul(lessOf(sells, sold), div(paid, sold));
  const detail: Detail = { kind: 'sales', from: sold, to: sells ?? sub(sold, sold), rate: div(paid, sold) };
  return [
    ...found.filter(({ factor }) => factor !== 'volume'),
    { factor: 'volume', node: average, detail },
    { factor: 'mix', node: sub(volume, average) },
  ];
};

/** What `b` sold, at the exchange of `a`. */
const atExchangeOf = (from: Sales | undefined, to: Sales | undefined): readonly Node[] => {
  if (to === undefined) return [];
  return [from === undefined ? to.converted : mul(to.nominal, div(from.converted, from.nominal))];
};

import { choice, div, guard, mul, sub, sum, type Node, type RuleRef } from '@commission-ledger/calculation';
import type { Marginal } from '../document/planDocument.ts';
import { bandsOf, readsOfBands, type Edge, type PreparedBand } from './bands.ts';
import { standingOf, type Cause } from './cause.ts';
import { declared, type Compiler } from './compiler.ts';
import { baseOf, nothingOf } from './measures.ts';
import { orderOf, signOf } from './orderOf.ts';
import type { Formula } from './plan.ts';

/**
 * Commission by marginal bands: `base` moves the counter on from `before`, and what lies in each band on the way earns
 * what that band pays. Only the bands that are touched appear. What is below zero, after refunds, lies in the first band.
 */
export const marginalOf = (compiler: Compiler, { of, counter, bands }: Marginal, path: string): Formula => {
  const measure = declared(compiler.measures, of, 'a measure');
  if (counter !== undefined) declared(compiler.counters, counter, 'a counter');
  const prepared = bandsOf(compiler, bands, measure.kind, `${path}/bands`);
  const { ref } = compiler;
  return {
    reads: [
      ...measure.reads,
      ...(counter === undefined ? [] : [{ counter, at: 'before' } as const]),
      ...readsOfBands(prepared),
    ],
    node: (cause) => {
      const base = baseOf(measure.node(cause));
      const before = counter === undefined ? undefined : standingOf(cause, counter).now;
      const after = before === undefined ? base : sum([before, base], { name: 'counter-after' });
      return along(prepared, { before, after, base, rule: ref }, cause);
    },
  };
};

/** From where to where; without a counter, from zero. */
type Move = Readonly<{ before: Node | undefined; after: Node; base: Node; rule: RuleRef }>;

const along = (bands: readonly PreparedBand[], move: Move, cause: Cause): Node => {
  const slices: Node[] = [];
  let lower: Node | undefined;
  let edge: Edge | undefined;
  for (const band of bands) {
    const upper = band.edge?.at.node(cause);
    const stretch = { lower, upper, begins: edge?.included === false ? 'at' : 'above' } as const;
    if (isTouched(stretch, move)) slices.push(...sliceOf(band, stretch, move, cause));
    else if (band.flat !== undefined) slices.push(...onEntry(band.flat.node(cause), stretch, move));
    if (isBeyond(stretch, move)) break;
    lower = upper;
    ({ edge } = band);
  }
  const [first, ...others] = slices;
  if (first === undefined) return nothingOf(move.base.value._tag === 'ratio' ? flatOf(bands, cause) : move.base);
  return others.length === 0 ? first : sum(slices, { name: 'exact-commission', rule: move.rule });
};

/** Only flat amounts pay on what earns nothing by itself. */
const flatOf = (bands: readonly PreparedBand[], cause: Cause): Node => {
  const paid = bands.map(({ flat, spread, each }) => flat ?? spread ?? each).find((formula) => formula !== undefined);
  if (paid === undefined) throw new TypeError('A band pays nothing at all.');
  return paid.node(cause);
};

/** Between two edges; the first band has no lower one, the last no upper one. It begins at the lower edge, or above it. */
type Stretch = Readonly<{ lower: Node | undefined; upper: Node | undefined; begins: 'at' | 'above' }>;

const orderFromBefore = ({ before }: Move, edge: Node): number =>
  before === undefined ? -signOf(edge) : orderOf(before, edge);

/** The band after this one is entered only where the way leads to its edge. */
const isBeyond = ({ upper }: Stretch, { after }: Move): boolean => upper === undefined || orderOf(after, upper) < 0;

/** Whether a part of the way lies in the band. One that ends at its lower edge has none, be it entered or not. */
const isTouched = ({ lower, upper }: Stretch, move: Move): boolean => {
  const reachesDown = lower === undefined || orderOf(move.after, lower) > 0;
  if (!reachesDown) return false;
  if (signOf(move.base) > 0) return upper === undefined || orderFromBefore(move, upper) < 0;
  // Nothing to earn on: the band that the counter stands in.
  return upper === undefined || orderOf(move.after, upper) <= 0;
};

/** From the counter or the band's lower edge, to the counter or its upper edge, with the guards that say which. */
const sliceOf = (band: PreparedBand, stretch: Stretch, move: Move, cause: Cause): readonly Node[] => {
  const { lower, upper } = stretch;
  const { before, after, rule } = move;
  const startsHere = lower === undefined || orderFromBefore(move, lower) >= 0;
  const endsHere = upper === undefined || orderOf(after, upper) <= 0;
  const given = [
    ...(lower === undefined
      ? []
      : [
          before === undefined
            ? guard('gt', [after, lower], rule)
            : guard(startsHere ? 'ge' : 'lt', [before, lower], rule),
        ]),
    ...(upper === undefined ? [] : [guard(endsHere ? 'le' : 'gt', [after, upper], rule)]),
  ];
  const length = lengthOf(startsHere ? undefined : lower, endsHere ? undefined : upper, move);
  const options = { name: 'slice-commission', rule, ...(given.length === 0 ? {} : { given }) } as const;
  const factor = (band.rate ?? band.each)?.node(cause);
  const spread = band.spread === undefined ? undefined : spreadOver(length, stretch, band.spread.node(cause), options);
  return [
    ...(factor === undefined ? [] : [mul(length, factor, options)]),
    ...(spread === undefined ? [] : [spread]),
    ...(band.flat === undefined ? [] : onEntry(band.flat.node(cause), stretch, move)),
  ];
};

const lengthOf = (lower: Node | undefined, upper: Node | undefined, { before, after, base }: Move): Node => {
  if (lower === undefined && upper === undefined) return base;
  const from = lower ?? before;
  return from === undefined ? (upper ?? base) : sub(upper ?? after, from, { name: 'slice' });
};

/** The part of the amount that the slice is of the band. */
const spreadOver = (
  length: Node,
  { lower, upper }: Stretch,
  amount: Node,
  options: Parameters<typeof mul>[2],
): Node | undefined => {
  if (upper === undefined) return undefined;
  const width = lower === undefined ? upper : sub(upper, lower, { name: 'width' });
  if (signOf(width) <= 0) return undefined;
  return mul(div(length, width, { name: 'share' }), amount, options);
};

/**
 * Once for the band, when the way leads into it. One that begins at its lower edge is entered by reaching the edge, one
 * that begins above it by passing the edge; the first from zero.
 */
const onEntry = (flat: Node, { lower, begins }: Stretch, move: Move): readonly Node[] => {
  const { before, after, base, rule } = move;
  if (signOf(base) <= 0) return [];
  const edge = lower ?? nothingOf(base);
  const isAt = lower !== undefined && begins === 'at';
  const [start, end] = [orderFromBefore(move, edge), lower === undefined ? 1 : orderOf(after, lower)];
  if (isAt ? start >= 0 || end < 0 : start > 0 || end <= 0) return [];
  const into = guard(isAt ? 'ge' : 'gt', [lower === undefined ? base : after, edge], rule);
  const from = before === undefined ? [] : [guard(isAt ? 'lt' : 'le', [before, edge], rule)];
  return [choice(flat, [[...from, into]], [], { name: 'flat' })];
};

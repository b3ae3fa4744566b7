import { guard, mul, sub, sum, type Node, type RuleRef } from '@commission-ledger/calculation';
import type { PreparedBand } from './plan.ts';
import { minorOf } from './moneyOf.ts';

/**
 * Commission by marginal bands: `base` moves the counter on from `before`, and what lies in each band on the way earns
 * that band's rate. Only the bands that are touched appear. What is below zero, after refunds, lies in the first band.
 */
export const marginal = (bands: readonly PreparedBand[], before: Node, base: Node, rule: RuleRef): Node => {
  const after = sum([before, base], { name: 'counter-after' });
  const slices = touched(bands, minorOf(before), minorOf(after)).map((band) =>
    slice(band, { before, after, base, rule }),
  );
  const [only, ...others] = slices;
  if (only !== undefined && others.length === 0) return only;
  return sum(slices, { name: 'exact-commission', rule });
};

/** An edge belongs to the band below it: a counter that ends there has not touched the band above. */
const touched = (bands: readonly PreparedBand[], before: bigint, after: bigint): readonly PreparedBand[] =>
  bands.filter(({ lower, upper }, index) => {
    const reachesUp = upper === undefined || before < minorOf(upper);
    const reachesDown = lower === undefined || after > minorOf(lower);
    if (before < after) return reachesUp && reachesDown;
    // Nothing to earn on: the band that the counter stands in.
    return (index === 0 || reachesDown) && (upper === undefined || after <= minorOf(upper));
  });

type Move = Readonly<{ before: Node; after: Node; base: Node; rule: RuleRef }>;

/** From the counter or the band's lower edge, to the counter or its upper edge, with the guards that say which. */
const slice = ({ lower, upper, rate }: PreparedBand, move: Move): Node => {
  const { before, after, rule } = move;
  const startsHere = lower === undefined || minorOf(before) >= minorOf(lower);
  const endsHere = upper === undefined || minorOf(after) <= minorOf(upper);
  const given = [
    ...(lower === undefined ? [] : [guard(startsHere ? 'ge' : 'lt', [before, lower], rule)]),
    ...(upper === undefined ? [] : [guard(endsHere ? 'le' : 'gt', [after, upper], rule)]),
  ];
  const amount = amountIn(startsHere ? undefined : lower, endsHere ? undefined : upper, move);
  const options = { name: 'slice-commission', rule } as const;
  return mul(amount, rate, given.length === 0 ? options : { ...options, given });
};

const amountIn = (lower: Node | undefined, upper: Node | undefined, { before, after, base }: Move): Node => {
  if (lower === undefined && upper === undefined) return base;
  return sub(upper ?? after, lower ?? before, { name: 'slice' });
};

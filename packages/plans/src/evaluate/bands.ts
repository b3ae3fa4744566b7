import { choice, guard, mul, sum, type Node, type RuleRef } from '@commission-ledger/calculation';
import type { Band } from '../document/planDocument.ts';
import type { Cause } from './cause.ts';
import type { Compiler } from './compiler.ts';
import { orderOf } from './orderOf.ts';
import type { Formula, Kind } from './plan.ts';
import type { Reading } from './reading.ts';
import { amountTerm, pointTerm, rateTerm } from './terms.ts';

/** A band: up to an edge that belongs to it or not, except the last; and what it pays. */
export type PreparedBand = Readonly<{
  edge: Edge | undefined;
  rate: Formula | undefined;
  each: Formula | undefined;
  flat: Formula | undefined;
  spread: Formula | undefined;
}>;

/** The upper end of a band; the next one begins there. */
export type Edge = Readonly<{ at: Formula; included: boolean }>;

/** Bands along amounts or numbers, from the lowest. */
export const bandsOf = (
  compiler: Compiler,
  bands: readonly Band[],
  kind: Kind,
  path: string,
): readonly PreparedBand[] =>
  bands.map(({ upTo, below, rate, each, flat, spread }, index) => {
    const at = `${path}/${index}`;
    const edge =
      upTo !== undefined
        ? { at: pointTerm(compiler, upTo, kind, `${at}/upTo`, 'band-upper'), included: true }
        : below !== undefined
          ? { at: pointTerm(compiler, below, kind, `${at}/below`, 'band-upper'), included: false }
          : undefined;
    return {
      edge,
      rate: rate === undefined ? undefined : rateTerm(compiler, rate, `${at}/rate`, 'rate'),
      each: each === undefined ? undefined : amountTerm(compiler, each, `${at}/each`, 'unit-amount'),
      flat: flat === undefined ? undefined : amountTerm(compiler, flat, `${at}/flat`, 'flat'),
      spread: spread === undefined ? undefined : amountTerm(compiler, spread, `${at}/spread`, 'spread'),
    };
  });

/** Everything that the bands read. */
export const readsOfBands = (bands: readonly PreparedBand[]): readonly Reading[] =>
  bands.flatMap(({ edge, rate, each, flat, spread }) =>
    [edge?.at, rate, each, flat, spread].flatMap((formula) => formula?.reads ?? []),
  );

/** The band that holds a position, with the guards that say so. What is below zero lies in the first. */
export const bandAt = (
  bands: readonly PreparedBand[],
  position: Node,
  cause: Cause,
  rule: RuleRef,
): Readonly<{ band: PreparedBand; given: readonly Node[] }> => {
  let below: Node[] = [];
  for (const band of bands) {
    if (band.edge === undefined) return { band, given: below };
    const edge = band.edge.at.node(cause);
    const { included } = band.edge;
    const order = orderOf(position, edge);
    if (order < 0 || (included && order === 0)) {
      return { band, given: [...below, guard(included ? 'le' : 'lt', [position, edge], rule)] };
    }
    below = [guard(included ? 'gt' : 'ge', [position, edge], rule)];
  }
  throw new TypeError('The last band has no end.');
};

/** What one band pays for the whole of something: a rate or an amount for each unit, and its flat amount. */
export const paidInBand = (
  { rate, each, flat }: PreparedBand,
  whole: Node,
  given: readonly Node[],
  cause: Cause,
  rule: RuleRef,
): Node => {
  const factor = (rate ?? each)?.node(cause);
  const options = { name: 'exact-commission', rule, ...(given.length === 0 ? {} : { given }) } as const;
  const share = factor === undefined ? undefined : mul(whole, factor, options);
  const fixed = flat?.node(cause);
  if (share !== undefined && fixed !== undefined) return sum([share, fixed], { name: 'exact-commission', rule });
  if (share !== undefined) return share;
  if (fixed === undefined) throw new TypeError('A band pays nothing at all.');
  return given.length === 0 ? fixed : choice(fixed, [given], [], { name: 'flat' });
};

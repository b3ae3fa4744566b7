import { bandsAlong, type Bands } from './bandBuilder.ts';
import type { AmountTerm, Condition, Pay, RateTerm } from './planDocument.ts';

/** A fixed amount for each cause. */
export const fixed = <T extends AmountTerm>(amount: T): Readonly<{ fixed: T }> => ({ fixed: amount });

/** An amount for each unit: `each('5.00').of('seats')`. */
export const each = <T extends AmountTerm>(
  amount: T,
): Readonly<{ of: <M extends string>(measure: M) => Readonly<{ each: T; of: M }> }> => ({
  of: (measure) => ({ each: amount, of: measure }),
});

/** A share of a measure: `percent('0.05').of('payment')`. More than the whole has to be meant: `{ above100: true }`. */
export const percent = <T extends RateTerm>(
  rate: T,
  options: Readonly<{ above100?: true }> = {},
): Readonly<{
  of: <M extends string>(measure: M) => Readonly<{ percent: Readonly<{ of: M; rate: T; above100?: true }> }>;
}> => ({ of: (measure) => ({ percent: { of: measure, rate, ...options } }) });

/**
 * Bands along a counter, from zero upwards: `marginal({ of, along }).upTo('50000.00', '0.05').above('0.09')`. Without
 * `along` each cause starts at zero.
 */
export const marginal = <M extends string, C extends string = never>({
  of,
  along,
}: Readonly<{ of: M; along?: C }>): Bands<'marginal', Readonly<{ of: M; counter?: C }>, never> =>
  bandsAlong('marginal', { of, ...(along === undefined ? {} : { counter: along }) });

/** The whole window at the band reached, less what was earned: `slab({ counter, already }).below('3', { each: '250.00' })…`. */
export const slab = <C extends string>(
  along: Readonly<{ counter: C; total?: C; already: C }>,
): Bands<'slab', Readonly<{ counter: C; total?: C; already: C }>, never> => bandsAlong('slab', along);

/** One band for the whole cause: `lookup({ of: 'payment', by: { counter: 'sales', at: 'before' } }).upTo(…)`. */
export const lookup = <
  M extends string,
  const B extends Readonly<{ counter: string; at: 'before' | 'after' | 'previous' }> | Readonly<{ measure: string }>,
>(
  along: Readonly<{ of: M; by: B }>,
): Bands<'lookup', Readonly<{ of: M; by: B }>, never> => bandsAlong('lookup', along);

/** All of these added up. */
export const sum = <T extends readonly Pay[]>(...pays: T): Readonly<{ sum: T }> => ({ sum: pays });

/** The smallest of these. */
export const least = <T extends readonly Pay[]>(...pays: T): Readonly<{ least: T }> => ({ least: pays });

/** The largest of these. */
export const greatest = <T extends readonly Pay[]>(...pays: T): Readonly<{ greatest: T }> => ({
  greatest: pays,
});

/** The first whose condition holds: `first({ when, pay }, { pay })`. */
export const first = <T extends readonly Readonly<{ when?: Condition; pay: Pay }>[]>(
  ...cases: T
): Readonly<{ first: T }> => ({ first: cases });

/** At most `at`: for each cause, or in the window of a counter of what was earned. */
export const cap = <const T extends Readonly<{ pay: Pay; at: AmountTerm; counter?: string; carry?: string }>>(
  limit: T,
): Readonly<{ cap: T }> => ({ cap: limit });

/** At least `at`: for each cause, or in the window of a counter. */
export const floor = <const T extends Readonly<{ pay: Pay; at: AmountTerm; counter?: string }>>(
  limit: T,
): Readonly<{ floor: T }> => ({ floor: limit });

/** Commission on the whole deal, in the ratio that the customer has paid. */
export const collected = <const T extends Readonly<{ pay: Pay; counter: string }>>(
  due: T,
): Readonly<{ collected: T }> => ({
  collected: due,
});

import * as fc from 'fast-check';
import type { Hold, Installment, Split } from '../../src/document/planDocument.ts';

/** Holds of days and months, from the cause or the end of its month. */
export const hold: fc.Arbitrary<Hold> = fc.oneof(
  fc.constantFrom<Hold[]>(
    { days: 0 },
    { days: 14 },
    { days: 0, months: 1 },
    { days: 3, months: 1, from: 'end-of-month' },
  ),
);

/** Shares of a whole, some of which do not terminate. */
export const shareLists: readonly Split['shares'][] = [
  ['0.7', '0.3'],
  ['0.5', '0.5'],
  [
    { num: '1', den: '3' },
    { num: '2', den: '3' },
  ],
];

/** Two parts of a whole, each on its own hold. */
export const installments: fc.Arbitrary<readonly Installment[]> = fc
  .tuple(fc.constantFrom(...shareLists), hold, hold)
  .map(([shares, first, second]) => shares.map((share, place) => ({ share, hold: place === 0 ? first : second })));

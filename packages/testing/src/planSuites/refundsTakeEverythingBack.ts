import { add, format, isZero, negate, sum, zero } from '@commission-ledger/money';
import type { HistoryStep } from '@commission-ledger/plans';
import * as fc from 'fast-check';
import { arbitraryBusiness, decimalOf } from './arbitraryFacts.ts';
import { checkEvery, type Effort } from './checkEvery.ts';
import { laterDate } from './laterDate.ts';
import { amountsOf, playedSteps, type Subject } from './playedSteps.ts';
import type { Counterexample } from './planSuiteFailure.ts';
import { stepsOf } from './stepsOf.ts';

/** A payment refunded in full, at once or in parts, takes back from every rule exactly what the payment earned. */
export const refundsTakeEverythingBack = (subject: Subject, daysLater: number, effort: Effort): void => {
  const { words } = subject;
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });
  checkEvery(
    'a full refund takes back exactly what was earned',
    fc.tuple(arbitraryBusiness(words, 'complete'), cuts),
    ([business, tenths]): Counterexample | undefined => {
      const earning = stepsOf(business, words).flat();
      const last = earning.at(-1);
      const paid = business.payments.at(-1)?.minor ?? 0n;
      if (last === undefined || !('payment' in last)) return undefined;
      const refunds = partsOf(paid, tenths).map((minor): HistoryStep => ({
        date: laterDate(last.date, daysLater),
        refund: { payment: last.payment.payment, amount: decimalOf(minor, words) },
      }));
      const steps = [...earning, ...refunds];
      const results = playedSteps(subject, steps);
      const earned = amountsOf(results.slice(earning.length - 1, earning.length));
      const back = amountsOf(results.slice(earning.length));
      for (const rule of new Set([...earned.keys(), ...back.keys()])) {
        const [given, taken] = [earned, back].map((amounts) => sum(words.currency, amounts.get(rule) ?? []));
        const left = add(given ?? zero(words.currency), taken ?? zero(words.currency));
        if (!isZero(left)) {
          const parts = refunds.length === 1 ? '' : ` in ${refunds.length} parts`;
          return {
            steps,
            why: `Rule ${rule} earned ${format(given ?? left)}, and the full refund${parts} took back ${format(negate(taken ?? left))}.`,
          };
        }
      }
      return undefined;
    },
    effort,
  );
};

/** The whole in one part more than there are cuts, none of them empty. */
const partsOf = (whole: bigint, tenths: readonly number[]): readonly bigint[] => {
  const parts: bigint[] = [];
  let left = whole;
  for (const share of tenths) {
    const part = (left * BigInt(share)) / 10n;
    if (part > 0n && part < left) {
      parts.push(part);
      left -= part;
    }
  }
  return [...parts, left];
};

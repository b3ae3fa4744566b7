import { format, ofMinor } from '@commission-ledger/money';
import * as fc from 'fast-check';
import { arbitraryBusiness, arbitraryMinor, decimalOf, type SomeBusiness } from './arbitraryFacts.ts';
import { checkEvery, type Effort } from './checkEvery.ts';
import { playedSteps, totalOf, type Subject } from './playedSteps.ts';
import type { Counterexample } from './planSuiteFailure.ts';
import { stepsOf } from './stepsOf.ts';

/** With everything else the same, a larger last payment, or a larger last deal, never earns less. */
export const neverPaysLessForMore = (subject: Subject, effort: Effort): void => {
  const { words, document } = subject;
  const earning = [...new Set(document.rules.map(({ earnedOn }) => earnedOn))];
  checkEvery(
    'never pays less for more',
    fc.tuple(arbitraryBusiness(words, 'complete'), arbitraryMinor(words), fc.constantFrom(...earning)),
    ([business, more, cause]): Counterexample | undefined => {
      const [smaller, larger] = [business, enlarged(business, more, cause)].map((each) => stepsOf(each, words));
      const last = larger?.at(-1)?.find((step) => cause in step);
      if (smaller === undefined || larger === undefined || last === undefined) return undefined;
      const [before, after] = [smaller, larger].map((steps) => {
        const upToLast = [
          ...steps.slice(0, -1).flat(),
          ...(steps.at(-1) ?? []).filter((step) => cause in step || 'win' in step),
        ];
        const results = playedSteps(subject, upToLast);
        return results.slice(-1);
      });
      if (before === undefined || after === undefined) return undefined;
      const [less, most] = [totalOf(before, subject), totalOf(after, subject)];
      // Several rules are rounded on their own, so that an amount may move between them with a minor unit lost.
      const slack = BigInt(Math.max(0, document.rules.length - 1));
      if (most.minor + slack >= less.minor) return undefined;
      const [from, to] = [lastAmount(business, cause), lastAmount(business, cause) + more];
      return {
        steps: smaller.flat(),
        why: `The last ${cause === 'win' ? 'deal' : 'payment'} earns ${format(less)}. Of ${decimalOf(to, words)} instead of ${decimalOf(from, words)} it earns ${format(most)}, which is ${format(ofMinor(less.minor - most.minor, words.currency))} less.`,
      };
    },
    effort,
  );
};

const lastAmount = ({ payments }: SomeBusiness, cause: 'win' | 'payment'): bigint => {
  const last = payments.at(-1);
  return (cause === 'win' ? last?.dealMinor : last?.minor) ?? 0n;
};

const enlarged = ({ from, payments }: SomeBusiness, more: bigint, cause: 'win' | 'payment'): SomeBusiness => ({
  from,
  payments: payments.map((payment, place) => {
    if (place < payments.length - 1) return payment;
    return cause === 'win'
      ? { ...payment, dealMinor: payment.dealMinor + more }
      : { ...payment, minor: payment.minor + more };
  }),
});

import { equals, format, sum } from '@commission-ledger/money';
import type { PlanDocument } from '@commission-ledger/plans';
import { arbitraryBusiness } from './arbitraryFacts.ts';
import { checkEvery, type Effort } from './checkEvery.ts';
import { amountsOf, playedSteps, type Subject } from './playedSteps.ts';
import type { Counterexample } from './planSuiteFailure.ts';
import { stepsOf } from './stepsOf.ts';

/** Where rules share one commission, their parts add up to it, to the minor unit. */
export const splitsAddUp = (subject: Subject, effort: Effort): void => {
  const { document, words } = subject;
  const groups = new Set(document.rules.flatMap(({ split }) => split?.group ?? []));
  for (const group of groups) {
    const rules = document.rules.flatMap(({ id, split }) => (split?.group === group ? [id] : []));
    const whole = { ...subject, document: unsplit(document, rules[0]) };
    checkEvery(
      `the shares of ${group} add up`,
      arbitraryBusiness(words, 'complete'),
      (business): Counterexample | undefined => {
        const steps = stepsOf({ ...business, payments: business.payments.slice(0, 1) }, words).flat();
        const of = (played: Subject, counted: readonly (string | undefined)[]) => {
          const amounts = amountsOf(playedSteps(played, steps));
          return sum(
            words.currency,
            counted.flatMap((rule) => (rule === undefined ? [] : (amounts.get(rule) ?? []))),
          );
        };
        const [parts, all] = [of(subject, rules), of(whole, rules.slice(0, 1))];
        if (equals(parts, all)) return undefined;
        return {
          steps,
          why: `${rules.join(' and ')} earn ${format(parts)} together, of a commission of ${format(all)}.`,
        };
      },
      effort,
    );
  }
};

/** The plan where one rule earns all that it shares. */
const unsplit = (document: PlanDocument, rule: string | undefined): PlanDocument => ({
  ...document,
  rules: document.rules.map((each) => {
    if (each.id !== rule) return each;
    const { split: _split, ...alone } = each;
    return alone;
  }),
});

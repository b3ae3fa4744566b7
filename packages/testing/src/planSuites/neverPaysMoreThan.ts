import {
  compare,
  exactMul,
  format,
  money,
  ofMinor,
  percent,
  rate,
  round,
  sum,
  toExact,
  type Money,
} from '@commission-ledger/money';
import type { HistoryStep, RateJson, StepResult } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { arbitraryBusiness } from './arbitraryFacts.ts';
import { checkEvery, type Effort } from './checkEvery.ts';
import { playedSteps, totalOf, type Subject } from './playedSteps.ts';
import type { Counterexample } from './planSuiteFailure.ts';
import { stepsOf } from './stepsOf.ts';

/** Whatever customers pay, everybody together earns at most this share of it. */
export const neverPaysMoreThan = (subject: Subject, share: RateJson, effort: Effort): void => {
  const read = rate(share, { allowAboveOne: true });
  if (E.isLeft(read)) throw new RangeError('The share is no rate: write 30 % as "0.3".');
  const limit = read.right;
  const { words, document } = subject;
  const countsDeals = document.rules.some(({ earnedOn }) => earnedOn === 'win');
  checkEvery(
    `never pays more than ${percent(limit)} % of revenue`,
    arbitraryBusiness(words, 'complete'),
    (business): Counterexample | undefined => {
      const steps = stepsOf(business, words).flat();
      const results = playedSteps(subject, steps);
      const paid = totalOf(results, subject);
      const revenue = revenueOf(steps, countsDeals, subject);
      const allowed = round(exactMul(limit, toExact(revenue)), words.currency, 'down').money;
      // Each amount is rounded on its own and may be up to one minor unit above its exact value.
      const most = ofMinor(allowed.minor + BigInt(linesOf(results)), words.currency);
      if (compare(paid, most) <= 0) return undefined;
      const of = `${percent(limit)} % of the revenue of ${format(revenue)}`;
      return { steps, why: `It pays ${format(paid)}, and ${of} are ${format(allowed)}.` };
    },
    effort,
  );
};

/** What customers paid; where winning a deal earns, at least what the deals come to. */
const revenueOf = (steps: readonly HistoryStep[], countsDeals: boolean, { words }: Subject): Money => {
  const amounts = (of: 'win' | 'payment', deal: string): readonly Money[] =>
    steps.flatMap((step) => {
      const told =
        of === 'win' && 'win' in step ? step.win : 'payment' in step && of === 'payment' ? step.payment : undefined;
      const amount = told?.deal === deal ? money(told.amount, words.currency) : undefined;
      return amount !== undefined && E.isRight(amount) ? [amount.right] : [];
    });
  const deals = new Set(steps.flatMap((step) => ('payment' in step ? [step.payment.deal] : [])));
  return sum(
    words.currency,
    [...deals].map((deal) => {
      const paid = sum(words.currency, amounts('payment', deal));
      const won = sum(words.currency, amounts('win', deal));
      return countsDeals && compare(won, paid) > 0 ? won : paid;
    }),
  );
};

const linesOf = (results: readonly StepResult[]): number =>
  results.reduce((lines, result) => lines + (result._tag === 'commission' ? Object.keys(result.amounts).length : 0), 0);

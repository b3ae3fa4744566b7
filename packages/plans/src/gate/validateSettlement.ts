import { compare, currency as currencyOf, isNegative, money } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Draw, Fee, PayoutTerms, PlanDocument, TaxRate } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import {
  problemsOfAmount,
  problemsOfDate,
  problemsOfId,
  problemsOfRange,
  problemsOfShare,
  problemsOfTitle,
  repeated,
} from './planWords.ts';
import { problemsOfHold } from './validateRules.ts';

/** What happens to commission once it is earned: holds, payouts, taxes, refunds, cancellation, attribution. */
export const problemsOfSettlement = (document: PlanDocument): readonly PlanProblem[] => {
  const { hold, payout, refunds, cancellation, attribution } = document;
  return problemsOfHold(hold, '/hold').concat(
    refunds.within === undefined
      ? []
      : problemsOfRange(refunds.within, [0, 3660], '/refunds/within', 'The number of days'),
    cancellation === undefined
      ? []
      : problemsOfRange(cancellation.term, [1, 1200], '/cancellation/term', 'The term in months'),
    attribution === undefined
      ? []
      : problemsOfRange(attribution.days, [1, 3660], '/attribution/days', 'The number of days'),
    problemsOfPayout(payout, document.currency),
  );
};

const problemsOfPayout = (payout: PayoutTerms, currency: string): readonly PlanProblem[] =>
  problemsOfDays(payout).concat(
    typeof payout.cutOff === 'string'
      ? []
      : problemsOfRange(payout.cutOff.daysBefore, [0, 366], '/payout/cutOff/daysBefore', 'The number of days'),
    problemsOfAmount(payout.minimum, currency, '/payout/minimum', 'The minimum'),
    payout.draw === undefined ? [] : problemsOfDraw(payout.draw, currency),
    payout.draw === undefined ? [] : problemsOfSmallDraw(payout.draw, payout.minimum, currency),
    problemsOfTaxRates(payout.withholding ?? [], '/payout/withholding'),
    problemsOfTaxRates(payout.vat ?? [], '/payout/vat'),
    repeated(payout.fees ?? [], ({ id }) => id, '/payout/fees', 'id'),
    (payout.fees ?? []).flatMap((fee, index) => problemsOfFee(fee, `/payout/fees/${index}`, currency)),
  );

const problemsOfDays = (payout: PayoutTerms): readonly PlanProblem[] => {
  if ('weekday' in payout) return [];
  if ('days' in payout) return problemsOfList(payout.days, 28, '/payout/days', 'A payout day');
  const day: readonly PlanProblem[] =
    payout.day >= 1 && payout.day <= 28
      ? []
      : [
          {
            path: '/payout/day',
            code: 'bad-number',
            message: 'The payout day is 1 to 28, so that every month has it.',
          },
        ];
  return payout.months === undefined ? day : day.concat(problemsOfList(payout.months, 12, '/payout/months', 'A month'));
};

const problemsOfList = (
  numbers: readonly number[],
  most: number,
  path: string,
  what: string,
): readonly PlanProblem[] => {
  if (numbers.length === 0) {
    return [{ path, code: 'empty-list', message: 'An empty list never pays. Name at least one.' }];
  }
  return numbers.flatMap((value, index) => {
    const at = `${path}/${index}`;
    const before = numbers[index - 1];
    const range = problemsOfRange(value, [1, most], at, what);
    if (before === undefined || before < value) return range;
    const twice = numbers.indexOf(value) < index;
    const problem: PlanProblem = twice
      ? { path: at, code: 'duplicate', message: `${value} stands in the list twice.` }
      : { path: at, code: 'not-ascending', message: `Write the list in ascending order: ${value} after ${before}.` };
    return range.concat(problem);
  });
};

const problemsOfDraw = ({ amount, kind, from, until, recovery }: Draw, currency: string): readonly PlanProblem[] => {
  const path = '/payout/draw';
  const problems = problemsOfAmount(amount, currency, `${path}/amount`, 'The draw').concat(
    problemsOfDate(from, `${path}/from`),
    until === undefined ? [] : problemsOfDate(until, `${path}/until`),
    recovery === undefined ? [] : problemsOfShare(recovery, `${path}/recovery`),
  );
  if (kind === 'forgiven' && until === undefined) {
    const message = 'What is left of a forgiven draw is written off on its last day. Say "until".';
    return problems.concat({ path, code: 'draw-dates', message });
  }
  if (until === undefined || problems.length > 0 || from <= until) return problems;
  const message = `The draw ends before it begins on ${from}.`;
  return problems.concat({ path: `${path}/until`, code: 'draw-dates', message });
};

/** What cannot be read is told by itself. */
const problemsOfSmallDraw = ({ amount }: Draw, minimum: string, currency: string): readonly PlanProblem[] => {
  const code = currencyOf(currency);
  if (E.isLeft(code)) return [];
  const [draw, least] = [money(amount, code.right), money(minimum, code.right)];
  if (E.isLeft(draw) || E.isLeft(least) || isNegative(draw.right)) return [];
  if (compare(draw.right, least.right) >= 0) return [];
  const message = `A payout of the draw alone is below the minimum of ${minimum}, so the draw guarantees nothing. Lower the minimum, or raise the draw.`;
  return [{ path: '/payout/draw/amount', code: 'draw-below-minimum', message }];
};

const problemsOfTaxRates = (rates: readonly TaxRate[], path: string): readonly PlanProblem[] =>
  rates.flatMap(({ status, rate, from }, index) => {
    const at = `${path}/${index}`;
    const problems = problemsOfId(status, `${at}/status`).concat(
      problemsOfShare(rate, `${at}/rate`),
      problemsOfDate(from, `${at}/from`),
    );
    const first = rates.findIndex((other) => other.status === status && other.from === from);
    if (first >= index) return problems;
    const message = `${path}/${first} has a rate for "${status}" from ${from} already. Write one, or another date.`;
    return problems.concat({ path: at, code: 'duplicate', message });
  });

const problemsOfFee = ({ id, title, rate, fixed, waivedFrom }: Fee, path: string, currency: string) => {
  const problems = problemsOfId(id, `${path}/id`).concat(
    problemsOfTitle(title, `${path}/title`, 'A fee'),
    rate === undefined ? [] : problemsOfShare(rate, `${path}/rate`),
    fixed === undefined ? [] : problemsOfAmount(fixed, currency, `${path}/fixed`, 'The fee'),
    waivedFrom === undefined ? [] : problemsOfAmount(waivedFrom, currency, `${path}/waivedFrom`, 'The amount'),
  );
  const message = 'The fee does not say how much it is. Write a rate, a fixed amount, or both.';
  return rate === undefined && fixed === undefined
    ? problems.concat({ path, code: 'pays-nothing', message })
    : problems;
};

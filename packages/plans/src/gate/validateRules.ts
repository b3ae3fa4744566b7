import { compare, isPositive, zero, type Money } from '@commission-ledger/money';
import { movedBy } from '../evaluate/compilePlan.ts';
import type { Band, PlanDocument, Rule } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { problemsOfAmount, problemsOfId, problemsOfRate, readAmount } from './planWords.ts';
import { problemsOfCondition, problemsOfMeasure } from './validateCondition.ts';

/** Every rule by itself; a plan has at least one. */
export const problemsOfRules = (document: PlanDocument): readonly PlanProblem[] => {
  if (document.rules.length === 0) {
    return [{ path: '/rules', code: 'no-rules', message: 'The plan pays nobody. Write at least one rule.' }];
  }
  return document.rules.flatMap((rule, index) => {
    const path = `/rules/${index}`;
    const condition =
      rule.when === undefined ? [] : problemsOfCondition(rule.when, `${path}/when`, rule.earnedOn, document);
    return problemsOfId(rule.id, `${path}/id`).concat(
      problemsOfTexts(rule, path),
      condition,
      problemsOfPay(rule, `${path}/pay`, document),
    );
  });
};

const problemsOfTexts = ({ clause, title }: Rule, path: string): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [];
  if (!/^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+){0,7}$/.test(clause) || clause.length > 32) {
    const message = 'A clause is a number as contracts have it, such as 3.1 or 2.4.a.';
    problems.push({ path: `${path}/clause`, code: 'bad-text', message });
  }
  if (title.en.trim() === '') {
    problems.push({ path: `${path}/title/en`, code: 'bad-text', message: 'A rule needs a title in English.' });
  }
  return problems;
};

const problemsOfPay = (rule: Rule, path: string, document: PlanDocument): readonly PlanProblem[] => {
  const { pay } = rule;
  if ('fixed' in pay) return problemsOfAmount(pay.fixed, document.currency, `${path}/fixed`, 'The fixed amount');
  if ('percent' in pay) {
    const { of, rate, above100 } = pay.percent;
    return [
      ...problemsOfMeasure(of, `${path}/percent/of`, rule.earnedOn),
      ...problemsOfRate(rate, `${path}/percent/rate`, above100 === true),
    ];
  }
  const { of, bands } = pay.marginal;
  return [
    ...problemsOfMeasure(of, `${path}/marginal/of`, rule.earnedOn),
    ...problemsOfCounterRead(rule, pay.marginal.counter, of, `${path}/marginal/counter`, document),
    ...problemsOfBands(bands, `${path}/marginal/bands`, document.currency),
    ...problemsOfFractions(bands, `${path}/marginal/bands`),
  ];
};

const problemsOfCounterRead = (
  { beneficiary, earnedOn }: Rule,
  id: string,
  of: 'payment' | 'deal',
  path: string,
  { counters }: PlanDocument,
): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [];
  if (beneficiary === 'upline') {
    const message =
      'A counter belongs to the partner whose causes it counts. Bands along it can only pay the referrer.';
    problems.push({ path, code: 'counter-of-another', message });
  }
  const counter = counters.find((candidate) => candidate.id === id);
  if (counter === undefined) {
    const known = counters.map((candidate) => candidate.id).join(', ') || 'none';
    const message = `The plan has no counter "${id.slice(0, 64)}"; it has: ${known}.`;
    return [...problems, { path, code: 'unknown-counter', message }];
  }
  if (counter.measure !== of || movedBy(of) !== earnedOn) {
    const message = `Bands are measured along what they pay on: count ${earnedOn === 'win' ? 'deals when they are won' : 'payments'}, and pay on the same.`;
    problems.push({ path, code: 'counter-of-another-measure', message });
  }
  return problems;
};

/** Bands follow each other upwards without gap or overlap, and the last is open. */
const problemsOfBands = (bands: readonly Band[], path: string, currency: string): readonly PlanProblem[] => {
  if (bands.length === 0) {
    return [{ path, code: 'empty-list', message: 'Marginal bands need at least one band.' }];
  }
  return bands.flatMap(({ upTo, rate }, index) => {
    const at = `${path}/${index}`;
    const edge = upTo === undefined ? [] : problemsOfAmount(upTo, currency, `${at}/upTo`, 'The upper edge of the band');
    const previous = readAmount(bands[index - 1]?.upTo, currency);
    return edge.concat(
      problemsOfOrder(readAmount(upTo, currency), previous, `${at}/upTo`),
      problemsOfOpenEnd(upTo, index === bands.length - 1, at),
      problemsOfRate(rate, `${at}/rate`, false),
    );
  });
};

const problemsOfOrder = (
  edge: Money | undefined,
  previous: Money | undefined,
  path: string,
): readonly PlanProblem[] => {
  if (edge === undefined) return [];
  if (compare(edge, previous ?? zero(edge.currency)) > 0) return [];
  const message = isPositive(edge)
    ? 'The band ends before it begins: each upTo must be larger than the one before.'
    : 'The first band begins at zero, so its upTo must be more than that.';
  return [{ path, code: 'bands-unsorted', message }];
};

const problemsOfOpenEnd = (upTo: string | undefined, last: boolean, path: string): readonly PlanProblem[] => {
  if (last === (upTo === undefined)) return [];
  const message = last
    ? 'Above its upTo nothing is said. Leave upTo out of the last band, or add a band above (with rate "0" if it pays nothing).'
    : 'Without upTo the band has no end, so those after it are never reached. Only the last band leaves upTo out.';
  return [{ path: last ? `${path}/upTo` : path, code: 'band-gap', message }];
};

const longest = 200;

/** Fractions of many different denominators add up to numbers that nobody can check by hand. */
const problemsOfFractions = (bands: readonly Band[], path: string): readonly PlanProblem[] => {
  const denominators = new Set(bands.flatMap(({ rate }) => (typeof rate === 'string' ? [] : [rate.den])));
  const digits = [...denominators].reduce((sum, den) => sum + den.length, 0);
  if (digits <= longest) return [];
  const message = `The denominators of its rates have ${digits} digits together; at most ${longest} can be added up.`;
  return [{ path, code: 'too-complex', message }];
};

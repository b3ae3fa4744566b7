import { localDate } from '@commission-ledger/calendar';
import { exactAdd, exactCompare, exactOf, rate as rateOf } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { Condition, Hold, Pay, PlanDocument, RateJson, Rule } from '../document/planDocument.ts';
import type { PlanProblem } from '../document/planProblem.ts';
import { canHold } from './canHold.ts';
import { problemsOfId, problemsOfRange, problemsOfShare, problemsOfTitle } from './planWords.ts';
import { problemsOfBeneficiary, type Reader } from './reader.ts';
import { problemsOfComplexity } from './validateComplexity.ts';
import { problemsOfCondition } from './validateCondition.ts';
import { problemsOfPay } from './validatePay.ts';
import { waysToHold } from './waysToHold.ts';

/** Every rule by itself; a plan has at least one. */
export const problemsOfRules = (document: PlanDocument): readonly PlanProblem[] => {
  if (document.rules.length === 0) {
    return [{ path: '/rules', code: 'no-rules', message: 'The plan pays nobody. Write at least one rule.' }];
  }
  return document.rules.flatMap((rule, index) => problemsOfRule(rule, index, document));
};

const problemsOfRule = (rule: Rule, index: number, document: PlanDocument): readonly PlanProblem[] => {
  const path = `/rules/${index}`;
  const { earnedOn, beneficiary, when, pay } = rule;
  const reader: Reader = { earnedOn, beneficiary, after: index };
  const days = daysOf(rule, document);
  const condition = when === undefined ? [] : problemsOfCondition(when, `${path}/when`, reader, document);
  const given = when === undefined || condition.length > 0 ? [] : [when];
  const late = given.length > 0 && !isMet({ all: [...given, ...days] }, document);
  return problemsOfId(rule.id, `${path}/id`).concat(
    problemsOfTexts(rule, path),
    problemsOfBeneficiary(beneficiary, `${path}/beneficiary`),
    condition,
    late ? [tooLate(`${path}/when`, document.effectiveFrom)] : [],
    problemsOfPay(pay, `${path}/pay`, { rule, reader, document, given: late ? [] : [...given, ...days] }),
    problemsOfComplexity(pay, `${path}/pay`, document),
    rule.hold === undefined ? [] : problemsOfHold(rule.hold, `${path}/hold`),
    problemsOfInstallments(rule, `${path}/installments`),
    problemsOfTrueUp(rule, `${path}/refunds`, document),
  );
};

/** The causes of a rule are not older than the version, where the version is picked by their own date. */
const daysOf = ({ earnedOn }: Rule, { selectedBy, effectiveFrom }: PlanDocument): readonly Condition[] => {
  const own = selectedBy === 'payment' || (selectedBy === 'win' && earnedOn === 'win');
  return own && E.isRight(localDate(effectiveFrom)) ? [{ date: { from: effectiveFrom } }] : [];
};

const isMet = (condition: Condition, document: PlanDocument): boolean =>
  waysToHold(condition, document)?.some((way) => canHold(way, document)) ?? true;

const tooLate = (path: string, effectiveFrom: string): PlanProblem => ({
  path,
  code: 'unreachable',
  message: `It can never hold: the version governs causes from ${effectiveFrom} on. Change the dates, or remove the rule.`,
});

const problemsOfTexts = ({ clause, title }: Rule, path: string): readonly PlanProblem[] => {
  const problems: PlanProblem[] = [];
  if (!/^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+){0,7}$/.test(clause) || clause.length > 32) {
    const message = 'A clause is a number as contracts have it, such as 3.1 or 2.4.a.';
    problems.push({ path: `${path}/clause`, code: 'bad-text', message });
  }
  return problems.concat(problemsOfTitle(title, `${path}/title`, 'A rule'));
};

/** A hold of at most ten years. */
export const problemsOfHold = ({ days, months }: Hold, path: string): readonly PlanProblem[] =>
  problemsOfRange(days, [0, 3660], `${path}/days`, 'The number of days on hold').concat(
    months === undefined ? [] : problemsOfRange(months, [0, 120], `${path}/months`, 'The number of months on hold'),
  );

const problemsOfInstallments = ({ installments, hold: ownHold }: Rule, path: string): readonly PlanProblem[] => {
  if (installments === undefined) return [];
  if (ownHold !== undefined) {
    const message =
      'Each installment has a hold of its own, so this one holds nothing. Leave "hold" of the clause out.';
    return [{ path, code: 'hold-and-installments', message }];
  }
  if (installments.length === 0) {
    return [{ path, code: 'empty-list', message: 'Nothing is paid in no parts. Name them, or leave the list out.' }];
  }
  const parts = installments.flatMap(({ share, hold }, index) =>
    problemsOfShare(share, `${path}/${index}/share`).concat(problemsOfHold(hold, `${path}/${index}/hold`)),
  );
  const shares = installments.map(({ share }) => share);
  if (addUpToOne(shares) !== false) return parts;
  const message = 'The shares of the installments do not add up to 1. Each part of the commission is paid once.';
  return parts.concat({ path, code: 'installment-shares', message });
};

/** Whether shares are the whole; `undefined` where one cannot be read, which is told by itself. */
export const addUpToOne = (shares: readonly RateJson[]): boolean | undefined => {
  let sum = exactOf(0n);
  for (const share of shares) {
    const read = rateOf(share, { allowAboveOne: true });
    if (E.isLeft(read)) return undefined;
    sum = exactAdd(sum, read.right);
  }
  return exactCompare(sum, exactOf(1n)) === 0;
};

const problemsOfTrueUp = (
  { refunds, pay }: Rule,
  path: string,
  { cancellation }: PlanDocument,
): readonly PlanProblem[] => {
  if (refunds !== 'true-up') return [];
  const problems: PlanProblem[] = [];
  if (!addsUpSlab(pay)) {
    const message =
      'Only a slab is trued up after a refund. Write "refunded-share", or pay by a slab alone or in a sum.';
    problems.push({ path, code: 'true-up-without-slab', message });
  }
  if (cancellation !== undefined) {
    const message =
      'A cancellation takes commission back and leaves every counter where it is, so a true-up would pay it again. Leave "cancellation" out of the plan, or write "refunded-share".';
    problems.push({ path, code: 'true-up-and-cancellation', message });
  }
  return problems;
};

/** What stands around a slab, such as a cap, would have to be undone to know what it owes. */
const addsUpSlab = (pay: Pay): boolean => 'slab' in pay || ('sum' in pay && pay.sum.some(addsUpSlab));

import {
  checkForPublication,
  describePublicationRefusal,
  type PlanDocument,
  type RateJson,
} from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { neverPaysLessForMore } from './neverPaysLessForMore.ts';
import { neverPaysMoreThan } from './neverPaysMoreThan.ts';
import { PlanSuiteFailure } from './planSuiteFailure.ts';
import { ratesEveryCause } from './ratesEveryCause.ts';
import { refundsTakeEverythingBack } from './refundsTakeEverythingBack.ts';
import { splitsAddUp } from './splitsAddUp.ts';
import { vocabularyOf } from './vocabularyOf.ts';

/** How long to look, and for whom. */
export type PlanSuiteOptions = Readonly<{
  /** How many histories each suite plays; without it, 200. */
  runs?: number;
  /** The same histories again, as a failure tells it. Without it, others each time. */
  seed?: number;
  /** Numbers that an enrolment sets, by name: the plan is tried as this partner has it. */
  parameters?: Readonly<Record<string, string>>;
}>;

/**
 * What is expected of a plan, as assertions: each plays generated histories and returns nothing, or throws a
 * {@link PlanSuiteFailure} with the smallest history that breaks it.
 *
 * The histories are made from the plan itself: the amounts at its edges and a minor unit beside them, the attributes
 * its conditions name and others, the dates it mentions, and what may be left unsaid.
 */
export type PlanSuite = Readonly<{
  /** The document is valid, and its worked examples compute. */
  isPublishable(): void;
  /**
   * Everybody together earns at most this share of what customers pay (`"0.3"` is 30 %), apart from one minor unit
   * that rounding may add to each amount. Where winning a deal earns, revenue is at least the amount of the deal.
   */
  neverPaysMoreThan(share: RateJson): void;
  /** A larger payment or deal, with everything else the same, never earns less. */
  neverPaysLessForMore(): void;
  /** A full refund, at once or in parts, takes back from each rule exactly what the payment earned. */
  refundsTakeEverythingBack(when?: Readonly<{ daysLater: number }>): void;
  /** Rules that share one commission get all of it together, and no more. */
  splitsAddUp(): void;
  /** No deal or payment has to wait for facts that it may leave unsaid. */
  ratesEveryCause(): void;
}>;

/**
 * Suites for one plan: `it('never pays more than 30 %', () => planSuite(plan).neverPaysMoreThan('0.3'))`.
 * The other suites take `isPublishable` for granted: what could not be published may throw anything there.
 */
export const planSuite = (document: PlanDocument, options: PlanSuiteOptions = {}): PlanSuite => {
  const { runs = 200, seed, parameters = {} } = options;
  const effort = { runs, ...(seed === undefined ? {} : { seed }) };
  const isPublishable = (): void => {
    const checked = checkForPublication(document);
    if (E.isLeft(checked)) throw new PlanSuiteFailure('can be published', describePublicationRefusal(checked.left));
  };
  const subject = () => ({ document, words: vocabularyOf(document), parameters });
  return {
    isPublishable,
    neverPaysMoreThan: (share) => neverPaysMoreThan(subject(), share, effort),
    neverPaysLessForMore: () => neverPaysLessForMore(subject(), effort),
    refundsTakeEverythingBack: ({ daysLater } = { daysLater: 0 }) =>
      refundsTakeEverythingBack(subject(), daysLater, effort),
    splitsAddUp: () => splitsAddUp(subject(), effort),
    ratesEveryCause: () => ratesEveryCause(subject(), effort),
  };
};

import { booked, fact, type Node } from '@commission-ledger/calculation';
import * as E from 'fp-ts/lib/Either.js';
import type { Beneficiary } from '../document/planDocument.ts';
import { movesOn } from '../evaluate/counters.ts';
import type { Plan } from '../evaluate/plan.ts';
import { rate } from '../evaluate/rate.ts';
import type { Facts, Rating, RatingRefusal } from '../evaluate/rating.ts';

/** What a cause gave one beneficiary. */
export type Rated = Readonly<{ beneficiary: Beneficiary; rating: Rating }>;

/** Facts of a cause for a beneficiary, given what rules gave the one below. */
export type FactsFor = (beneficiary: Beneficiary, commissions: Facts['commissions']) => Facts;

/** Who may earn from a kind of cause, or has counters that it moves: the credited partner, overlays, then level by level. */
export const beneficiariesOf = ({ document }: Plan, earnedOn: Facts['earnedOn']): readonly Beneficiary[] => {
  const earning = document.rules.filter((rule) => rule.earnedOn === earnedOn).map(({ beneficiary }) => beneficiary);
  const counting = document.counters
    .filter((counter) => movesOn(document, counter).includes(earnedOn))
    .map(({ of = 'referrer' }) => of);
  return [...new Set([...earning, ...counting])].toSorted((a, b) => levelOf(a) - levelOf(b));
};

/** Rates a cause for all of them in this order. What a level earned is a fact for the next one up. */
export const rateEveryone = (
  plan: Plan,
  beneficiaries: readonly Beneficiary[],
  factsFor: FactsFor,
): E.Either<RatingRefusal, readonly Rated[]> => {
  const all: Rated[] = [];
  for (const beneficiary of beneficiaries) {
    const level = levelOf(beneficiary);
    const below = level >= 1 ? all.find((rated) => levelOf(rated.beneficiary) === level - 1) : undefined;
    const rating = rate(plan, factsFor(beneficiary, below === undefined ? {} : givenBy(below)));
    if (E.isLeft(rating)) return rating;
    all.push({ beneficiary, rating: rating.right });
  }
  return E.right(all);
};

const givenBy = ({ rating }: Rated): Readonly<Record<string, Node>> =>
  Object.fromEntries(
    rating.outcomes.flatMap((outcome) =>
      outcome._tag === 'earned' ? [[outcome.rule, fact(booked(outcome.amount), [], 'accrual')] as const] : [],
    ),
  );

/** 0 is the credited partner, 1 the upline, and so on; overlays stand beside them, after the credited partner. */
const levelOf = (beneficiary: Beneficiary): number => {
  if (beneficiary === 'referrer') return 0;
  if (beneficiary === 'upline') return 1;
  return beneficiary.startsWith('upline-') ? Number(beneficiary.slice(7)) : 0.5;
};

import type { TimeZone } from '@commission-ledger/calendar';
import { type AccountRef, planStream } from '@commission-ledger/events';
import { versionInForce } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { inForce } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { type PublishedPlan, planDecider } from '../plan/planDecider.ts';
import { type CauseEvents, type Rated, dateOfCause } from './ratingFacts.ts';

/** An account that a cause concerns, and in whose share and role. */
export type Concerned = Readonly<{ account: AccountRef; rated: Rated }>;

/** What to rate for an account, by which plan version. */
export type Rating = Concerned & Readonly<{ plan: PublishedPlan }>;

/** Why a cause is set aside instead of being rated. */
export type ParkingReason = Readonly<{ _tag: 'Parked'; reason: string }>;

type Found<Value> = Promise<E.Either<LedgerFailure | ParkingReason, Value>>;

/** Every account that may earn from the cause, uplines before the credited partner. */
export const ratingsOf = async (executor: Executor, cause: CauseEvents, zone: TimeZone): Found<readonly Rating[]> => {
  const ratings: Rating[] = [];
  for (const { partner } of cause.won.data.attribution) {
    const found = await ratingsForReferrer(executor, cause, partner, zone);
    if (E.isLeft(found)) return found;
    ratings.push(...found.right);
  }
  return E.right(ratings);
};

/**
 * Every account in which the cause may have been rated. Assignments may be back-dated, so it is not asked who would
 * earn today: whoever has been an upline of the credited partner in the program may have earned then.
 */
export const concernedByRefund = async (
  executor: Executor,
  { won }: CauseEvents,
): Promise<E.Either<LedgerFailure, readonly Concerned[]>> => {
  const concerned: Concerned[] = [];
  const { program, amount, attribution } = won.data;
  for (const { partner: referrer } of attribution) {
    const partner = await partnerOf(executor, referrer);
    if (E.isLeft(partner)) return partner;
    const assigned = partner.right.uplines.filter((assignment) => assignment.program === program);
    for (const upline of new Set(assigned.map(({ value }) => value)))
      concerned.push(concern(program, upline, amount.currency, { referrer, beneficiary: 'upline' }));
    concerned.push(concern(program, referrer, amount.currency, { referrer, beneficiary: 'referrer' }));
  }
  return E.right(concerned);
};

const concern = (program: string, partner: string, currency: string, rated: Rated): Concerned => ({
  account: { program, partner, currency },
  rated,
});

const ratingsForReferrer = async (
  executor: Executor,
  cause: CauseEvents,
  referrer: string,
  zone: TimeZone,
): Found<readonly Rating[]> => {
  const { program, amount } = cause.won.data;
  const date = dateOfCause(cause, zone);
  const partner = await partnerOf(executor, referrer);
  if (E.isLeft(partner)) return partner;
  const planId = inForce(partner.right.plans, program, date);
  if (planId === undefined)
    return E.left({ _tag: 'Parked', reason: `${referrer} is in no plan of ${program} on ${date}` });
  const plan = await planInForce(executor, planId, cause, zone);
  if (E.isLeft(plan)) return plan;
  const earnedOn = cause.payment === undefined ? 'win' : 'payment';
  const rules = plan.right.document.rules.filter((rule) => rule.earnedOn === earnedOn);
  if (rules.length === 0) return E.right([]);
  const upline = rules.some(({ beneficiary }) => beneficiary === 'upline')
    ? inForce(partner.right.uplines, program, date)
    : undefined;
  const ratingFor = (id: string, rated: Rated): Rating => ({
    ...concern(program, id, amount.currency, rated),
    plan: plan.right,
  });
  return E.right([
    ...(upline === undefined ? [] : [ratingFor(upline, { referrer, beneficiary: 'upline' })]),
    ratingFor(referrer, { referrer, beneficiary: 'referrer' }),
  ]);
};

const planInForce = async (
  executor: Executor,
  planId: string,
  cause: CauseEvents,
  zone: TimeZone,
): Found<PublishedPlan> => {
  const loaded = await executor.load({ stream: planStream(planId), decider: planDecider });
  if (E.isLeft(loaded)) return loaded;
  const versions = loaded.right.state;
  const paidOn = dateOfCause(cause, zone);
  const wonOn = dateOfCause({ won: cause.won, payment: undefined }, zone);
  const dates = { leadOn: cause.won.data.leadOn ?? wonOn, wonOn, paidOn };
  const version = versionInForce(
    versions.map(({ document }) => document),
    dates,
  );
  if (E.isLeft(version))
    return E.left({ _tag: 'Parked', reason: `no version of plan ${planId} is in force on ${paidOn}` });
  const plan = versions.find(({ document }) => document === version.right);
  if (plan === undefined) throw new Error(`Plan ${planId} lost its version ${version.right.version}.`);
  return E.right(plan);
};

import type { LocalDate } from '@commission-ledger/calendar';
import { type AccountRef, accountStream, planStream } from '@commission-ledger/events';
import { type PayoutTerms, versionInForce } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { AccountState } from '../account/accountState.ts';
import type { Executor } from '../execution/executor.ts';
import type { LedgerFailure } from '../failure.ts';
import { type PartnerState, enrolledSince, enrolmentInForce, inForce } from '../partner/partnerDecider.ts';
import { type PlanState, type PublishedPlan, planDecider } from '../plan/planDecider.ts';

/** The plan version that pays an account on a date, and its payout terms as they apply to the partner. */
export type PayingPlan = Readonly<{ published: PublishedPlan; payout: PayoutTerms }>;

/**
 * The plan version that most recently paid into the account. An account into which no plan has paid is paid by the
 * terms of the plan its partner is in on the date.
 *
 * A draw is only for partners in its plan. Others into whose account the plan paid, such as uplines, are paid by the
 * terms of the plan that they are in; those who are in none, by these terms without the draw.
 */
export const payingPlanOf = async (
  executor: Executor,
  account: AccountRef,
  { terms }: AccountState,
  partner: PartnerState,
  date: LocalDate,
): Promise<E.Either<LedgerFailure, PayingPlan>> => {
  const enrolledIn = inForce(partner?.plans ?? [], account.program, date);
  const versions = async (plan: string | undefined): Promise<E.Either<LedgerFailure, PlanState>> => {
    if (plan === undefined) return E.right([]);
    return E.map(({ state }: { state: PlanState }) => state)(
      await executor.load({ stream: planStream(plan), decider: planDecider }),
    );
  };
  const own = await versions(terms?.plan);
  if (E.isLeft(own)) return own;
  const last = own.right.find(({ document }) => document.version === terms?.version);
  if (terms !== undefined && last === undefined)
    throw new Error(
      `${accountStream(account)} was paid under version ${terms.version}, which ${terms.plan} does not have.`,
    );
  if (last !== undefined && (last.document.payout.draw === undefined || enrolledIn === terms?.plan))
    return E.right({ published: last, payout: last.document.payout });
  const others = await versions(enrolledIn);
  if (E.isLeft(others)) return others;
  const published = versionFor(others.right, account, partner, date);
  if (published !== undefined) return E.right({ published, payout: published.document.payout });
  return last === undefined
    ? E.left({ _tag: 'NothingDue', program: account.program, date })
    : E.right({ published: last, payout: withoutDraw(last.document.payout) });
};

/** The version in force on the date for the partner's enrolment, as if it were the day of a cause. */
const versionFor = (
  versions: PlanState,
  { program, currency }: AccountRef,
  partner: PartnerState,
  date: LocalDate,
): PublishedPlan | undefined => {
  const enrolment = partner && enrolmentInForce(partner, program, date);
  if (partner === undefined || enrolment === undefined) return undefined;
  const { version: pinned } = enrolment.data;
  const version = versionInForce(
    versions.map(({ document }) => document).filter((document) => document.currency === currency),
    { leadOn: date, wonOn: date, paidOn: date },
    { enrolledOn: enrolledSince(partner, program, enrolment), ...(pinned === undefined ? {} : { version: pinned }) },
  );
  return E.isLeft(version) ? undefined : versions.find(({ document }) => document === version.right);
};

/** A draw that never begins guarantees nothing; what is owed of earlier ones is recovered by the same terms. */
const withoutDraw = (payout: PayoutTerms): PayoutTerms =>
  payout.draw === undefined ? payout : { ...payout, draw: { ...payout.draw, from: '9999-12-31' } };

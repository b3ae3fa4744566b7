import type { LocalDate } from '@commission-ledger/calendar';
import { valueToJson } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { PlanSource } from '../../document/explanation.ts';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import type { Answer } from '../../reading/sources.ts';
import type { Said } from '../../render/templates.ts';
import type { Asking } from '../asking.ts';
import type { DraftRow } from '../composeReply.ts';
import { attributedGate, type Asker } from './attributedGate.ts';
import { isOfCause, type BookedOnDeal } from './bookedOnDeal.ts';
import { customerPaidGate, noClause, notCalculated, paysFor, setAsideGate } from './calculatedGates.ts';
import { clauseOf, conditionGates, otherRow } from './conditionGates.ts';
import { partnerEvents, type DealScene, type SceneCause } from './dealScene.ts';
import { earnedGate, zeroGate } from './earnedGates.ts';
import { enrolledGates, suspendedGate } from './enrolledGates.ts';
import type { LookedAt } from './gate.ts';
import { heldGate, takenBackGate } from './keptGates.ts';
import { inPayoutGate, maturedGate, type EarnedEvent } from './paidGates.ts';
import { planFor } from './planFor.ts';
import { ratedForPartner, type RatedForPartner } from './ratedForPartner.ts';
import { receivedGates } from './receivedGate.ts';
import { rolesOnDeal } from './rolesOnDeal.ts';
import { statementGate } from './statementGate.ts';

/** A cause, whose eyes it is looked at with, and what came of it. */
export type CauseAsked = Readonly<{
  scene: DealScene;
  cause: SceneCause;
  asker: Asker;
  /** Everything recorded of the partner who asks. */
  events: readonly RecordedEvent[];
  booked: BookedOnDeal;
  /** What it earned; the first is the one that is missed. */
  earned: readonly EarnedEvent[];
  on: LocalDate;
  payout?: RecordedEvent<'PayoutIssued'>;
  month?: string;
}>;

/** Every condition in its order; what clauses that gave nothing ask for; and, where it is paid, the sentence that says so. */
export type GatesOfCause = Readonly<{
  gates: readonly LookedAt[];
  others: readonly DraftRow[];
  plans: readonly PlanSource[];
  paid?: Said;
}>;

/** Looks at each condition for being paid, as far as it can be said. */
export const causeGates = async (asking: Asking, asked: CauseAsked): Answer<GatesOfCause> => {
  const { sources } = asking;
  const { scene, cause, asker, earned } = asked;
  const roles = await rolesOnDeal(sources, scene, cause, asker.partner);
  if (E.isLeft(roles)) return roles;
  const attributed = await attributedGate(asking, scene, cause, asker, roles.right);
  if (E.isLeft(attributed)) return attributed;
  const known = [...earned, ...asked.booked.evaluated].find((event) => isOfCause(event, cause));
  const role = roles.right.find(({ beneficiary }) => beneficiary === known?.data.beneficiary) ?? roles.right[0];
  const referrer = role?.referrer ?? asker.partner;
  const history = referrer === asker.partner ? E.right(asked.events) : await partnerEvents(sources, referrer);
  if (E.isLeft(history)) return history;
  const enrolled = enrolledGates(scene, cause, { partner: referrer, events: history.right });
  const own =
    referrer === asker.partner
      ? undefined
      : suspendedGate(scene, cause, { partner: asker.partner, events: asked.events });
  const plan = await planFor(sources, cause, history.right);
  if (E.isLeft(plan)) return plan;
  const paid =
    plan.right && earned.length === 0
      ? customerPaidGate(scene, cause, plan.right, role?.beneficiary ?? 'referrer')
      : undefined;
  const before: readonly LookedAt[] = [
    ...receivedGates(scene, cause),
    attributed.right,
    ...enrolled,
    ...(own === undefined ? [] : [own]),
    ...(paid === undefined ? [] : [paid]),
  ];
  const plans = plan.right === undefined ? [] : [plan.right.source];
  const [missed] = earned;
  if (missed !== undefined) return earnedGates(asking, asked, missed, { before, plans });
  const document = plan.right?.plan.document;
  const pays = document === undefined || paysFor(document, cause.kind, role?.beneficiary ?? 'referrer');
  const rest = await notEarnedGates(asking, asked, before, pays ? undefined : noClause(cause, document));
  return E.map((told: GatesOfCause): GatesOfCause => ({ ...told, plans: [...plans, ...told.plans] }))(rest);
};

const notReached: LookedAt = { state: 'not-reached', said: { key: 'whyNotNotReached', holes: {} } };

/** Nothing was earned: why, as the event that looked at it says, calculated again. */
const notEarnedGates = async (
  asking: Asking,
  { scene, cause, booked, month }: CauseAsked,
  before: readonly LookedAt[],
  unpaying: LookedAt | undefined,
): Answer<GatesOfCause> => {
  const inTime = inTimeGate(scene, cause, month);
  const after: readonly LookedAt[] = [...(inTime === undefined ? [] : [inTime]), notReached];
  const ended = (
    gates: readonly LookedAt[],
    { others = [], plans = [] }: Partial<GatesOfCause> = {},
  ): E.Either<never, GatesOfCause> => E.right({ gates: [...before, ...gates, ...after], others, plans });
  const setAside = setAsideGate(scene, cause);
  const hasFailed = before.some(({ state }) => state === 'failed');
  if (setAside !== undefined) return ended(hasFailed ? [] : [setAside]);
  const looked = booked.evaluated.find((event) => isOfCause(event, cause) && event.data.reason !== 'refund-counted');
  if (looked === undefined) return ended(hasFailed ? [] : [unpaying ?? notCalculated]);
  if (looked.data.reason === 'suspended') return ended(hasFailed ? [] : [suspendedThen]);
  const rated = await ratedForPartner(asking.sources, looked);
  if (E.isLeft(rated)) return rated;
  const plan = await appliedPlanOf(asking.sources, looked.data.plan);
  if (E.isLeft(plan)) return plan;
  const plans = [plan.right.source];
  if (rated.right === undefined) return ended([notCalculated], { plans });
  if (looked.data.reason === 'amount-is-zero') {
    const zero = zeroGate(rated.right);
    return ended(zero === undefined ? [notCalculated] : [zero], {
      plans,
      others: othersOf({ scene, cause }, rated.right),
    });
  }
  const conditions = conditionGates({ scene, cause }, rated.right);
  const gates =
    conditions.gates.length > 0 ? conditions.gates : hasFailed ? [] : [noClause(cause, plan.right.plan.document)];
  return ended(gates, { plans, others: conditions.others });
};

const suspendedThen: LookedAt = {
  state: 'failed',
  said: { key: 'whyNotSuspendedThen', holes: {} },
};

/** Had it earned, whether it would have been in time for the month in which it is missed. */
const inTimeGate = (
  { program: { zone } }: DealScene,
  { date }: SceneCause,
  month: string | undefined,
): LookedAt | undefined => {
  if (month === undefined) return undefined;
  const holes = { month, on: date, zone };
  return date.slice(0, 7) === month
    ? { state: 'passed', said: { key: 'whyNotInStatement', holes } }
    : {
        state: 'failed',
        said: { key: 'whyNotOtherMonth', holes: { ...holes, instead: date.slice(0, 7) } },
      };
};

/** It earned: what became of that. */
const earnedGates = async (
  asking: Asking,
  asked: CauseAsked,
  missed: EarnedEvent,
  { before, plans }: Readonly<{ before: readonly LookedAt[]; plans: readonly PlanSource[] }>,
): Answer<GatesOfCause> => {
  const { scene, cause, booked, earned, on, payout, month } = asked;
  const gates: LookedAt[] = [...before, earnedGate(earned)];
  let rated: RatedForPartner | undefined;
  if (missed.type === 'AccrualPosted') {
    const again = await ratedForPartner(asking.sources, missed);
    if (E.isLeft(again)) return again;
    rated = again.right;
    const takenBack = await takenBackGate(asking, missed, booked, scene.program);
    if (E.isLeft(takenBack)) return takenBack;
    gates.push(takenBack.right);
    const held = await heldGate(asking, missed, scene.program);
    if (E.isLeft(held)) return held;
    gates.push(held.right);
  }
  const about = { on, program: scene.program, ...(payout === undefined ? {} : { payout }) };
  if (month !== undefined) {
    const statement = await statementGate(asking, missed, month, scene.program);
    if (E.isLeft(statement)) return statement;
    gates.push(statement.right);
  }
  gates.push(maturedGate(missed, about));
  const paying = await inPayoutGate(asking, missed, about);
  if (E.isLeft(paying)) return paying;
  gates.push(...paying.right.filter((gate) => gate.state !== 'open' || !gates.some(({ state }) => state === 'failed')));
  const { amount } = missed.data;
  return E.right({
    gates,
    others: rated === undefined ? [] : [...othersOf({ scene, cause }, rated), ...tierRows(rated)],
    plans: [...plans, ...(rated === undefined ? [] : [rated.applied.source])],
    paid: paying.right.find((gate) => gate.paid !== undefined)?.paid ?? {
      key: 'whyNotIsPaid',
      holes: { amount: toJson(amount), currency: amount.currency },
    },
  });
};

const othersOf = (
  asked: Readonly<{ scene: DealScene; cause: SceneCause }>,
  rated: RatedForPartner,
): readonly DraftRow[] =>
  rated.outcomes.flatMap((outcome) => (outcome._tag === 'not-applicable' ? [otherRow(asked, rated, outcome)] : []));

/** The next rate that was not reached, how far it was, and where the running total stood then. */
const tierRows = ({ tiers, applied }: RatedForPartner): readonly DraftRow[] =>
  tiers.flatMap(({ rule, at, window, next }): readonly DraftRow[] => {
    if (next === undefined) return [];
    const holes = {
      clause: clauseOf(applied.plan.document, rule),
      window,
      at: valueToJson(at),
      edge: valueToJson(next.edge),
      missing: valueToJson(next.missing),
    };
    const amount = next.missing._tag === 'money' ? { amount: next.missing.money } : {};
    return [{ said: { key: 'whyNotNextTier', holes }, ...amount }];
  });

import type { LocalDate, TimeZone } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import type { Beneficiary } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { amendedDeal } from '../deal/amendment.ts';
import type { Executor } from '../execution/executor.ts';
import { enrolmentInForce, inForce } from '../partner/partnerDecider.ts';
import { partnerOf } from '../partner/partnerOf.ts';
import { suspensionOn } from '../partner/suspension.ts';
import { declaredBy, problemsOfParameters } from '../plan/problemsOfParameters.ts';
import type { PublishedPlan } from '../plan/planDecider.ts';
import { type CauseEvents, dateOfCause } from './causeEvents.ts';
import { concernedRoles, levelOf, roleAt } from './concernedRoles.ts';
import { ownEnrolment } from './ownEnrolment.ts';
import { rateOfDay } from './rateOfDay.ts';
import { type Found, parked } from './parkingReason.ts';
import { planInForce } from './planInForce.ts';
import type { RatingSources } from './ratingSources.ts';

/**
 * What to rate for a cause. A chain leads from a credited partner upwards; each level may need what the level below it
 * was given.
 */
export type Ratings = Readonly<{ chains: readonly (readonly RatingSources[])[]; overlays: readonly RatingSources[] }>;

/** Every account that may earn from the cause, with the plan version and everything else that decides. */
export const ratingsOf = async (executor: Executor, cause: CauseEvents, zone: TimeZone): Found<Ratings> => {
  const chains: (readonly RatingSources[])[] = [];
  let overlays: readonly RatingSources[] = [];
  for (const [index, { partner: referrer }] of amendedDeal(cause).terms.attribution.entries()) {
    const scene = await sceneOf(executor, cause, referrer, zone);
    if (E.isLeft(scene)) return scene;
    const chain = await chainOf(scene.right);
    if (E.isLeft(chain)) return chain;
    chains.push(chain.right);
    if (index > 0) continue;
    const beside = await overlaysOf(scene.right);
    if (E.isLeft(beside)) return beside;
    overlays = beside.right;
  }
  return E.right({ chains, overlays });
};

/** A cause as one credited partner's, under the plan version that governs it. */
type Scene = Readonly<{
  executor: Executor;
  cause: CauseEvents;
  referrer: string;
  zone: TimeZone;
  date: LocalDate;
  plan: PublishedPlan;
  fx: RecordedEvent<'FxRateRecorded'> | undefined;
  roles: ReadonlySet<Beneficiary>;
}>;

const sceneOf = async (executor: Executor, cause: CauseEvents, referrer: string, zone: TimeZone): Found<Scene> => {
  const { program } = cause.won.data;
  const date = dateOfCause(cause, zone);
  const partner = await partnerOf(executor, referrer);
  if (E.isLeft(partner)) return partner;
  const enrolment = enrolmentInForce(partner.right, program, date);
  if (enrolment === undefined) return parked(`${referrer} is in no plan of ${program} on ${date}`);
  const plan = await planInForce(executor, partner.right, enrolment, cause, zone);
  if (E.isLeft(plan)) return plan;
  const roles = concernedRoles(plan.right.document, cause.payment === undefined ? 'win' : 'payment');
  const fx = roles.size === 0 ? E.right(undefined) : await rateOfDay(executor, plan.right, cause, date);
  return E.isLeft(fx) ? fx : E.right({ executor, cause, referrer, zone, date, plan: plan.right, fx: fx.right, roles });
};

/** The credited partner, and who stands above on the day of the cause, as far up as the plan goes. */
const chainOf = async (scene: Scene): Found<readonly RatingSources[]> => {
  const { executor, cause, referrer, date, roles } = scene;
  const highest = Math.max(...[...roles].map(levelOf));
  const chain: RatingSources[] = [];
  let standing: string | undefined = referrer;
  for (let level = 0; level <= highest && standing !== undefined; level += 1) {
    if (roles.has(roleAt(level))) {
      const rating = await ratingFor(scene, standing, roleAt(level));
      if (E.isLeft(rating)) return rating;
      chain.push(rating.right);
    }
    if (level === highest) break;
    const below = await partnerOf(executor, standing);
    if (E.isLeft(below)) return below;
    standing = inForce(below.right.uplines, cause.won.data.program, date);
  }
  return E.right(chain);
};

/** Who is credited beside the shares is so once, by the plan of the partner who is credited first. */
const overlaysOf = async (scene: Scene): Found<readonly RatingSources[]> => {
  const ratings: RatingSources[] = [];
  for (const { partner, role } of amendedDeal(scene.cause).terms.overlays ?? []) {
    if (!scene.roles.has(`overlay-${role}`)) continue;
    const rating = await ratingFor(scene, partner, `overlay-${role}`);
    if (E.isLeft(rating)) return rating;
    ratings.push(rating.right);
  }
  return E.right(ratings);
};

/** With the numbers that this partner's own enrolment in the plan sets; a partner who is suspended may earn nothing. */
const ratingFor = async (scene: Scene, partner: string, beneficiary: Beneficiary): Found<RatingSources> => {
  const { executor, cause, referrer, zone, date, plan, fx } = scene;
  const rating = { cause, rated: { referrer, beneficiary }, partner, zone, plan, fx };
  const known = await partnerOf(executor, partner);
  if (E.isLeft(known)) return known;
  const suspended = suspensionOn(known.right, cause.won.data.program, date);
  if (suspended?.data.earning === 'stops') return E.right({ ...rating, suspended });
  const enrolment = await ownEnrolment(executor, plan, cause, partner, zone);
  if (E.isLeft(enrolment)) return enrolment;
  const { parameters } = enrolment.right?.data ?? {};
  if (parameters === undefined) return E.right(rating);
  const problems = problemsOfParameters(plan.document, declaredBy(plan.document, parameters));
  if (problems.length === 0) return E.right({ ...rating, enrolment: enrolment.right });
  const version = `version ${plan.document.version} of plan ${plan.document.plan}`;
  return parked(`the numbers of ${partner} do not fit ${version}: ${problems.join('; ')}`);
};

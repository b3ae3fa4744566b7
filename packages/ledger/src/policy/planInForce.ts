import type { TimeZone } from '@commission-ledger/calendar';
import { type RecordedEvent, planStream } from '@commission-ledger/events';
import { versionInForce } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor } from '../execution/executor.ts';
import { type PartnerState, enrolledSince } from '../partner/partnerDecider.ts';
import { type PublishedPlan, planDecider } from '../plan/planDecider.ts';
import { type CauseEvents, dateOfCause } from './causeEvents.ts';
import { type Found, parked } from './parkingReason.ts';

/** The version of the plan that governs a cause of a partner who is enrolled in it. */
export const planInForce = async (
  executor: Executor,
  partner: NonNullable<PartnerState>,
  enrolment: RecordedEvent<'PartnerEnrolled'>,
  cause: CauseEvents,
  zone: TimeZone,
): Found<PublishedPlan> => {
  const { plan: planId, program, version: pinned } = enrolment.data;
  const loaded = await executor.load({ stream: planStream(planId), decider: planDecider });
  if (E.isLeft(loaded)) return loaded;
  const versions = loaded.right.state;
  const paidOn = dateOfCause(cause, zone);
  const wonOn = dateOfCause({ won: cause.won, payment: undefined }, zone);
  const dates = { leadOn: cause.won.data.leadOn ?? wonOn, wonOn, paidOn };
  const version = versionInForce(
    versions.map(({ document }) => document),
    dates,
    { enrolledOn: enrolledSince(partner, program, enrolment), ...(pinned === undefined ? {} : { version: pinned }) },
  );
  if (E.isLeft(version)) return parked(`no version of plan ${planId} is in force on ${paidOn}`);
  const plan = versions.find(({ document }) => document === version.right);
  if (plan === undefined) throw new Error(`Plan ${planId} lost its version ${version.right.version}.`);
  return E.right(plan);
};

import { dateOf } from '@commission-ledger/calendar';
import { planStream, type RecordedEvent } from '@commission-ledger/events';
import { parsePlan, versionInForce } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import { appliedPlanOf } from '../../reading/appliedPlan.ts';
import { programZoneOf } from '../../reading/programZone.ts';
import type { Answer, AppliedPlan, Sources } from '../../reading/sources.ts';
import type { SceneCause } from './dealScene.ts';

/** The enrolment of a partner in a program that is in force on a local day. */
export const enrolmentOn = (
  events: readonly RecordedEvent[],
  program: string,
  date: string,
): RecordedEvent<'PartnerEnrolled'> | undefined =>
  enrolmentsIn(events, program).findLast(({ data }) => data.from <= date);

/** The enrolments of a partner in a program, in the order recorded. */
export const enrolmentsIn = (
  events: readonly RecordedEvent[],
  program: string,
): readonly RecordedEvent<'PartnerEnrolled'>[] =>
  events.filter(
    (event): event is RecordedEvent<'PartnerEnrolled'> =>
      event.type === 'PartnerEnrolled' && event.data.program === program,
  );

/** The plan version that governs a cause of a partner, by what was recorded of the partner; nothing where none does. */
export const planFor = async (
  sources: Sources,
  { events: { won }, date }: SceneCause,
  partner: readonly RecordedEvent[],
): Answer<AppliedPlan | undefined> => {
  const { program } = won.data;
  const enrolment = enrolmentOn(partner, program, date);
  if (enrolment === undefined) return E.right(undefined);
  const zone = await programZoneOf(sources, program);
  if (E.isLeft(zone)) return zone;
  const read = await sources.events.readRange(planStream(enrolment.data.plan), 0);
  if (E.isLeft(read)) return read;
  const published = read.right.flatMap((event) => {
    const document = event.type === 'PlanPublished' ? parsePlan(event.data.document) : undefined;
    return event.type !== 'PlanPublished' || document === undefined || E.isLeft(document)
      ? []
      : [{ event, document: document.right }];
  });
  const wonOn = dateOf(won.data.occurredAt, zone.right.zone);
  const { version: pinned } = enrolment.data;
  const version = versionInForce(
    published.map(({ document }) => document),
    { leadOn: won.data.leadOn ?? wonOn, wonOn, paidOn: date },
    {
      enrolledOn: enrolledSince(enrolmentsIn(partner, program), enrolment),
      ...(pinned === undefined ? {} : { version: pinned }),
    },
  );
  const inForce = E.isLeft(version) ? undefined : published.find(({ document }) => document === version.right);
  if (inForce === undefined) return E.right(undefined);
  const { plan, version: number, documentHash: hash } = inForce.event.data;
  return appliedPlanOf(sources, { plan, version: number, hash });
};

/** Enrolling again in the same plan is no break. */
const enrolledSince = (
  here: readonly RecordedEvent<'PartnerEnrolled'>[],
  enrolment: RecordedEvent<'PartnerEnrolled'>,
): RecordedEvent<'PartnerEnrolled'>['data']['from'] => {
  let since = enrolment.data.from;
  for (let index = here.indexOf(enrolment) - 1; here[index]?.data.plan === enrolment.data.plan; index -= 1)
    since = here[index]?.data.from ?? since;
  return since;
};

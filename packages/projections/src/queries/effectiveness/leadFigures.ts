import {
  type BusinessTime,
  businessMillisecondsBetween,
  dateOf,
  daysBetween,
  type TimeZone,
} from '@commission-ledger/calendar';
import { type Exact, exactOf, ratio } from '@commission-ledger/money';
import type { LeadProgressDocument } from '../../models/leadProgress.ts';
import { instantIn } from '../timeValues.ts';
import { meanOf, medianOf, partOf } from './middle.ts';

/** A lead with the moment it was submitted. */
export type BroughtLead = LeadProgressDocument & Readonly<{ submittedAt: string }>;

/**
 * The leads submitted in a time, and what has become of them until now: `rejected`, `duplicate`, `won`, `lost`,
 * `expired` and `open` add up to `submitted`. `accepted` are all that the program ever took.
 */
export type LeadFigures = Readonly<{
  submitted: number;
  accepted: number;
  rejected: number;
  duplicate: number;
  won: number;
  lost: number;
  expired: number;
  open: number;
  /** The part of them that was won. */
  conversion: Exact | null;
  /** Each stage that one of them reached, what most of them reached first. */
  stages: readonly StageReached[];
  /** From the submission until the program first said anything about the lead. */
  acknowledgement: LeadTimes;
  /** From the submission until the end at which the lead stands: rejected, duplicate, won, lost or expired. */
  decision: LeadTimes;
}>;

/** How many of the leads reached a stage, and which part of them that is. */
export type StageReached = Readonly<{ stage: string; reached: number; part: Exact | null }>;

/** How long something took: in calendar days, and in business hours where the program has such. */
export type LeadTimes = Readonly<{ days: Durations; businessHours: Durations | null }>;

/** `leads` is how many have such a time; one that is said to have ended before it began has none. */
export type Durations = Readonly<{ leads: number; median: Exact | null; mean: Exact | null }>;

/** How a program counts time; without business hours there are none of those. */
export type ProgramTime = Readonly<{ zone: TimeZone; business: BusinessTime | undefined }>;

/** The figures of these leads. */
export const leadFigures = (leads: readonly BroughtLead[], time: ProgramTime): LeadFigures => {
  const counted = (isCounted: (lead: BroughtLead) => boolean): number => leads.filter(isCounted).length;
  const standing = (state: BroughtLead['state']): number => counted((lead) => lead.state === state);
  const submitted = leads.length;
  const won = standing('won');
  return {
    submitted,
    accepted: counted(({ accepted }) => accepted),
    rejected: standing('rejected'),
    duplicate: standing('duplicate'),
    won,
    lost: standing('lost'),
    expired: standing('expired'),
    open: standing('submitted') + standing('accepted') + standing('in-progress'),
    conversion: partOf(won, submitted),
    stages: stagesOf(leads),
    acknowledgement: timesUntil(leads, ({ acknowledgedAt }) => acknowledgedAt, time),
    decision: timesUntil(leads, ({ endedAt }) => endedAt, time),
  };
};

const stagesOf = (leads: readonly BroughtLead[]): readonly StageReached[] => {
  const reached = new Map<string, number>();
  for (const stage of leads.flatMap(({ stages }) => stages)) reached.set(stage, (reached.get(stage) ?? 0) + 1);
  return [...reached]
    .map(([stage, count]) => ({ stage, reached: count, part: partOf(count, leads.length) }))
    .toSorted((a, b) => b.reached - a.reached || (a.stage < b.stage ? -1 : 1));
};

const timesUntil = (
  leads: readonly BroughtLead[],
  momentOf: (lead: BroughtLead) => string | null,
  { zone, business }: ProgramTime,
): LeadTimes => {
  const spans = leads.flatMap((lead) => {
    const moment = momentOf(lead);
    return moment === null || moment < lead.submittedAt
      ? []
      : [{ from: instantIn(lead.submittedAt), to: instantIn(moment) }];
  });
  const days = spans.map(({ from, to }) => exactOf(BigInt(daysBetween(dateOf(from, zone), dateOf(to, zone)))));
  const hours = business && spans.map(({ from, to }) => hoursOf(businessMillisecondsBetween(from, to, business)));
  return { days: durationsOf(days), businessHours: hours === undefined ? null : durationsOf(hours) };
};

const hoursOf = (milliseconds: number): Exact => ratio(BigInt(milliseconds), 3_600_000n);

const durationsOf = (values: readonly Exact[]): Durations => ({
  leads: values.length,
  median: medianOf(values),
  mean: meanOf(values),
});

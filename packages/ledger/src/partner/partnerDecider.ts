import type { LocalDate } from '@commission-ledger/calendar';
import type { EventOf, RecordedEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type ReadingFact, type Readings, isReading, noReadings, noteReading, read } from '../announcement/reading.ts';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';
import { type Destination, destinationAfter, isDestination } from './destination.ts';
import { suspensionOn } from './suspension.ts';

/** What a partner is in a program from a local date on. */
export type Assignment<Value> = Readonly<{ program: string; from: string; value: Value }>;

/** A partner, with every assignment in the order of its start. */
export type PartnerState =
  | Readonly<{
      partner: string;
      name: string;
      plans: readonly Assignment<string>[];
      /** What stands behind `plans`, one for one: pinned versions and own numbers are in them. */
      enrolments: readonly RecordedEvent<'PartnerEnrolled'>[];
      uplines: readonly Assignment<string>[];
      managers: readonly Assignment<string>[];
      /** In the order of their start, across all programs. */
      taxStatuses: readonly RecordedEvent<'TaxStatusRecorded'>[];
      destination: Destination | null;
      /** In the order of their start, across all programs. */
      suspensions: readonly RecordedEvent<'PartnerSuspended' | 'PartnerReinstated'>[];
      readings: Readings;
    }>
  | undefined;

/** Commands offer the fact they want recorded. */
export type PartnerCommand = Membership | ReadingFact;

type Membership = EventOf<
  | 'PartnerJoined'
  | 'PartnerEnrolled'
  | 'ManagerAssigned'
  | 'UplineAssigned'
  | 'PayoutDestinationChanged'
  | 'TaxStatusRecorded'
  | 'PartnerSuspended'
  | 'PartnerReinstated'
>;

const decide = (fact: PartnerCommand, state: PartnerState): E.Either<Refusal, readonly PartnerCommand[]> => {
  const { partner } = fact.data;
  if (fact.type === 'PartnerJoined')
    return state === undefined ? E.right([fact]) : E.left({ _tag: 'PartnerExists', partner, name: state.name });
  if (state === undefined) return E.left({ _tag: 'UnknownPartner', partner });
  switch (fact.type) {
    case 'PartnerEnrolled':
      return inOrder(fact, state.plans);
    case 'UplineAssigned':
      return fact.data.upline === partner ? E.left({ _tag: 'UplineIsSelf', partner }) : inOrder(fact, state.uplines);
    case 'ManagerAssigned':
      return inOrder(fact, state.managers);
    case 'PayoutDestinationChanged':
      return E.right(isDestination(fact.data, state.destination) ? [] : [fact]);
    case 'TaxStatusRecorded':
      return notBefore(fact, state.taxStatuses.at(-1)?.data.from);
    case 'PartnerSuspended':
    case 'PartnerReinstated':
      return suspend(fact, state);
    case 'AnnouncementAcknowledged':
    case 'DigestDelivered':
      return read(fact, state.readings);
  }
};

/** Only what is suspended can be reinstated; a suspension on top of another takes its place from its date on. */
const suspend = (
  fact: EventOf<'PartnerSuspended' | 'PartnerReinstated'>,
  state: NonNullable<PartnerState>,
): E.Either<Refusal, readonly PartnerCommand[]> => {
  const { partner, program, from } = fact.data;
  const inOrderOfDates = notBefore(fact, state.suspensions.findLast(({ data }) => data.program === program)?.data.from);
  if (E.isLeft(inOrderOfDates) || fact.type === 'PartnerSuspended') return inOrderOfDates;
  return suspensionOn(state, program, from) === undefined
    ? E.left({ _tag: 'PartnerNotSuspended', partner, program, from })
    : inOrderOfDates;
};

/** Assignments are only ever added at the end, so what was in force on a past date does not change unseen. */
const inOrder = (
  fact: EventOf<'PartnerEnrolled' | 'UplineAssigned' | 'ManagerAssigned'>,
  assignments: readonly Assignment<string>[],
): E.Either<Refusal, readonly PartnerCommand[]> => {
  const { program } = fact.data;
  return notBefore(fact, assignments.findLast((assignment) => assignment.program === program)?.from);
};

const notBefore = (
  fact: Exclude<Membership, { type: 'PartnerJoined' | 'PayoutDestinationChanged' }>,
  latest: string | undefined,
): E.Either<Refusal, readonly PartnerCommand[]> => {
  const { partner, from } = fact.data;
  return latest !== undefined && from < latest
    ? E.left({ _tag: 'AssignmentOutOfOrder', partner, from, latest })
    : E.right([fact]);
};

/** The value assigned in the program on a local date, if any. */
export const inForce = <Value>(
  assignments: readonly Assignment<Value>[],
  program: string,
  date: string,
): Value | undefined =>
  assignments.findLast((assignment) => assignment.program === program && assignment.from <= date)?.value;

/** The enrolment in the program that is in force on a local date, if any. */
export const enrolmentInForce = (
  { enrolments }: NonNullable<PartnerState>,
  program: string,
  date: string,
): RecordedEvent<'PartnerEnrolled'> | undefined =>
  enrolments.findLast(({ data }) => data.program === program && data.from <= date);

/**
 * Since when the partner is in the plan of this enrolment without a break: enrolling again in the same plan, with other
 * numbers, is none.
 */
export const enrolledSince = (
  { enrolments }: NonNullable<PartnerState>,
  program: string,
  enrolment: RecordedEvent<'PartnerEnrolled'>,
): LocalDate => {
  const here = enrolments.filter(({ data }) => data.program === program);
  let since = enrolment.data.from;
  for (let index = here.indexOf(enrolment) - 1; here[index]?.data.plan === enrolment.data.plan; index -= 1)
    since = here[index]?.data.from ?? since;
  return since;
};

/** One partner, across all programs. */
export const partnerDecider: Decider<PartnerCommand, PartnerState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'PartnerJoined')
      return {
        partner: event.data.partner,
        name: event.data.name,
        plans: [],
        enrolments: [],
        uplines: [],
        managers: [],
        taxStatuses: [],
        destination: null,
        suspensions: [],
        readings: noReadings(),
      };
    if (state === undefined) return state;
    if (event.type === 'PartnerEnrolled')
      return {
        ...state,
        plans: [...state.plans, assignmentOf(event.data, event.data.plan)],
        enrolments: [...state.enrolments, event],
      };
    if (event.type === 'UplineAssigned')
      return { ...state, uplines: [...state.uplines, assignmentOf(event.data, event.data.upline)] };
    if (event.type === 'ManagerAssigned')
      return { ...state, managers: [...state.managers, assignmentOf(event.data, event.data.manager)] };
    if (event.type === 'TaxStatusRecorded') return { ...state, taxStatuses: [...state.taxStatuses, event] };
    if (event.type === 'PayoutDestinationChanged')
      return { ...state, destination: destinationAfter(event, state.destination) };
    if (event.type === 'PartnerSuspended' || event.type === 'PartnerReinstated')
      return { ...state, suspensions: [...state.suspensions, event] };
    if (isReading(event)) noteReading(event, state.readings);
    return state;
  },
};

const assignmentOf = <Value>(data: Readonly<{ program: string; from: string }>, value: Value): Assignment<Value> => ({
  program: data.program,
  from: data.from,
  value,
});

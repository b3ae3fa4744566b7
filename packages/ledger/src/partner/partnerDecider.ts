import type { EventOf } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** What a partner is in a program from a local date on. */
export type Assignment<Value> = Readonly<{ program: string; from: string; value: Value }>;

/** A partner, with every assignment in the order of its start. */
export type PartnerState =
  | Readonly<{
      partner: string;
      name: string;
      plans: readonly Assignment<string>[];
      uplines: readonly Assignment<string>[];
      managers: readonly Assignment<string>[];
      destination: string | null;
    }>
  | undefined;

/** Commands offer the fact they want recorded. */
export type PartnerCommand = EventOf<
  'PartnerJoined' | 'PartnerEnrolled' | 'ManagerAssigned' | 'UplineAssigned' | 'PayoutDestinationChanged'
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
      return E.right(fact.data.reference === state.destination ? [] : [fact]);
  }
};

/** Assignments are only ever added at the end, so what was in force on a past date does not change unseen. */
const inOrder = (
  fact: EventOf<'PartnerEnrolled' | 'UplineAssigned' | 'ManagerAssigned'>,
  assignments: readonly Assignment<string>[],
): E.Either<Refusal, readonly PartnerCommand[]> => {
  const { partner, program, from } = fact.data;
  const latest = assignments.findLast((assignment) => assignment.program === program);
  return latest !== undefined && from < latest.from
    ? E.left({ _tag: 'AssignmentOutOfOrder', partner, from, latest: latest.from })
    : E.right([fact]);
};

/** The value assigned in the program on a local date, if any. */
export const inForce = <Value>(
  assignments: readonly Assignment<Value>[],
  program: string,
  date: string,
): Value | undefined =>
  assignments.findLast((assignment) => assignment.program === program && assignment.from <= date)?.value;

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
        uplines: [],
        managers: [],
        destination: null,
      };
    if (state === undefined) return state;
    if (event.type === 'PartnerEnrolled')
      return { ...state, plans: [...state.plans, assignmentOf(event.data, event.data.plan)] };
    if (event.type === 'UplineAssigned')
      return { ...state, uplines: [...state.uplines, assignmentOf(event.data, event.data.upline)] };
    if (event.type === 'ManagerAssigned')
      return { ...state, managers: [...state.managers, assignmentOf(event.data, event.data.manager)] };
    if (event.type === 'PayoutDestinationChanged') return { ...state, destination: event.data.reference };
    return state;
  },
};

const assignmentOf = <Value>(data: Readonly<{ program: string; from: string }>, value: Value): Assignment<Value> => ({
  program: data.program,
  from: data.from,
  value,
});

import { type EventData, type EventOf, canonicalJson } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import { type Announcements, publish } from '../announcement/publishing.ts';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';
import { refusalOfPromises } from './refusalOfPromises.ts';

type Settings = EventData<'ProgramOpened'>;

/** What a program's settings are now, and what it announced; `undefined` before it is opened. */
export type ProgramState = (Settings & Readonly<{ announcements: Announcements }>) | undefined;

/** Commands offer the fact they want recorded. */
export type ProgramCommand = EventOf<'ProgramOpened' | 'ProgramChanged' | 'AnnouncementPublished'>;

/** A payout run's id is the date and the program's id; both must fit into an id. */
const LONGEST_PROGRAM_ID = 53;

const decide = (fact: ProgramCommand, state: ProgramState): E.Either<Refusal, readonly ProgramCommand[]> => {
  const { program } = fact.data;
  if (fact.type === 'AnnouncementPublished')
    return state === undefined ? E.left({ _tag: 'UnknownProgram', program }) : publish(fact, state.announcements);
  const refusal = refusalOfPromises(fact.data);
  if (refusal !== undefined) return E.left(refusal);
  if (fact.type === 'ProgramOpened') {
    if (program.length > LONGEST_PROGRAM_ID)
      return E.left({ _tag: 'IdTooLong', id: program, limit: LONGEST_PROGRAM_ID });
    return state === undefined ? E.right([fact]) : E.left({ _tag: 'ProgramExists', program });
  }
  if (state === undefined) return E.left({ _tag: 'UnknownProgram', program });
  return E.right(changes(fact, state) ? [fact] : []);
};

/** A change to what is already so is nothing to record. */
const changes = ({ data }: EventOf<'ProgramChanged'>, state: NonNullable<ProgramState>): boolean => {
  const settings = { ...state, announcements: null };
  return canonicalJson({ ...settings, ...data, occurredAt: state.occurredAt }) !== canonicalJson(settings);
};

/** One partner program and its settings. */
export const programDecider: Decider<ProgramCommand, ProgramState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'ProgramOpened') return { ...event.data, announcements: new Map() };
    if (state === undefined) return state;
    if (event.type === 'ProgramChanged') return { ...state, ...event.data };
    return event.type === 'AnnouncementPublished'
      ? { ...state, announcements: new Map([...state.announcements, [event.data.announcement, event.data]]) }
      : state;
  },
};

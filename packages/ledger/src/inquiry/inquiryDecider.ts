import {
  type EventData,
  type EventOf,
  type LedgerEvent,
  type RecordedEvent,
  canonicalJson,
} from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Decider } from '../decider.ts';
import type { Refusal } from '../refusal.ts';

/** Whose turn it is: the program's, the partner's, or nobody's. An escalation only changes who of the program answers. */
export type InquiryStatus = 'open' | 'answered' | 'resolved';

/** An inquiry; `undefined` before it is opened. */
export type InquiryState =
  | Readonly<{
      opened: EventData<'InquiryOpened'>;
      status: InquiryStatus;
      /** What was said last. */
      latest: RecordedEvent<InquiryCommand['type']>;
      /** What last began or ended it: opened, resolved or reopened. */
      turn: RecordedEvent<'InquiryOpened' | 'InquiryResolved' | 'InquiryReopened'>;
    }>
  | undefined;

/** Commands offer the fact they want recorded. */
export type InquiryCommand = EventOf<
  'InquiryOpened' | 'InquiryAnswered' | 'InquiryEscalated' | 'InquiryResolved' | 'InquiryReopened'
>;

type InquiryMove = Exclude<InquiryCommand, { type: 'InquiryOpened' }>;

type Move = Readonly<{ from: readonly InquiryStatus[]; to: InquiryStatus | undefined; wanted: string }>;

const UNRESOLVED: readonly InquiryStatus[] = ['open', 'answered'];

/** From which statuses a fact may follow, and to which it leads. */
const MOVES: Readonly<Record<InquiryMove['type'], Move>> = {
  InquiryAnswered: { from: UNRESOLVED, to: 'answered', wanted: 'answered' },
  InquiryEscalated: { from: UNRESOLVED, to: undefined, wanted: 'escalated' },
  InquiryResolved: { from: UNRESOLVED, to: 'resolved', wanted: 'resolved' },
  InquiryReopened: { from: ['answered', 'resolved'], to: 'open', wanted: 'reopened' },
};

const decide = (fact: InquiryCommand, state: InquiryState): E.Either<Refusal, readonly InquiryCommand[]> => {
  const { inquiry } = fact.data;
  if (fact.type === 'InquiryOpened')
    return state === undefined ? E.right([fact]) : E.left({ _tag: 'InquiryExists', inquiry });
  if (state === undefined) return E.left({ _tag: 'UnknownInquiry', inquiry });
  if (saysTheSame(fact, state.latest)) return E.right([]);
  const { from, wanted } = MOVES[fact.type];
  return from.includes(state.status)
    ? E.right([fact])
    : E.left({ _tag: 'InquiryInState', inquiry, state: state.status, wanted });
};

/** What was said last, said again, whenever it happened. */
const saysTheSame = (fact: InquiryMove, latest: InquiryCommand): boolean =>
  fact.type === latest.type && timeless(fact) === timeless(latest);

const timeless = ({ data }: InquiryCommand): string => canonicalJson({ ...data, occurredAt: '' });

/** One inquiry, from the question to its end. */
export const inquiryDecider: Decider<InquiryCommand, InquiryState, Refusal> = {
  initial: () => undefined,
  decide,
  evolve: (state, event) => {
    if (event.type === 'InquiryOpened') return { opened: event.data, status: 'open', latest: event, turn: event };
    if (state === undefined || !isMove(event)) return state;
    const { to } = MOVES[event.type];
    const turn = event.type === 'InquiryResolved' || event.type === 'InquiryReopened' ? event : state.turn;
    return { ...state, status: to ?? state.status, latest: event, turn };
  },
};

const isMove = <Event extends LedgerEvent>(event: Event): event is Event & InquiryMove =>
  Object.hasOwn(MOVES, event.type);

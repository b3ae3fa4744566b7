import { eachEvent, StoreFailure, type EventStore } from '@commission-ledger/event-store';
import {
  accountOfStream,
  describeUnreadableEvent,
  movementOf,
  readEvent,
  type RecordedEvent,
  type UnreadableEvent,
} from '@commission-ledger/events';
import type { Instant, RecordedInstant } from '@commission-ledger/calendar';
import { add, toJson, type Money } from '@commission-ledger/money';
import { happenedBefore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import type { ReplayRow } from './replayRow.ts';

/**
 * A place in a history: a number, 1 for the first event, as people count; a position of the store; an event by its id; or a
 * moment of recording. An end is included: what had been recorded by that moment.
 */
export type ReplayEnd =
  | Readonly<{ number: number }>
  | Readonly<{ position: bigint }>
  | Readonly<{ event: string }>
  | Readonly<{ known: RecordedInstant }>;

/** Which part of a history to go through. */
export type ReplayOptions = Readonly<{
  store: EventStore;
  /** By default the whole history. */
  until?: ReplayEnd;
  /** Leaves out what had not happened before this moment, whenever it was recorded. */
  effective?: Instant;
  /** The first event to show; what is before it counts in balances. */
  from?: ReplayEnd;
  /** One stream only. */
  stream?: string;
  /** Events that name this partner only. */
  partner?: string;
  program?: string;
  /** Events of these types only. */
  types?: readonly string[];
  signal?: AbortSignal;
}>;

/** Why a replay stops. */
export type ReplayFailure =
  | Readonly<{ _tag: 'Unreadable'; event: UnreadableEvent }>
  | Readonly<{ _tag: 'StoreFailed'; failure: StoreFailure }>
  /** The event that the replay was to end with, or to begin with, is not in the history. */
  | Readonly<{ _tag: 'NoSuchEvent'; event: string }>
  /** The history has fewer events than the number that the replay was to end with, or to begin with. */
  | Readonly<{ _tag: 'NoSuchNumber'; number: number; events: number }>
  /** The end came before the beginning. */
  | Readonly<{ _tag: 'EndsBeforeStart' }>;

/** One sentence for what is wrong. */
export const describeReplayFailure = (failure: ReplayFailure): string => {
  switch (failure._tag) {
    case 'Unreadable':
      return describeUnreadableEvent(failure.event);
    case 'StoreFailed':
      return failure.failure.message;
    case 'NoSuchEvent':
      return `There is no event ${failure.event} in this history. Give the id of one, as replay --json shows it.`;
    case 'NoSuchNumber':
      return `There is no event number ${failure.number} in this history: it has ${failure.events}. The first is number 1.`;
    case 'EndsBeforeStart':
      return 'The end comes before the beginning. Give an end that is later, or a beginning that is earlier.';
  }
};

/**
 * Goes through a history in its order, event by event, with what each means and what is owed after it. It reads page by
 * page, and keeps one number for each account. It depends on nothing but the history: the same rows on every machine, in
 * every time zone and language. A failure is the last item.
 */
export async function* replay(
  options: ReplayOptions,
): AsyncGenerator<E.Either<ReplayFailure, ReplayRow>, void, undefined> {
  const { until, from, effective } = options;
  const hasHappened = effective === undefined ? () => true : happenedBefore(effective);
  const balances = new Map<string, Money>();
  let [index, begun, ended] = [0, from === undefined, false];
  try {
    for await (const stored of eachEvent(options.store, throughOf(until))) {
      options.signal?.throwIfAborted();
      const read = readEvent(stored);
      if (E.isLeft(read)) return yield E.left({ _tag: 'Unreadable', event: read.left });
      const event = read.right;
      const isKnown = until === undefined || !('known' in until) || event.recordedAt <= until.known;
      begun ||= isKnown && from !== undefined && hasReached(event, index, from);
      if (isKnown && hasHappened(event)) {
        const row = rowOf(event, index, balances);
        if (begun && isAsked(row, options)) yield E.right(row);
      }
      index += 1;
      ended = until !== undefined && isEnd(event, index, until);
      if (ended) break;
    }
  } catch (error) {
    if (error instanceof StoreFailure) return yield E.left({ _tag: 'StoreFailed', failure: error });
    throw error;
  }
  const absent = (!ended && absentEnd(until, index)) || (!begun && !ended && absentEnd(from, index));
  if (absent) yield E.left(absent);
  else if (!begun && ended) yield E.left({ _tag: 'EndsBeforeStart' });
}

const isEnd = ({ id }: RecordedEvent, number: number, until: ReplayEnd): boolean =>
  ('event' in until && id === until.event) || ('number' in until && number === until.number);

/** Why a place was not reached although the whole history was read; a moment may be later than all of it. */
const absentEnd = (end: ReplayEnd | undefined, events: number): ReplayFailure | undefined => {
  if (end === undefined) return undefined;
  if ('event' in end) return { _tag: 'NoSuchEvent', event: end.event };
  return 'number' in end ? { _tag: 'NoSuchNumber', number: end.number, events } : undefined;
};

const throughOf = (until: ReplayEnd | undefined) =>
  until !== undefined && 'position' in until ? { through: until.position } : {};

/** `from` a moment is from the first event that was recorded then or later. */
const hasReached = (event: RecordedEvent, index: number, from: ReplayEnd): boolean => {
  if ('number' in from) return index + 1 >= from.number;
  if ('position' in from) return event.position >= from.position;
  return 'event' in from ? event.id === from.event : event.recordedAt >= from.known;
};

const isAsked = (row: ReplayRow, { stream, partner, program, types }: ReplayOptions): boolean =>
  (stream === undefined || row.stream === stream) &&
  (partner === undefined || row.partner === partner) &&
  (program === undefined || row.program === program) &&
  (types === undefined || types.includes(row.type));

const rowOf = (event: RecordedEvent, index: number, balances: Map<string, Money>): ReplayRow => {
  const { stream, revision, type, id, position, recordedAt, data, json } = event;
  const account = accountOfStream(stream);
  const change = account && movementOf(event)?.amount;
  const before = balances.get(stream);
  const balance = change === undefined ? before : before === undefined ? change : add(before, change);
  if (change !== undefined && balance !== undefined) balances.set(stream, balance);
  return {
    index,
    position: `${position}`,
    recordedAt,
    occurredAt: data.occurredAt,
    type,
    stream,
    revision,
    event: id,
    program: account?.program ?? textIn(json, ['program']),
    partner: account?.partner ?? textIn(json, ['partner']),
    about: textIn(json, ABOUT),
    reason: textIn(json, ['reason', 'outcome']),
    amount: 'amount' in data && data.amount !== undefined ? toJson(data.amount) : null,
    change: change === undefined ? null : toJson(change),
    balance: account === undefined || balance === undefined ? null : toJson(balance),
  };
};

/** What an event is about, the most particular first. */
const ABOUT = [
  'reversal',
  'trueUp',
  'accrual',
  'adjustment',
  'draw',
  'recovery',
  'forgiveness',
  'writeOff',
  'unclaimed',
  'remittance',
  'payout',
  'period',
  'chargeback',
  'refund',
  'payment',
  'amendment',
  'inquiry',
  'announcement',
  'deal',
  'lead',
  'run',
  'plan',
  'upline',
  'manager',
];

const textIn = (json: Readonly<Record<string, unknown>>, names: readonly string[]): string | null => {
  for (const name of names) {
    const value = Object.hasOwn(json, name) ? json[name] : undefined;
    if (typeof value === 'string') return value;
  }
  return null;
};

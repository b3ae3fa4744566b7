import type { EventStore } from '@commission-ledger/event-store';
import { categoryOf, readEvent, type RecordedEvent, type UnreadableEvent } from '@commission-ledger/events';
import {
  createRehearsal,
  planDecider,
  publishedPlanOf,
  type LedgerFailure,
  type PublishedPlan,
  type Rehearsal,
  type StreamState,
  type Subject,
} from '@commission-ledger/ledger';
import * as E from 'fp-ts/lib/Either.js';

type Read<Value> = Promise<E.Either<LedgerFailure, Value>>;

/** Streams as they stood at any place of the history. */
export type PastStreams = Readonly<{
  /** The state before a position. It is to be read, and at once: the next look at the stream may change it. */
  load: <State>(subject: Subject<never, State, unknown>, before: number) => Read<StreamState<State>>;
  /** All events of a stream. */
  eventsOf: (stream: string) => Read<readonly RecordedEvent[]>;
}>;

/** So many events are kept in memory. */
const KEPT_EVENTS = 20_000;

/** So many streams are kept folded. */
const KEPT_STREAMS = 5000;

/** Streams of a store. The ledger's own fold is used, on copies: nothing is written. */
export const pastStreams = (store: EventStore): PastStreams => {
  const events = keptEvents(store);
  const plans = new Map<string, readonly PublishedPlan[]>();
  let rehearsal = emptyRehearsal();
  let folded = new Map<string, number>();

  const load: PastStreams['load'] = async (subject, before) => {
    const { stream } = subject;
    const all = await events.of(stream);
    if (E.isLeft(all)) return all;
    const length = countBefore(all.right, before);
    const known = folded.get(stream);
    if (known === undefined && folded.size >= KEPT_STREAMS) {
      rehearsal = emptyRehearsal();
      folded = new Map();
    }
    if (known !== length) {
      if (categoryOf(stream) === 'plan') placePlans(stream, all.right, length);
      else {
        const isBehind = known !== undefined && known < length;
        if (!isBehind) rehearsal.replace(subject, subject.decider.initial());
        for (const event of all.right.slice(isBehind ? known : 0, length)) rehearsal.take(subject, event);
      }
      folded.set(stream, length);
    }
    return rehearsal.executor.load(subject);
  };

  /** Versions are compiled once, wherever in the history one stands. */
  const placePlans = (stream: string, all: readonly RecordedEvent[], length: number): void => {
    const published =
      plans.get(stream) ?? all.flatMap((event) => (event.type === 'PlanPublished' ? [publishedPlanOf(event)] : []));
    plans.set(stream, published);
    const count = all.slice(0, length).filter(({ type }) => type === 'PlanPublished').length;
    rehearsal.replace({ stream, decider: planDecider }, published.slice(0, count));
  };

  return { load, eventsOf: events.of };
};

/** The ledger's rules on states in memory, which begin empty. */
export const emptyRehearsal = (): Rehearsal =>
  createRehearsal(
    () => undefined,
    () => undefined,
  );

/** The event with a revision of its stream; what was left out of it shifts the others. */
export const eventAt = (events: readonly RecordedEvent[], revision: number): RecordedEvent | undefined =>
  events.find((event) => event.revision === revision);

/** How many of a stream's events stand before a position. */
const countBefore = (events: readonly RecordedEvent[], before: number): number => {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number(events[middle]?.position ?? 0n) < before) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Events of streams, read once as long as they are kept: what nobody asks for in a while is let go. */
const keptEvents = (store: EventStore) => {
  let [lately, before] = [new Map<string, readonly RecordedEvent[]>(), new Map<string, readonly RecordedEvent[]>()];
  let count = 0;

  const keep = (stream: string, events: readonly RecordedEvent[]): void => {
    lately.set(stream, events);
    count += events.length + 1;
    if (count <= KEPT_EVENTS / 2) return;
    [lately, before, count] = [new Map(), lately, 0];
  };

  const of = async (stream: string): Read<readonly RecordedEvent[]> => {
    const asked = lately.get(stream);
    if (asked !== undefined) return E.right(asked);
    const known = before.get(stream);
    if (known !== undefined) {
      keep(stream, known);
      return E.right(known);
    }
    const events: RecordedEvent[] = [];
    for await (const stored of store.readStream(stream)) {
      const read: E.Either<UnreadableEvent, RecordedEvent> = readEvent(stored);
      if (E.isLeft(read)) return read;
      events.push(read.right);
    }
    keep(stream, events);
    return E.right(events);
  };
  return { of };
};

import type { EventStore } from '@commission-ledger/event-store';
import { type RecordedEvent, type UnreadableEvent, readEvent } from '@commission-ledger/events';
import * as E from 'fp-ts/lib/Either.js';
import type { Subject } from './keyedCommand.ts';
import { RecentlyUsed } from './recentlyUsed.ts';
import type { RecordingClock } from './recordingClock.ts';
import { type StreamState, advance, emptyStream } from './streamState.ts';

type Read<Value> = Promise<E.Either<UnreadableEvent, Value>>;

/** Reads streams, and remembers what they came to. */
export type StreamReader = Readonly<{
  /** The state as last seen, if it was. */
  seen: <State>(subject: Subject<never, State, unknown>) => StreamState<State> | undefined;
  /** The state as of now: what was seen, and what came since. */
  refresh: <State>(subject: Subject<never, State, unknown>) => Read<StreamState<State>>;
  /** Remembers a state that is what the store holds. */
  keep: (stream: string, state: StreamState<unknown>) => void;
  /** Forgets a stream: the next look reads it from its first event. */
  forget: (stream: string) => void;
  /** Events of a stream, from a revision on, as many as wanted. */
  eventsFrom: (stream: string, revision: number, count: number) => Read<readonly RecordedEvent[]>;
  /** The events of the command whose first event stands at `revision`. */
  commandAt: (stream: string, revision: number) => Read<readonly RecordedEvent[]>;
}>;

/** Makes the reader of one ledger instance. @param cachedStreams how many streams to remember */
export const streamReader = (store: EventStore, recording: RecordingClock, cachedStreams: number): StreamReader => {
  const cache = new RecentlyUsed<StreamState<unknown>>(cachedStreams);

  const seen: StreamReader['seen'] = <State>({ stream }: Subject<never, State, unknown>) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream has one decider, by its category
    cache.get(stream) as StreamState<State> | undefined;

  const refresh: StreamReader['refresh'] = async (subject) => {
    const { stream, decider } = subject;
    const known = seen(subject) ?? emptyStream(stream, decider.initial());
    const from = known.end.revision === 'no-stream' ? 0 : known.end.revision + 1;
    for await (const stored of store.readStream(stream, { from })) {
      const read = readEvent(stored);
      if (E.isLeft(read)) {
        cache.delete(stream);
        return read;
      }
      recording.note(read.right.recordedAt);
      advance(known, decider.evolve, read.right);
    }
    cache.set(stream, known);
    return E.right(known);
  };

  const eventsFrom: StreamReader['eventsFrom'] = async (stream, revision, count) => {
    const events: RecordedEvent[] = [];
    for await (const stored of store.readStream(stream, { from: revision, limit: count })) {
      const read = readEvent(stored);
      if (E.isLeft(read)) return read;
      events.push(read.right);
    }
    return E.right(events);
  };

  const commandAt: StreamReader['commandAt'] = async (stream, revision) => {
    const events: RecordedEvent[] = [];
    for await (const stored of store.readStream(stream, { from: revision })) {
      const read = readEvent(stored);
      if (E.isLeft(read)) return read;
      if (read.right.commandKey !== (events[0] ?? read.right).commandKey) break;
      events.push(read.right);
    }
    return E.right(events);
  };

  return {
    seen,
    refresh,
    keep: (stream, state) => cache.set(stream, state),
    forget: (stream) => cache.delete(stream),
    eventsFrom,
    commandAt,
  };
};

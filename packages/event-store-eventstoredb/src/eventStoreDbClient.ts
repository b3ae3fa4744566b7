/**
 * The part of a client that the adapter uses. The clients of `@eventstore/db-client` and of
 * `@kurrent/kurrentdb-client` both have it; which one it is makes no difference.
 *
 * Load only one of the two packages into a process: their generated code shares a global name and breaks.
 */
export interface EventStoreDbClient {
  appendToStream(
    stream: string,
    events: EventStoreDbEventData[],
    options: EventStoreDbCall & EventStoreDbExpectation & { deadline: number },
  ): Promise<EventStoreDbAppended>;
  readStream(stream: string, options: EventStoreDbStreamRead): EventStoreDbReading;
  readAll(options: EventStoreDbAllRead): EventStoreDbReading;
  subscribeToAll(options: EventStoreDbCall & EventStoreDbSubscribe): EventStoreDbSubscription;
  dispose(): Promise<unknown>;
}

/** For a server that asks who calls. */
export type EventStoreDbCredentials = Readonly<{ username: string; password: string }>;

/** What goes with every call. */
export type EventStoreDbCall = { requiresLeader?: boolean; credentials?: { username: string; password: string } };

/** The same expectation under the names of both clients: each ignores the other's, and one it does not know. */
export type EventStoreDbExpectation = {
  expectedRevision: 'no_stream' | bigint;
  streamState: 'no_stream' | bigint;
};

/** How much of a stream to read; the server counts from `fromRevision`, which is included. */
export type EventStoreDbStreamRead = EventStoreDbCall & {
  fromRevision: 'start' | 'end' | bigint;
  direction: 'forwards' | 'backwards';
  maxCount: number;
};

/** How much of the whole log to read; forwards, the event at `fromPosition` is included. */
export type EventStoreDbAllRead = EventStoreDbCall & {
  fromPosition: 'start' | 'end' | EventStoreDbPosition;
  direction: 'forwards' | 'backwards';
  maxCount: number;
};

/** Where to start, which event is not included, and the streams to be sent. */
export type EventStoreDbSubscribe = { fromPosition: 'start' | EventStoreDbPosition; filter: EventStoreDbFilter };

/** Streams by the start of their names, or by a regular expression. */
export type EventStoreDbFilter = { filterOn: 'streamName'; checkpointInterval: number; maxSearchWindow: number } & (
  | { prefixes: string[] }
  | { regex: string }
);

/** A place in the server's log. */
export type EventStoreDbPosition = { commit: bigint; prepare: bigint };

/** An event on its way to the server. */
export type EventStoreDbEventData = { id: string; type: string; metadata: Record<string, unknown> } & (
  | { contentType: 'application/json'; data: Record<string, unknown> }
  | { contentType: 'application/octet-stream'; data: Uint8Array }
);

/** The server took the events, now or earlier. */
export type EventStoreDbAppended = { success: boolean; nextExpectedRevision: bigint };

/** An event as a client gives it back. */
export type EventStoreDbRecorded = {
  streamId: string;
  id: string;
  revision: bigint;
  type: string;
  isJson: boolean;
  data: unknown;
  metadata?: unknown;
  position?: EventStoreDbPosition | undefined;
};

/** What reads and subscriptions consist of; a link whose event is gone has none. */
export type EventStoreDbResolved = { event?: EventStoreDbRecorded };

/** A read under way. Only one of the clients can cancel it. */
export interface EventStoreDbReading extends AsyncIterable<EventStoreDbResolved> {
  on?(event: 'error', listener: (error: Error) => void): unknown;
  cancel?(): Promise<void>;
}

/** A subscription: a stream of Node, in both clients. */
export interface EventStoreDbSubscription extends AsyncIterable<EventStoreDbResolved> {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'confirmation', listener: () => void): unknown;
  unsubscribe(): Promise<void>;
  destroy(): unknown;
}

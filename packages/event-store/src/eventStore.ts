/**
 * The port between the ledger and whatever keeps its history.
 *
 * It speaks plain promises and plain data, so that an adapter needs no functional library. What the
 * business may expect (a conflict, an id that is taken) is a value; a promise rejects only with a
 * {@link StoreFailure}, when the store could not do its work.
 */
export interface EventStore {
  /**
   * Appends all events at once, or none.
   *
   * `expected` is the revision of the last event the caller has seen, or `'no-stream'`. There is no way to
   * append without saying it. A retry of an append that already happened (the same ids with the same bodies
   * at the very revisions they were meant for) is `appended` with `repeated: true`, and writes nothing.
   * When the promise resolves to `appended`, the events survive a crash of the process and of the machine,
   * as far as the adapter's documentation says so.
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult>;

  /** Reads one stream. A stream that does not exist is empty, not an error. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /** Reads the whole history in the order of its positions, strictly after `after`, in pages of at most `limit`. */
  readAll(options: ReadAllOptions): Promise<HistoryPage>;

  /** The last event of the whole history, or `undefined` while it is empty. */
  head(): Promise<StoredEvent | undefined>;

  /**
   * Every event after a position, then new ones as they come, until the signal aborts; the iterator then ends.
   * Delivery is in order, without gaps and without duplicates.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<StoredEvent>;

  /** Releases files and connections. What was acknowledged stays; later calls reject with `StoreClosed`. */
  close(): Promise<void>;
}

/** The revision of the last event that the caller has seen in the stream (the first event has 0), or that there is none. */
export type ExpectedRevision = number | 'no-stream';

/** An event as it is handed to the store. The store keeps `body` byte for byte and never looks inside. */
export type NewEvent = Readonly<{
  /** A UUID, unique in the whole store. */
  id: string;
  /** The event's type, for people who look into the store and for filters. */
  type: string;
  /** The frame: UTF-8 text, returned unchanged. */
  body: string;
}>;

/** An event as the store gives it back. */
export type StoredEvent = NewEvent &
  Readonly<{
    stream: string;
    /** Its place in the stream: 0, 1, 2 … without gaps. */
    revision: number;
    /** Its place in the whole history: strictly growing, possibly with gaps. */
    position: bigint;
  }>;

/** How an append ended. Everything but `appended` wrote nothing. */
export type AppendResult =
  | Readonly<{ _tag: 'appended'; revision: number; position: bigint; repeated: boolean }>
  /** Somebody wrote first: the stream's last revision is `actual`. */
  | Readonly<{ _tag: 'conflict'; expected: ExpectedRevision; actual: ExpectedRevision }>
  /** The ids stand where they were meant to, but `eventId` has another type or body there. */
  | Readonly<{ _tag: 'different-content'; stream: string; eventId: string; revision: number }>
  /** The id is taken by another event, in this stream or another. */
  | Readonly<{ _tag: 'id-taken'; eventId: string; stream: string; revision: number }>;

/** Where to start, which way, and how many. */
export type ReadStreamOptions = Readonly<{
  /** The first revision to return; by default 0 forwards, the last one backwards. */
  from?: number;
  direction?: 'forwards' | 'backwards';
  limit?: number;
}>;

/** A page of the whole history. */
export type ReadAllOptions = Readonly<{
  /** The position after which to start; `undefined` is the beginning. */
  after: bigint | undefined;
  /** At most this many events; the adapter may return fewer, and none only at the end. */
  limit: number;
}>;

/** `next` is what to pass as `after` for the following page; `atEnd` says that nothing more was there. */
export type HistoryPage = Readonly<{
  events: readonly StoredEvent[];
  next: bigint | undefined;
  atEnd: boolean;
}>;

/** From where, and until when. */
export type SubscribeOptions = Readonly<{ after: bigint | undefined; signal: AbortSignal }>;

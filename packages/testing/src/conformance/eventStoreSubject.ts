import type { EventStore } from '@commission-ledger/event-store';

/** An adapter on the test bench. */
export type EventStoreSubject = Readonly<{
  /** For test names: `memory`, `sqlite`. */
  name: string;
  /** The most bytes of bodies that the stores take in one append, as opened here. Choose a small one: some appends are that large. */
  maxAppendBytes: number;
  /** Whether the history outlives the store that wrote it, and several stores can have it open at a time. */
  durable: boolean;
  /** A place for a new history. It need not be empty of other streams. */
  create(): Promise<EventStorePlace>;
}>;

/** Where one history is. */
export type EventStorePlace = Readonly<{
  /** A store on this history. Called once, or more often if the subject is durable; the kit closes what it gets. */
  connect(): Promise<EventStore>;
  /** Called when all stores are closed. */
  remove(): Promise<void>;
}>;

/** What a case gets: a store of its own. */
export type OpenEventStore = Readonly<{
  store: EventStore;
  /** Another store on the same history, for durable subjects only. */
  another(): Promise<EventStore>;
  maxAppendBytes: number;
}>;

/** A case before it has met an adapter. */
export type EventStoreCase = Readonly<{
  name: string;
  durableOnly?: boolean;
  check(open: OpenEventStore): Promise<void>;
}>;

import type { EventStore } from '@commission-ledger/event-store';

import type { Patient } from './patient.ts';

/** An adapter on the test bench. */
export type EventStoreSubject<Place extends EventStorePlace = EventStorePlace> = Readonly<{
  /** For test names: `memory`, `sqlite`. */
  name: string;
  /** The most bytes of bodies that the stores take in one append, as opened here. Choose a small one: some appends are that large. */
  maxAppendBytes: number;
  /** Whether the history outlives the store that wrote it, and several stores can have it open at a time. */
  durable: boolean;
  /**
   * How far the store looks for the id of an event before it writes it: through the whole history, which is what the
   * port asks for and the default, or only at the revision that the event is meant for. A server that has no index of
   * ids can do no more than that; the ids must then be unique by the way they are made.
   */
  uniqueIds?: UniqueIds;
  /** A place for a new history. It need not be empty of other streams. */
  create(): Promise<Place>;
  /** What the bench can do to the store from outside. Each one that is there brings cases of its own. */
  disturb?: Disturbances<NoInfer<Place>>;
  /** How long the store may take to find back after it was disturbed, in milliseconds: 20,000. */
  patienceMs?: number;
}>;

/** How far a store looks for the id of an event. */
export type UniqueIds = 'in the store' | 'at their revision';

/** Where one history is. */
export type EventStorePlace = Readonly<{
  /** A store on this history. Called once, or more often if the subject is durable; the kit closes what it gets. */
  connect(): Promise<EventStore>;
  /** Called when all stores are closed. */
  remove(): Promise<void>;
}>;

/** What can happen between a store and what it keeps its history in, made to happen in a place of the subject. */
export type Disturbances<Place> = Readonly<{
  /** The next append gets lost on the way: nothing is written. */
  loseNextAppend?(place: Place): Promise<void>;
  /** The next append is written, and the news of it does not arrive: the store may find that out itself or reject with `Unavailable`. */
  loseNextAcknowledgement?(place: Place): Promise<void>;
  /** Every connection that is open breaks, subscriptions as well; new ones can be made at once. */
  dropConnections?(place: Place): Promise<void>;
  /** What keeps the history goes away and comes back with the same history. Resolves when it is back. */
  restart?(place: Place): Promise<void>;
}>;

/** The name of something that can be made to happen. */
export type Disturbance = keyof Disturbances<EventStorePlace>;

/** What a case gets: a store of its own. */
export type OpenEventStore = Readonly<{
  store: EventStore;
  /** Another store on the same history, for durable subjects only. */
  another(): Promise<EventStore>;
  /** Makes something happen that the case said it needs. */
  disturb(disturbance: Disturbance): Promise<void>;
  /** Somebody who waits as long as the subject asks for. */
  patient: Patient;
  maxAppendBytes: number;
}>;

/** A case before it has met an adapter. */
export type EventStoreCase = Readonly<{
  name: string;
  durableOnly?: boolean;
  /** For subjects that look for ids this far and no others. */
  uniqueIds?: UniqueIds;
  /** For subjects that can be disturbed in this way. */
  needs?: Disturbance;
  check(open: OpenEventStore): Promise<void>;
}>;

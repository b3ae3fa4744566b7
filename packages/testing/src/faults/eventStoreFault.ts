/** Which call of its sort goes wrong, counted from 1; `'every'` is each of them. */
export type WhichCall = number | 'every';

/** Something that goes wrong in an append. */
export type AppendFault = Readonly<{ onAppend: WhichCall }> &
  (
    | /** The store is gone before it gets the events: nothing is written, `Unavailable`. */
      Readonly<{ kind: 'failBefore' }>
    /** The events are written, but the answer gets lost: `Unavailable`. Retrying must write nothing new. */
    | Readonly<{ kind: 'acknowledgementLost' }>
    /** The append waits before it starts: somebody else may write first. */
    | Readonly<{ kind: 'delay'; milliseconds: number }>
    /** Something happens between the caller's reading and its append, such as somebody else's append. */
    | Readonly<{ kind: 'meanwhile'; act: () => Promise<unknown> }>
  );

/**
 * Something that goes wrong when events are handed out: the event comes twice, comes after the one that follows it, or
 * does not come. `at` counts the events of one call from 0.
 */
export type DeliveryFault = Readonly<{ kind: 'duplicate' | 'reorder' | 'gap'; at: number }>;

/** Something that goes wrong in a read. Calls are counted for each method by itself when `of` names it, else together. */
export type ReadFault = Readonly<{ onRead: WhichCall; of?: ReadMethod }> &
  (
    | /** The store is gone: `Unavailable`, in the reading of a stream after so many events (0 unless said). */
      Readonly<{ kind: 'failRead'; at?: number }>
    /** The answer is that of a follower that has not got the last appends yet: those that this store sent, so many. */
    | Readonly<{ kind: 'staleRead'; behind: number }>
    | DeliveryFault
  );

/** What reads: a delivery fault in `head` has no effect. */
export type ReadMethod = 'readStream' | 'readAll' | 'head';

/** Something that goes wrong in a subscription. `at` counts its events from 0. */
export type SubscriptionFault = Readonly<{ onSubscription: WhichCall }> &
  (
    | /** The connection breaks in place of the event: `Unavailable`. */
      Readonly<{ kind: 'drop'; at: number }>
    /** The subscription ends in place of the event, as if there were nothing more to come. */
    | Readonly<{ kind: 'silentEnd'; at: number }>
    | DeliveryFault
  );

/** Something that goes wrong in an event store. */
export type EventStoreFault = AppendFault | ReadFault | SubscriptionFault;

/** A fault that happened, and in which call. */
export type Trip =
  | Readonly<{ kind: AppendFault['kind']; onAppend: number }>
  | Readonly<{ kind: ReadFault['kind']; onRead: number }>
  | Readonly<{ kind: SubscriptionFault['kind']; onSubscription: number }>;

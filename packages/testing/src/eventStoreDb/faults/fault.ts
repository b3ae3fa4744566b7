import type { StatusName } from '../rpc/rpcStatus.ts';

/** A kind of call: `append` stands for both of its RPCs, `read` for one that ends, `subscribe` for one that goes on. */
export type CallKind = 'append' | 'remove' | 'read' | 'subscribe' | 'gossip' | 'features';

/** Which calls a fault meets. */
export type FaultTarget = Readonly<{
  /** Only calls about this stream; `$all` for reads of everything. */
  stream?: string;
  /** So many fitting calls pass before. */
  skip?: number;
  /** How many calls it meets, one unless told otherwise. */
  times?: number;
}>;

/** Something that goes wrong on arrival: nothing was done yet. */
export type ArrivalFault = FaultTarget &
  Readonly<{ on: CallKind }> &
  (
    | Readonly<{ kind: 'error'; code: StatusName; message?: string; trailers?: Readonly<Record<string, string>> }>
    /** No answer, ever. */
    | Readonly<{ kind: 'hang' }>
    /** Done late, even when the caller has given up by then. */
    | Readonly<{ kind: 'delay'; ms: number }>
  );

/** The write is done, and its reply does not arrive: the connection is cut, the call fails with UNAVAILABLE, or silence. */
export type ReplyFault = FaultTarget &
  Readonly<{ on: 'append' | 'remove'; kind: 'lostReply'; by: 'cut' | 'error' | 'silence' }>;

/**
 * Something that happens between events: `drop` fails the call, `cut` cuts its connection, `end` ends it as if all were
 * said, `stall` sends nothing more.
 */
export type DeliveryFault = FaultTarget &
  Readonly<{ on: 'read' | 'subscribe'; kind: 'drop' | 'cut' | 'end' | 'stall'; afterEvents: number }>;

/** What a test can let go wrong. */
export type Fault = ArrivalFault | ReplyFault | DeliveryFault;

/** A fault that happened, and to which stream. */
export type FaultTrip = Readonly<{ fault: Fault; stream?: string }>;

/** Who wants to know how the connection fares. What an observer throws is ignored. */
export type EventStoreDbObserver = Readonly<{
  /** A call failed in a way that may pass, and is made again after the pause. */
  onRetry?: (retry: EventStoreDbRetry) => void;
  /** A subscription was lost: by an error, or (without one) because the server ended it. */
  onDropped?: (dropped: Readonly<{ failure?: unknown; after: bigint | undefined }>) => void;
  /** A lost subscription goes on from a position. */
  onReconnect?: (reconnect: Readonly<{ attempt: number; after: bigint | undefined }>) => void;
}>;

/** `failure` is what the client said. `attempt` is the one that failed, from 1. */
export type EventStoreDbRetry = Readonly<{
  operation: 'append' | 'read' | 'subscribe';
  failure: unknown;
  attempt: number;
  pauseMs: number;
}>;

/** The same observer, complete, and unable to disturb the store. */
export const quietObserver = (observer: EventStoreDbObserver): Required<EventStoreDbObserver> => ({
  onRetry: (retry) => quietly(() => observer.onRetry?.(retry)),
  onDropped: (dropped) => quietly(() => observer.onDropped?.(dropped)),
  onReconnect: (reconnect) => quietly(() => observer.onReconnect?.(reconnect)),
});

const quietly = (tell: () => void): void => {
  try {
    tell();
  } catch {
    // A broken metric must not cost an event.
  }
};

import type { EventOf, EventType } from './catalogue/index.ts';
import type { JsonObject } from './upcasts.ts';

/** What the frame says about an event besides its data. */
export type Recording = Readonly<{
  stream: string;
  revision: number;
  /** Its place in the whole history; belongs to the store, not to the frame. */
  position: bigint;
  id: string;
  /** SHA-256 of the stored frame, hexadecimal. */
  hash: string;
  /** UTC with microseconds. */
  recordedAt: string;
  actor: string;
  correlation: string | null;
  causation: string | null;
  commandKey: string;
  commandHash: string;
  /** Fields that this release does not know, kept aside. */
  unknown: JsonObject;
  /** The data as JSON, upcast to the current schema: what a path into the event points into. */
  json: JsonObject;
}>;

/** An event of the ledger as it was read back. */
export type RecordedEvent<T extends EventType = EventType> = T extends EventType ? EventOf<T> & Recording : never;

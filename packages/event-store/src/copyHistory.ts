import { type CopyMismatch, findCopyPlace, mismatchBefore } from './copyPlace.ts';
import { type Stretch, eachEvent } from './eachEvent.ts';
import type { AppendResult, EventStore, ExpectedRevision, StoredEvent } from './eventStore.ts';
import { StoreFailure } from './storeFailure.ts';

/** What to copy where; the figures named are the defaults. */
export type CopyOptions = Readonly<{
  source: EventStore;
  /** Empty, or a beginning of the source, such as an interrupted copy. */
  target: EventStore;
  /** At most so many consecutive events of one stream go into one append: 100. */
  maxEventsPerAppend?: number;
  /** And at most so many bytes of bodies, unless one event has more: 512 KiB, which every server takes. */
  maxBytesPerAppend?: number;
  /**
   * Whether everything that stands in the target is compared before anything is added: true. Without it only the last
   * event is, which is enough when the copy before was complete and {@link compareHistories} found it equal.
   */
  checkTarget?: boolean;
  /** Ends the copy after the append in hand. What is copied stays; another run goes on from there. */
  signal?: AbortSignal;
  onProgress?: (progress: CopyProgress) => void;
}>;

/** How far a copy is: `events` were handed over by this run, `position` of the source is copied, `through` is where it ends. */
export type CopyProgress = Readonly<{ events: number; position: bigint; through: bigint }>;

/** How a copy ended; `events` are those that this run handed over. What was appended stays in every case. */
export type CopyResult =
  /** The target has the source up to and including `through`: where it ended when the copy began. */
  | Readonly<{ _tag: 'copied'; events: number; through: bigint | undefined }>
  | Readonly<{ _tag: 'stopped'; events: number }>
  | CopyMismatch
  /** The target did not take an append: somebody else writes to it. */
  | Readonly<{ _tag: 'refused'; events: number; stream: string; answer: AppendRefusal }>
  | TooLargeToCopy;

/** The target does not take this event, even alone: the source cannot move there. `bytes` and `limit` are the target's figures. */
export type TooLargeToCopy = Readonly<{
  _tag: 'too-large';
  events: number;
  stream: string;
  revision: number;
  bytes: number;
  limit: number;
}>;

/** An answer to an append that wrote nothing. */
export type AppendRefusal = Exclude<AppendResult, { _tag: 'appended' }>;

/**
 * Copies a history from one store to another: every event with its stream, revision, id, type and body, in the same
 * order. Positions are the target's own.
 *
 * It may be interrupted at any moment and run again, any number of times, also while another run is at work: it
 * finds its place by what the target holds. It goes up to where the source ends at the start; what is recorded
 * meanwhile is brought by the next run, so a ledger is moved by one long run beside the writers and a short one
 * after they have stopped. {@link compareHistories} then proves that both are equal.
 *
 * Rejects with the `StoreFailure` of either store; run it again then.
 */
export const copyHistory = async (options: CopyOptions): Promise<CopyResult> => {
  const { source, target, signal, checkTarget = true } = options;
  const through = (await source.head())?.position;
  let place = await findCopyPlace(source, target);
  if (place._tag !== 'found') return place;
  const mismatch = checkTarget ? await mismatchBefore(source, target, place, signal) : undefined;
  if (mismatch) return mismatch;
  if (signal?.aborted === true) return { _tag: 'stopped', events: 0 };
  let events = 0;
  for (;;) {
    const stretch = await copyStretch(options, { after: place.after, through });
    events += stretch.events;
    if (stretch._tag !== 'refused') return { ...stretch, events };
    // Another run of the same copy may have come first: its events then stand in the target, in their order.
    place = await findCopyPlace(source, target);
    if (place._tag !== 'found') return place;
    if (!isAfter(place.after, stretch.copied)) {
      return { _tag: 'refused', events, stream: stretch.stream, answer: stretch.answer };
    }
  }
};

type StretchResult =
  | Readonly<{ _tag: 'copied'; events: number; through: bigint | undefined }>
  | Readonly<{ _tag: 'stopped'; events: number }>
  | TooLargeToCopy
  /** `copied` is the position of the source up to which the target took everything. */
  | Readonly<{ _tag: 'refused'; events: number; copied: bigint | undefined; stream: string; answer: AppendRefusal }>;

const copyStretch = async (options: CopyOptions, stretch: Stretch): Promise<StretchResult> => {
  const { source, target, signal, onProgress } = options;
  const { through } = stretch;
  let events = 0;
  let copied = stretch.after;
  if (through === undefined || !isAfter(through, copied)) return { _tag: 'copied', events, through };
  for await (const whole of batches(eachEvent(source, stretch), options)) {
    const left = [whole];
    for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
      if (signal?.aborted === true) return { _tag: 'stopped', events };
      const [first, last] = [batch[0], batch.at(-1)];
      if (first === undefined || last === undefined) continue;
      const { stream, revision } = first;
      const answer = await appendTo(target, first, batch);
      if (answer._tag === 'too-large' && batch.length > 1) left.unshift(...batch.map((event) => [event]));
      else if (answer._tag === 'too-large') return { ...answer, events, stream, revision };
      else if (answer._tag !== 'appended') return { _tag: 'refused', events, copied, stream, answer };
      else {
        events += batch.length;
        copied = last.position;
        onProgress?.({ events, position: last.position, through });
      }
    }
  }
  return { _tag: 'copied', events, through };
};

const appendTo = async (
  target: EventStore,
  { stream, revision }: StoredEvent,
  batch: Batch,
): Promise<AppendResult | Pick<TooLargeToCopy, '_tag' | 'bytes' | 'limit'>> => {
  const events = batch.map(({ id, type, body }) => ({ id, type, body }));
  try {
    return await target.append(stream, events, revisionBefore(revision));
  } catch (error) {
    if (!(error instanceof StoreFailure) || error.reason._tag !== 'TooLarge') throw error;
    const { bytes, limit } = error.reason;
    return { _tag: 'too-large', bytes, limit };
  }
};

/** Consecutive events of one stream. */
type Batch = readonly StoredEvent[];

async function* batches(
  history: AsyncIterable<StoredEvent>,
  { maxEventsPerAppend = 100, maxBytesPerAppend = 512 * 1024 }: CopyOptions,
): AsyncGenerator<Batch, void, undefined> {
  let batch: StoredEvent[] = [];
  let bytes = 0;
  for await (const event of history) {
    const size = Buffer.byteLength(event.body);
    const [first] = batch;
    const full = batch.length >= maxEventsPerAppend || bytes + size > maxBytesPerAppend;
    if (first !== undefined && (full || event.stream !== first.stream)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

const revisionBefore = (revision: number): ExpectedRevision => (revision === 0 ? 'no-stream' : revision - 1);

const isAfter = (position: bigint | undefined, other: bigint | undefined): boolean =>
  position !== undefined && (other === undefined || position > other);

import type { EventRef } from '@commission-ledger/calculation';
import type { RecordedEvent } from '@commission-ledger/events';
import { counterValueOf, eventRef, isBooking, type BookingEvent } from '@commission-ledger/ledger';
import type { CounterMove } from '@commission-ledger/plans';
import * as E from 'fp-ts/lib/Either.js';
import type { EventReader } from '../reading/eventReader.ts';
import type { ExplainFailure } from '../reading/explainFailure.ts';

/** A counter of a plan in one window. */
export type CounterKey = Readonly<{ plan: string; counter: string; window: string }>;

/** Where an event left a counter. */
export type Moved = Readonly<{ revision: number; value: CounterMove['after']; from: EventRef }>;

/** Finds who moved a counter last. Reads an account backwards in blocks, each once however many counters are looked for. */
export type CounterTrail = Readonly<{
  /** The last move of the counter before a revision of the account's stream. */
  lastMove(stream: string, before: number, key: CounterKey): Promise<E.Either<ExplainFailure, Moved | undefined>>;
}>;

/** The latest answer for each counter of an account, and up to where it holds: what comes later need not look before it. */
export type TrailMemory = Map<string, Readonly<{ before: number; move: Moved | undefined }>>;

/** A trail over a reader. A memory that goes on from other trails lets an account be gone through piece by piece. */
export const createCounterTrail = (events: EventReader, memory: TrailMemory = new Map()): CounterTrail => {
  const blocks = new Map<string, Promise<E.Either<ExplainFailure, Block>>>();
  const blockAt = (stream: string, index: number): Promise<E.Either<ExplainFailure, Block>> => {
    const key = `${index} ${stream}`;
    const known = blocks.get(key);
    if (known !== undefined) return known;
    const reading = readBlock(events, stream, index);
    blocks.set(key, reading);
    return reading;
  };
  const lastMoveInBlocks: LastMoveIn = async (stream, { from, before }, key) => {
    for (let index = blockOf(before - 1); index >= blockOf(from); index -= 1) {
      const block = await blockAt(stream, index);
      if (E.isLeft(block)) return block;
      const move = block.right.get(trailKey(key))?.findLast(({ revision }) => revision < before);
      if (move !== undefined) return E.right(move);
    }
    return E.right(undefined);
  };
  return {
    lastMove: async (stream, before, key) => {
      const place = `${stream} ${trailKey(key)}`;
      const known = memory.get(place);
      const since = known === undefined || known.before > before ? 0 : known.before;
      const found =
        since > 0 && before - since < blockSize
          ? await lastMoveIn(events, stream, { from: since, before }, key)
          : await lastMoveInBlocks(stream, { from: since, before }, key);
      if (E.isLeft(found)) return found;
      const move = found.right ?? (since === 0 ? undefined : known?.move);
      memory.set(place, { before, move });
      return E.right(move);
    },
  };
};

/** The last move of a counter within some revisions of a stream: from one on, before another. */
type LastMoveIn = (
  stream: string,
  within: Readonly<{ from: number; before: number }>,
  key: CounterKey,
) => Promise<E.Either<ExplainFailure, Moved | undefined>>;

/** Of few events, most of which have been read already. */
const lastMoveIn = async (events: EventReader, ...[stream, { from, before }, key]: Parameters<LastMoveIn>) =>
  E.map((few: readonly RecordedEvent[]) => movesIn(few).get(trailKey(key))?.at(-1))(
    await events.readRange(stream, from, before - 1),
  );

const blockSize = 64;

const blockOf = (revision: number): number => Math.floor(revision / blockSize);

type Block = ReadonlyMap<string, readonly Moved[]>;

const readBlock = async (
  events: EventReader,
  stream: string,
  index: number,
): Promise<E.Either<ExplainFailure, Block>> => {
  const from = index * blockSize;
  return E.map(movesIn)(await events.readRange(stream, from, from + blockSize - 1));
};

const movesIn = (events: readonly RecordedEvent[]): Block => {
  const moves = new Map<string, Moved[]>();
  for (const event of events) {
    if (!isBooking(event)) continue;
    for (const [place, move] of event.data.counters.entries()) {
      const list = moves.get(trailKey(move));
      const moved = movedAt(event, place);
      if (list === undefined) moves.set(trailKey(move), [moved]);
      else list.push(moved);
    }
  }
  return moves;
};

/** Where the event left the counter at this place of its list. */
export const movedAt = (event: BookingEvent, place: number): Moved => {
  const after = event.data.counters[place]?.after;
  if (after === undefined) throw new RangeError('The event has no such counter.');
  return { revision: event.revision, value: counterValueOf(after), from: eventRef(event, `/counters/${place}/after`) };
};

/** The counter as a key. */
export const trailKey = ({ plan, counter, window }: CounterKey): string => `${plan}/${counter}/${window}`;

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

/** A trail over a reader. */
export const createCounterTrail = (events: EventReader): CounterTrail => {
  const blocks = new Map<string, Promise<E.Either<ExplainFailure, Block>>>();
  const blockAt = (stream: string, index: number): Promise<E.Either<ExplainFailure, Block>> => {
    const key = `${index} ${stream}`;
    const known = blocks.get(key);
    if (known !== undefined) return known;
    const reading = readBlock(events, stream, index);
    blocks.set(key, reading);
    return reading;
  };
  return {
    lastMove: async (stream, before, key) => {
      for (let index = Math.floor((before - 1) / blockSize); index >= 0; index -= 1) {
        const block = await blockAt(stream, index);
        if (E.isLeft(block)) return block;
        const move = block.right.get(trailKey(key))?.findLast(({ revision }) => revision < before);
        if (move !== undefined) return E.right(move);
      }
      return E.right(undefined);
    },
  };
};

const blockSize = 64;

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

import { type Instant, type TimeZone, TimeZoneCodec } from '@commission-ledger/calendar';
import {
  accountOfStream,
  describeUnreadableEvent,
  movementOf,
  type PlacedMovement,
  type RecordedEvent,
  readEvent,
  statementAt,
  type StatementMovement,
} from '@commission-ledger/events';
import { toJson } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import type { ReadManifest } from './manifestCodec.ts';
import { type PackFinding, packFinding } from './packFinding.ts';
import { type EventLine, storedFrom } from './packSource.ts';

/** A movement of an account, with the event it is and the instant that puts it into a statement. */
export type PackedMovement = StatementMovement & PlacedMovement & Readonly<{ stream: string; event: string }>;

/** How a month of an account was closed, in the words of its statement. */
export type PackedClosing = Readonly<{ until: Instant; told: Readonly<Record<string, unknown>> }>;

/** What the events say about statements, read in the order of the history. */
export type PackedMovements = Readonly<{
  /**
   * The movement that an event is, and whether a statement of the pack must have it; most are none. A finding where the
   * event cannot be read.
   */
  read: (line: EventLine) => Readonly<{ movement: PackedMovement; isDue: boolean }> | PackFinding | undefined;
  /** The closings of an account so far, in the order in which they were recorded. */
  closingsOf: (stream: string) => readonly PackedClosing[];
  /** The time zone in which a program counts its months. */
  zoneOf: (program: string) => TimeZone | undefined;
}>;

/** Nothing is read yet. */
export const packedMovements = ({ period }: Pick<ReadManifest, 'period'>): PackedMovements => {
  const closings = new Map<string, PackedClosing[]>();
  const zones = new Map<string, TimeZone>();
  const isIn = (instant: string): boolean => period === null || (instant >= period.from && instant < period.until);
  return {
    read: (line) => {
      const { frame } = line;
      if (typeof frame === 'string') return undefined;
      const { stream } = frame;
      if (frame.type === 'ProgramOpened' && TimeZoneCodec.is(frame.data['timeZone']))
        zones.set(stream, frame.data['timeZone']);
      if (accountOfStream(stream) === undefined) return undefined;
      const read = readEvent(storedFrom(line));
      if (E.isLeft(read)) {
        const at = { file: 'events.ndjson', line: line.line };
        return packFinding('unreadable', at, describeUnreadableEvent(read.left));
      }
      const event = read.right;
      const closed = closings.get(stream) ?? [];
      if (event.type === 'PeriodClosed') closings.set(stream, [...closed, closingOf(event)]);
      const movement = movementOf(event);
      if (movement === undefined) return undefined;
      const { revision, id } = event;
      const at = statementAt(movement.occurredAt, closed.at(-1)?.until);
      const isDue = isIn(event.recordedAt) && isIn(movement.occurredAt.replace('Z', '000Z'));
      return { movement: { ...movement, at, stream, revision, event: id }, isDue };
    },
    closingsOf: (stream) => closings.get(stream) ?? [],
    zoneOf: (program) => zones.get(`program-${program}`),
  };
};

const closingOf = ({ data, stream, revision, id }: RecordedEvent<'PeriodClosed'>): PackedClosing => {
  const { period, until, opening, closing, lines, statementHash, closedBy, occurredAt } = data;
  const event = { stream, revision, id };
  const figures = { opening: toJson(opening), closing: toJson(closing), lines, statementHash };
  return { until, told: { ...figures, period, until, closedBy, closedAt: occurredAt, event } };
};

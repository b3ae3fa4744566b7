import { type Instant, instantsOf, type TimeZone, TimeZoneCodec } from '@commission-ledger/calendar';
import {
  accountOfStream,
  describeUnreadableEvent,
  movementOf,
  type PlacedMovement,
  type RecordedEvent,
  readEvent,
  statementAt,
  statementPeriodOf,
  type StatementMovement,
} from '@commission-ledger/events';
import { add, type Money, toJson, zero } from '@commission-ledger/money';
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
   * event cannot be read, or is in a stream that its data do not belong to.
   */
  read: (line: EventLine) => Readonly<{ movement: PackedMovement; isDue: boolean }> | PackFinding | undefined;
  /** The closings of an account so far, in the order in which they were recorded. */
  closingsOf: (stream: string) => readonly PackedClosing[];
  /** What all movements of an account that belong before an instant, where a month begins, add up to. */
  owedBefore: (stream: string, from: Instant, currency: Money['currency']) => Money;
  /** The time zone in which a program counts its months. */
  zoneOf: (program: string) => TimeZone | undefined;
}>;

/** Nothing is read yet. */
export const packedMovements = ({ period }: Pick<ReadManifest, 'period'>): PackedMovements => {
  const closings = new Map<string, PackedClosing[]>();
  const zones = new Map<string, TimeZone>();
  const sums = new Map<string, Map<Instant, Money>>();
  let month: Month | undefined;
  const monthOf = (at: Instant, zone: TimeZone): Month => {
    // Most movements are of the month of the one before.
    if (month?.zone === zone && month.from <= at && at < month.to) return month;
    return (month = { zone, ...instantsOf(statementPeriodOf(at, zone), zone) });
  };
  const isDue = ({ from, to }: Month): boolean =>
    period === null || (asRecorded(to) > period.from && asRecorded(from) < period.until);
  return {
    read: (line) => {
      const { frame } = line;
      if (typeof frame === 'string') return undefined;
      const { stream } = frame;
      if (frame.type === 'ProgramOpened' && TimeZoneCodec.is(frame.data['timeZone']))
        zones.set(stream, frame.data['timeZone']);
      const place = { file: 'events.ndjson', line: line.line };
      const read = readEvent(storedFrom(line));
      if (E.isLeft(read)) {
        const found = read.left._tag === 'FrameMisplaced' ? 'renamed' : 'unreadable';
        return packFinding(found, place, describeUnreadableEvent(read.left));
      }
      const account = accountOfStream(stream);
      if (account === undefined) return undefined;
      const event = read.right;
      const closed = closings.get(stream) ?? [];
      if (event.type === 'PeriodClosed') closings.set(stream, [...closed, closingOf(event)]);
      const movement = movementOf(event);
      if (movement === undefined) return undefined;
      const { revision, id } = event;
      const at = statementAt(movement.occurredAt, closed.at(-1)?.until);
      const zone = zones.get(`program-${account.program}`);
      if (zone === undefined) return packFinding('unreadable', place, 'Its program was not opened before it.');
      const within = monthOf(at, zone);
      const byMonth = sums.get(stream) ?? new Map<Instant, Money>();
      const before = byMonth.get(within.from);
      byMonth.set(within.from, before === undefined ? movement.amount : add(before, movement.amount));
      sums.set(stream, byMonth);
      return { movement: { ...movement, at, stream, revision, event: id }, isDue: isDue(within) };
    },
    owedBefore: (stream, from, currency) => {
      const [first, ...others] = [...(sums.get(stream) ?? [])].flatMap(([begin, sum]) => (begin < from ? [sum] : []));
      return first === undefined ? zero(currency) : others.reduce(add, first);
    },
    closingsOf: (stream) => closings.get(stream) ?? [],
    zoneOf: (program) => zones.get(`program-${program}`),
  };
};

/** A month of a time zone, as statements go by it. */
type Month = Readonly<{ zone: TimeZone; from: Instant; to: Instant }>;

/** The instant in the form in which it is recorded. */
const asRecorded = (instant: Instant): string => instant.replace('Z', '000Z');

const closingOf = ({ data, stream, revision, id }: RecordedEvent<'PeriodClosed'>): PackedClosing => {
  const { period, until, opening, closing, lines, statementHash, closedBy, occurredAt } = data;
  const event = { stream, revision, id };
  const figures = { opening: toJson(opening), closing: toJson(closing), lines, statementHash };
  return { until, told: { ...figures, period, until, closedBy, closedAt: occurredAt, event } };
};

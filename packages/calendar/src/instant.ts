import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { exists, isInWindow } from './localDate.ts';
import { printable } from './printable.ts';

interface InstantBrand {
  readonly Instant: unique symbol;
}

/** A point in time in UTC, `2017-03-01T00:00:00.000Z`: always this form, so it sorts as text. */
export type Instant = string & InstantBrand;

/** Not a point in time. `input` is shortened and printable. */
export type InvalidInstant = Readonly<{
  _tag: 'InvalidInstant';
  reason:
    | 'not a string'
    | 'not RFC 3339'
    | 'no offset'
    | 'no such date'
    | 'no such time'
    | 'leap second'
    | 'outside 1900-2999';
  input: string;
}>;

const grammar = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-](\d\d):(\d\d))?$/;

/**
 * Reads a time stamp with `Z` or an offset, such as `2017-03-01T09:30:00+02:00`, and writes it in UTC.
 *
 * Seconds and a fraction are optional; what is finer than a millisecond is cut off. A local time without offset is
 * refused, because it is a different moment in each zone; so are numbers, days that do not exist, second 60 and years
 * outside 1900-2999.
 * @see https://www.rfc-editor.org/rfc/rfc3339
 */
export const instant = (input: unknown): E.Either<InvalidInstant, Instant> => {
  if (typeof input !== 'string') return refuse('not a string', input);
  const match = input.length > 40 ? null : grammar.exec(input);
  if (match === null) return refuse('not RFC 3339', input);
  const [, date = '', hour, minute, second = '00', fraction = '', offset, offsetHour = '0', offsetMinute = '0'] = match;
  if (!exists(date)) return refuse('no such date', input);
  if (offset === undefined) return refuse('no offset', input);
  if (second === '60') return refuse('leap second', input);
  if (!isTime(hour, minute, second) || !isTime(offsetHour, offsetMinute, '0')) return refuse('no such time', input);
  const ms = fraction.slice(0, 3).padEnd(3, '0');
  const text = new Date(`${date}T${hour}:${minute}:${second}.${ms}${offset}`).toISOString();
  return isInWindow(text) && isCanonical(text) ? E.right(text) : refuse('outside 1900-2999', input);
};

/** The instant this many milliseconds after 1970 in UTC. @throws RangeError when that is not a year of four digits */
export const instantAt = (epochMs: number): Instant => {
  const text = new Date(epochMs).toISOString();
  if (!isCanonical(text)) throw new RangeError('The instant would leave the years 0-9999.');
  return text;
};

/** Milliseconds after 1970 in UTC. */
export const epochMsOf = (at: Instant): number => Date.parse(at);

const refuse = (reason: InvalidInstant['reason'], input: unknown): E.Either<InvalidInstant, never> =>
  E.left({ _tag: 'InvalidInstant', reason, input: printable(input) });

const isTime = (hour: unknown, minute: unknown, second: unknown): boolean =>
  Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;

const isCanonical = (text: string): text is Instant => text.length === 24;

const isInstant = (input: unknown): input is Instant => {
  const read = instant(input);
  return E.isRight(read) && read.right === input;
};

/** {@link Instant} at a boundary: any form that {@link instant} reads, written in UTC. */
export const InstantCodec: t.Type<Instant, string> = new t.Type<Instant, string>(
  'Instant',
  isInstant,
  (input, context) => {
    const read = instant(input);
    return E.isRight(read) ? read : t.failure(input, context, read.left.reason);
  },
  String,
);

import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { printable } from './printable.ts';

interface TimeZoneBrand {
  readonly TimeZone: unique symbol;
}

/** A time zone of the IANA database, such as `Europe/Paris`, or `UTC`. */
export type TimeZone = string & TimeZoneBrand;

/** Not a zone this runtime knows by that name. `input` is shortened and printable. */
export type UnknownTimeZone = Readonly<{ _tag: 'UnknownTimeZone'; input: string }>;

/**
 * The zone with this name. An offset such as `+02:00` is refused: it does not say when clocks change. So is another
 * spelling than the database's, such as `europe/paris`.
 * @see https://www.iana.org/time-zones
 */
export const timeZone = (input: unknown): E.Either<UnknownTimeZone, TimeZone> =>
  isTimeZone(input) ? E.right(input) : E.left({ _tag: 'UnknownTimeZone', input: printable(input) });

const isTimeZone = (input: unknown): input is TimeZone => {
  if (typeof input !== 'string' || input.length > 40) return false;
  if (!/^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*){0,2}$/.test(input)) return false;
  const known = knownName(input);
  return known !== undefined && (known === input || known.toLowerCase() !== input.toLowerCase());
};

/** The runtime's name for the zone: itself, or what it is an alias of. */
const knownName = (name: string): string | undefined => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

/** {@link TimeZone} at a boundary. */
export const TimeZoneCodec: t.Type<TimeZone, string> = new t.Type<TimeZone, string>(
  'TimeZone',
  isTimeZone,
  (input, context) => (isTimeZone(input) ? t.success(input) : t.failure(input, context, 'unknown time zone')),
  String,
);

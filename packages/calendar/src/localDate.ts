import { utc } from '@date-fns/utc/utc';
import { formatISO } from 'date-fns/formatISO';
import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { printable } from './printable.ts';
import { remembering } from './remembering.ts';

interface LocalDateBrand {
  readonly LocalDate: unique symbol;
}

/** A calendar day without a time zone, `YYYY-MM-DD`. Sorts as text. */
export type LocalDate = string & LocalDateBrand;

/** Not a day that a business can have a record of. `input` is shortened and printable. */
export type InvalidDate = Readonly<{
  _tag: 'InvalidDate';
  reason:
    | 'not a string'
    | 'not YYYY-MM-DD'
    | 'not in the format'
    | 'unsupported format'
    | 'no such date'
    | 'outside 1900-2999';
  input: string;
}>;

/**
 * Reads `YYYY-MM-DD`. 30 February is refused, not moved to March; so is a year outside 1900-2999, which is more often
 * a wrong unit or a typing error than a business date.
 */
export const localDate = (input: unknown): E.Either<InvalidDate, LocalDate> => {
  const reason = objection(input);
  return reason === undefined && isLocalDate(input) ? E.right(input) : invalidDate(reason ?? 'not YYYY-MM-DD', input);
};

/** The refusal as a `Left`. */
export const invalidDate = (reason: InvalidDate['reason'], input: unknown): E.Either<InvalidDate, never> =>
  E.left({ _tag: 'InvalidDate', reason, input: printable(input) });

const isLocalDate = (input: unknown): input is LocalDate => objection(input) === undefined;

const objection = (input: unknown): InvalidDate['reason'] | undefined => {
  if (typeof input !== 'string') return 'not a string';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input)) return 'not YYYY-MM-DD';
  if (!exists(input)) return 'no such date';
  return isInWindow(input) ? undefined : 'outside 1900-2999';
};

/** Whether the calendar has this day, `YYYY-MM-DD`. */
export const exists = remembering(10_000, (day: string): boolean => isValid(parseISO(day, { in: utc })));

/** Whether a text that begins with its year is in the years that input may have. */
export const isInWindow = (text: string): boolean => text >= '1900' && text < '3000';

/** The date of a `utc` day of date-fns. @throws RangeError as {@link datePartOf} does */
export const localDateOf = (day: Date): LocalDate => datePartOf(formatISO(day, { representation: 'date' }));

/** The date that an ISO 8601 text begins with. @throws RangeError outside the years 1000-9999: it would not sort */
export const datePartOf = (text: string): LocalDate => {
  const date = text.slice(0, 10);
  if (!hasFourDigitYear(date)) throw new RangeError('The date would leave the years 1000-9999.');
  return date;
};

const hasFourDigitYear = (date: string): date is LocalDate => /^[1-9]\d{3}-/.test(date);

/** {@link LocalDate} at a boundary. */
export const LocalDateCodec: t.Type<LocalDate, string> = new t.Type<LocalDate, string>(
  'LocalDate',
  isLocalDate,
  (input, context) => (isLocalDate(input) ? t.success(input) : t.failure(input, context, objection(input))),
  String,
);

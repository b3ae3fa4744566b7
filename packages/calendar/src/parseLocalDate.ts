import { utc } from '@date-fns/utc/utc';
import { formatISO } from 'date-fns/formatISO';
import { isValid } from 'date-fns/isValid';
import { enUS } from 'date-fns/locale/en-US';
import { parse } from 'date-fns/parse';
import * as E from 'fp-ts/lib/Either.js';
import { invalidDate, localDate, type InvalidDate, type LocalDate } from './localDate.ts';
import { remembering } from './remembering.ts';

/**
 * Reads a day as another system writes it, such as `1/31/2017` with the format `M/d/yyyy`.
 *
 * The format has the tokens of date-fns for a year of four digits (`yyyy`), a month (`M`, `MM`, or the English `MMM`,
 * `MMMM`) and a day (`d`, `dd`), each once; other letters stand in quotes. A year of two digits would be a guess and
 * is refused. Nothing rolls over and nothing is left out or left over; a leading zero more or less is fine.
 * @see https://date-fns.org/docs/parse
 */
export const parseLocalDate = (text: string, format: string): E.Either<InvalidDate, LocalDate> => {
  if (format.length > 40 || !isWholeDate(format)) return invalidDate('unsupported format', format);
  // date-fns would overlook a space at the end and other scripts' letters.
  if (text.length > 40 || text.trim() !== text || !/^[ -~]*$/.test(text)) return invalidDate('not in the format', text);
  return read(text, format);
};

/** A file has many rows and few days. */
const read = remembering(10_000, (text: string, format: string): E.Either<InvalidDate, LocalDate> => {
  const day = parse(text, format, utc(0), { locale: enUS });
  if (!isValid(day)) return invalidDate('not in the format', text);
  const date = localDate(formatISO(day, { representation: 'date' }));
  return E.isRight(date) ? date : invalidDate('outside 1900-2999', text);
});

const isWholeDate = remembering(100, (format: string): boolean => {
  const tokens = format.replaceAll(/'[^']*'/g, '').match(/([A-Za-z])\1*|'/g) ?? [];
  return /^(M|MM|MMM|MMMM) (d|dd) yyyy$/.test(tokens.toSorted().join(' '));
});

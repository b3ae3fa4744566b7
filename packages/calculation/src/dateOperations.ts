import { addMonths, daysBetween, localDate, monthsBetween, type LocalDate } from '@commission-ledger/calendar';
import { exactOf, type Exact } from '@commission-ledger/money';
import * as E from 'fp-ts/lib/Either.js';
import { fault, type Fault } from './fault.ts';
import { ratioOf, text, type Value } from './value.ts';

type Result = E.Either<Fault, Value>;

/** Whole months from one local date to another: the most that can be added to the first without passing the second; 0 backwards. */
export const wholeMonths = (args: readonly Value[]): Result => between(args, monthsBetween);

/** Calendar days from one local date to another; negative backwards. */
export const calendarDays = (args: readonly Value[]): Result => between(args, daysBetween);

/** A local date so many whole months later. A day that the month does not have becomes its last. */
export const monthsLater = ([from, months, ...more]: readonly Value[]): Result => {
  const date = dateIn(from);
  if (date === undefined || months?._tag !== 'ratio' || more.length > 0) return fault('a local date and a number');
  const count = wholeIn(months.ratio);
  if (count === undefined) return fault(`a whole number of months from 0 to ${maxMonths}`);
  const later = localDate(addMonths(date, count));
  return E.isLeft(later) ? fault('dates from 1900-01-01 to 2999-12-31') : E.right(text(later.right));
};

/** From the first month of 1900 to the last of 2999. */
const maxMonths = 13_199;

const between = ([from, to, ...more]: readonly Value[], count: (from: LocalDate, to: LocalDate) => number): Result => {
  const [first, last] = [dateIn(from), dateIn(to)];
  if (first === undefined || last === undefined || more.length > 0) return fault('two local dates');
  return E.right(ratioOf(exactOf(BigInt(count(first, last)))));
};

const dateIn = (value: Value | undefined): LocalDate | undefined => {
  const read = value?._tag === 'text' ? localDate(value.text) : undefined;
  return read === undefined || E.isLeft(read) ? undefined : read.right;
};

const wholeIn = ({ num, den }: Exact): number | undefined => {
  if (!den.equals(1) || !num.isInteger()) return undefined;
  const count = num.toNumber();
  return count >= 0 && count <= maxMonths ? count : undefined;
};

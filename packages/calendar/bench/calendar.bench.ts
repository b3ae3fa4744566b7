import * as E from 'fp-ts/lib/Either.js';
import { Bench } from 'tinybench';
import {
  addDays,
  addMonths,
  adjust,
  dateOf,
  instant,
  instantAt,
  instantsOf,
  localDate,
  nextRecordedAt,
  parseLocalDate,
  periodOf,
  timeZone,
  type BusinessCalendar,
} from '../src/index.ts';

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

// Three years of moments, as a year of deals and their payments have.
const moments = Array.from({ length: 1024 }, (_, index) => instantAt(Date.UTC(2024, 0, 1) + index * 92_400_000));
const first = right(localDate('2024-01-01'));
const dates = moments.map((moment) => right(localDate(moment.slice(0, 10))));
const [utc, paris] = [right(timeZone('UTC')), right(timeZone('Europe/Paris'))];
const business: BusinessCalendar = { weekend: [6, 7], holidays: dates.slice(0, 40) };

let turn = 0;
const next = (): number => (turn = (turn + 1) % 1024);
const moment = () => moments[next()] ?? instantAt(0);
const date = () => dates[next()] ?? first;

const bench = new Bench({ time: 300 })
  .add('read an instant', () => instant(moment()))
  .add('date of a moment in UTC', () => dateOf(moment(), utc))
  .add('date of a moment in Paris', () => dateOf(moment(), paris))
  .add('add days', () => addDays(date(), 30))
  .add('add months', () => addMonths(date(), 1))
  .add('quarter of a date', () => periodOf(date(), 'quarter'))
  .add('week of a date', () => periodOf(date(), 'week'))
  .add('moments of a month in Paris', () => instantsOf(periodOf(date(), 'month'), paris))
  .add('move to a business day', () => adjust(date(), 'modified-following', business))
  .add('read a date of a CSV file', () => parseLocalDate(date(), 'yyyy-MM-dd'))
  .add('next recorded time', () => nextRecordedAt(1_800_000_000_000, undefined));

await bench.run();
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    'a second': 'throughput' in result ? Math.round(result.throughput.mean).toLocaleString('en') : result.state,
  })),
);

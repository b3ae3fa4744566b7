import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import {
  addDays,
  instant,
  instantAt,
  localDate,
  timeZone,
  type Instant,
  type LocalDate,
  type TimeZone,
} from '../src/index.ts';

/** The value of an `Either` that a test knows to be right. */
export const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** The refusal that a test expects. */
export const left = <L>(either: E.Either<L, unknown>): L => {
  if (E.isRight(either)) throw new Error('Nothing was refused.');
  return either.left;
};

export const day = (text: string): LocalDate => right(localDate(text));
export const at = (text: string): Instant => right(instant(text));
export const zone = (text: string): TimeZone => right(timeZone(text));

/** A day from 1904 to 2095, often next to the end of a month. */
export const someDate = fc.oneof(
  fc.integer({ min: 0, max: 70_000 }).map((days) => addDays(day('1904-01-01'), days)),
  fc
    .tuple(fc.integer({ min: 1904, max: 2095 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -3, max: 2 }))
    .map(([year, month, days]) => addDays(day(`${year}-${String(month).padStart(2, '0')}-01`), days)),
);

/** Half hours, three quarters, both edges of the date line, clock changes at midnight, offsets with seconds. */
export const zones = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Toronto',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Kwajalein',
].map(zone);

export const someZone = fc.constantFrom(...zones);

/** A moment from 1905 to 2095. */
export const someInstant = fc.integer({ min: -2_050_000_000_000, max: 3_950_000_000_000 }).map(instantAt);

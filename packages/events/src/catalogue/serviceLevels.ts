import * as t from 'io-ts';
import { PlainText } from './vocabulary.ts';

/** A wall time of the program's zone, `09:30`; `24:00` only ends a day. */
export const WallTime = new t.Type<string, string>(
  'WallTime',
  (input): input is string => isWallTime(input),
  (input, context) =>
    isWallTime(input)
      ? t.success(input)
      : t.failure(input, context, 'must be a time of day, HH:MM from 00:00 to 24:00'),
  t.identity,
);

const isWallTime = (input: unknown): input is string =>
  typeof input === 'string' && /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(input);

/** Business hours, a whole number of them from 1 to 10,000. */
export const Hours = new t.Type<number, number>(
  'Hours',
  (input): input is number => isHours(input),
  (input, context) =>
    isHours(input) ? t.success(input) : t.failure(input, context, 'must be a whole number of hours, 1 to 10,000'),
  t.identity,
);

const isHours = (input: unknown): input is number =>
  typeof input === 'number' && Number.isSafeInteger(input) && input >= 1 && input <= 10_000;

/** What a stage of the sale is called, and how long a lead may stay in it. */
const StageLevel = t.readonly(t.strict({ stage: PlainText, hours: Hours }));

/**
 * How soon the program deals with things, in business hours: those between `opens` and `closes` on business days of its
 * calendar. A clock that is absent is not promised.
 */
export const ServiceLevels = t.readonly(
  t.intersection([
    t.type({ hours: t.readonly(t.strict({ opens: WallTime, closes: WallTime })) }),
    t.partial({
      /** `acknowledge`: until a lead is accepted, rejected or told to be a duplicate; `stages`: until it leaves a stage. */
      leads: t.readonly(t.partial({ acknowledge: Hours, stages: t.readonlyArray(StageLevel) })),
      /** Until an inquiry of each kind has its first answer, and until it is resolved. */
      inquiries: t.readonly(t.partial({ answer: Hours, resolve: Hours })),
    }),
  ]),
);

/** Those promises. */
export type ServiceLevels = t.TypeOf<typeof ServiceLevels>;

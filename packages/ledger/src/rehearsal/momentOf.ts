import {
  type Instant,
  type TimeZone,
  dateOf,
  epochMsOf,
  instant,
  instantAt,
  localDate,
  startOfDay,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { LedgerFailure } from '../failure.ts';

type Read = E.Either<LedgerFailure, Instant>;

/** An instant, or the first moment of a local date. */
export const momentOn = (told: string, zone: TimeZone): Read => {
  const date = localDate(told);
  if (E.isRight(date)) return E.right(startOfDay(date.right, zone));
  const at = instant(told);
  return E.isRight(at) ? at : E.left(INVALID);
};

/** The same, but on a local date as long after its first moment as it was on its own. */
export const movedTo = (was: Instant, told: string, zone: TimeZone): Read => {
  const at = momentOn(told, zone);
  if (E.isLeft(at) || E.isLeft(localDate(told))) return at;
  const sinceMidnight = epochMsOf(was) - epochMsOf(startOfDay(dateOf(was, zone), zone));
  return E.right(instantAt(epochMsOf(at.right) + sinceMidnight));
};

const INVALID: LedgerFailure = {
  _tag: 'InvalidInput',
  problems: [{ path: '/occurredAt', message: 'must be an instant, or a date, YYYY-MM-DD' }],
};

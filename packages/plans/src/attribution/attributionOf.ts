import { addDays, dateOf, timeZone, type Instant, type LocalDate, type TimeZone } from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { AttributionTerms } from '../document/planDocument.ts';

/** A customer was touched: followed a partner's link, or was registered by a partner. */
export type Touch = Readonly<{
  id: string;
  partner: string;
  /** A local date, or a moment. Of dates and moments of the same day the dates come first. */
  at: LocalDate | Instant;
  kind: 'click' | 'registration';
}>;

/** A touch that is not credited, and why. */
export type RejectedTouch = Readonly<{
  touch: Touch;
  why:
    | 'after-the-win'
    /** More than `days` before the win. */
    | 'too-early'
    /** First touch: another one came before. */
    | 'not-the-first'
    /** Last touch: another one came after. */
    | 'not-the-last'
    /** Only registrations count. */
    | 'not-a-registration'
    /** The customer was locked by an earlier registration, on this day still. */
    | 'locked'
    /** It locked the customer, but not until the win. */
    | 'lock-expired';
}>;

/** Who is credited with a deal, by which touch; or that nobody is. Either way, why every other touch is not. */
export type Attributed =
  | Readonly<{
      _tag: 'credited';
      partner: string;
      touch: Touch;
      reason: 'first-touch' | 'last-touch' | 'first-registration';
      rejected: readonly RejectedTouch[];
    }>
  | Readonly<{
      _tag: 'nobody';
      reason: 'no-touches' | 'none-in-time' | 'no-registration' | 'lock-expired';
      rejected: readonly RejectedTouch[];
    }>;

/**
 * Who is credited with a deal that was won on `wonOn`, by the touches of its customer; their order does not matter.
 * Touches of the same moment are taken by id, and the smaller id wins. A day exactly `days` before the win counts, and
 * so does the day exactly `days` after a registration: the customer is still locked.
 *
 * A lock that has run out lets the next registration, of whoever it is, lock the customer anew; registering again while
 * the lock lasts does not make it longer.
 * @param zone where dates of moments are reckoned; UTC without it
 */
export const attributionOf = (
  terms: AttributionTerms,
  touches: readonly Touch[],
  wonOn: LocalDate,
  zone?: TimeZone,
): Attributed => {
  if (touches.length === 0) return { _tag: 'nobody', reason: 'no-touches', rejected: [] };
  const dated = touches.toSorted(byTime).map((touch): Dated => ({ touch, date: dateOfTouch(touch, zone) }));
  switch (terms.model) {
    case 'first-touch':
    case 'last-touch':
      return byTouch(terms.model, terms.days, dated, wonOn);
    case 'first-registration':
      return byRegistration(terms.days, dated, wonOn);
  }
};

type Dated = Readonly<{ touch: Touch; date: LocalDate }>;

const byTime = (a: Touch, b: Touch): number =>
  compareTexts(a.at, b.at) ||
  compareTexts(a.id, b.id) ||
  compareTexts(a.partner, b.partner) ||
  compareTexts(a.kind, b.kind);

const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const dateOfTouch = ({ at }: Touch, zone: TimeZone | undefined): LocalDate => {
  if (!isMoment(at)) return at;
  const inZone = zone === undefined ? timeZone('UTC') : E.right(zone);
  if (E.isLeft(inZone)) throw new TypeError('There is always UTC.');
  return dateOf(at, inZone.right);
};

const isMoment = (at: LocalDate | Instant): at is Instant => at.length > '2017-03-01'.length;

const byTouch = (
  model: 'first-touch' | 'last-touch',
  days: number,
  dated: readonly Dated[],
  wonOn: LocalDate,
): Attributed => {
  const objection = ({ date }: Dated): RejectedTouch['why'] | undefined => {
    if (date > wonOn) return 'after-the-win';
    return addDays(date, days) < wonOn ? 'too-early' : undefined;
  };
  const inTime = dated.filter((candidate) => objection(candidate) === undefined);
  const last = inTime.at(-1)?.touch.at;
  const credited = model === 'first-touch' ? inTime[0] : inTime.find(({ touch }) => touch.at === last);
  const other = model === 'first-touch' ? ('not-the-first' as const) : ('not-the-last' as const);
  const rejected = dated
    .filter((candidate) => candidate !== credited)
    .map((candidate) => ({ touch: candidate.touch, why: objection(candidate) ?? other }));
  if (credited === undefined) return { _tag: 'nobody', reason: 'none-in-time', rejected };
  return { _tag: 'credited', partner: credited.touch.partner, touch: credited.touch, reason: model, rejected };
};

const byRegistration = (days: number, dated: readonly Dated[], wonOn: LocalDate): Attributed => {
  const rejected: RejectedTouch[] = [];
  let holder: Dated | undefined;
  for (const candidate of dated) {
    const { touch, date } = candidate;
    const isLocked = holder !== undefined && date <= addDays(holder.date, days);
    if (touch.kind !== 'registration') rejected.push({ touch, why: 'not-a-registration' });
    else if (date > wonOn) rejected.push({ touch, why: 'after-the-win' });
    else if (isLocked) rejected.push({ touch, why: 'locked' });
    else {
      if (holder !== undefined) rejected.push({ touch: holder.touch, why: 'lock-expired' });
      holder = candidate;
    }
  }
  if (holder === undefined) return { _tag: 'nobody', reason: 'no-registration', rejected };
  const { touch, date } = holder;
  if (wonOn > addDays(date, days)) {
    return { _tag: 'nobody', reason: 'lock-expired', rejected: [...rejected, { touch, why: 'lock-expired' }] };
  }
  return { _tag: 'credited', partner: touch.partner, touch, reason: 'first-registration', rejected };
};

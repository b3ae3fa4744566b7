import { addBusinessHours, businessMinutesBetween, type BusinessTime, type Instant } from '@commission-ledger/calendar';

/** How a promise stands that runs in business hours. */
export type ClockReading = Readonly<{
  since: Instant;
  /** When the clock runs out. What happens at that very moment is in time. */
  due: Instant;
  /** When it was stopped; `null` while it runs. */
  stopped: Instant | null;
  /** `breached`: stopped after it was due, or past due and still running. */
  status: 'running' | 'met' | 'breached';
  /**
   * By how many whole business minutes it is breached: 0 from closing time until the next opening, and for what is
   * not.
   */
  lateByMinutes: number;
}>;

/** A clock that began `since` and has so many business hours, stopped at `end` if it was, as it is seen at `now`. */
export const clockReading = (
  since: Instant,
  hours: number,
  end: Instant | undefined,
  now: Instant,
  time: BusinessTime,
): ClockReading => {
  const due = addBusinessHours(since, hours, time);
  const seen = end ?? now;
  const isLate = seen > due;
  return {
    since,
    due,
    stopped: end ?? null,
    status: isLate ? 'breached' : end === undefined ? 'running' : 'met',
    lateByMinutes: isLate ? Math.floor(businessMinutesBetween(due, seen, time)) : 0,
  };
};

import { type LocalDate, addDays } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import type { FxState } from './fxDecider.ts';

/** A rate that is older than a week says nothing about today. */
const OLDEST_RATE_IN_DAYS = 7;

/** The latest rate told for the date or for one of the seven days before it, if any. */
export const rateOn = (rates: FxState, date: LocalDate): RecordedEvent<'FxRateRecorded'> | undefined => {
  for (let daysAgo = 0; daysAgo <= OLDEST_RATE_IN_DAYS; daysAgo += 1) {
    const told = rates.get(addDays(date, -daysAgo));
    if (told !== undefined) return told;
  }
  return undefined;
};

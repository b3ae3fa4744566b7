import { tzOffset } from '@date-fns/tz/tzOffset';
import { addMilliseconds } from 'date-fns/addMilliseconds';
import { millisecondsInHour } from 'date-fns/constants';
import type { TimeZone } from './timeZone.ts';

/** What clocks in the zone show at that moment, written as if they stood in UTC. */
export const wallClock = (moment: Date, zone: TimeZone): Date => addMilliseconds(moment, offsetAt(moment, zone));

/** How many milliseconds the zone's clocks are ahead of UTC at that moment. */
export const offsetAt = (moment: Date, zone: TimeZone): number => {
  if (zone === 'UTC') return 0;
  const offset = Math.round(tzOffset(zone, moment) * 60) * 1000;
  const isDoubtful = offset > 0 && offset < millisecondsInHour;
  return isDoubtful && isBehindUtc(moment, zone) ? -offset : offset;
};

/**
 * `tzOffset` takes the sign from the hours, and -00 has none: Liberia's -00:44:30 until 1972 becomes +00:44:30, and so
 * it is with Dublin until 1916, Lisbon until 1912 and others. So the sign of such an offset is read again.
 */
const isBehindUtc = (moment: Date, zone: TimeZone): boolean =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).format(moment).includes('GMT-');

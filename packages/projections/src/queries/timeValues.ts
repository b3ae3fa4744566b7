import {
  type BusinessCalendar,
  BusinessCalendarCodec,
  type Instant,
  InstantCodec,
  type TimeZone,
  timeZone,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';

/** A time zone as a document writes it. It came from an event, so it exists; anything else is a defect. */
export const zoneIn = (text: string): TimeZone => {
  const read = timeZone(text);
  if (E.isLeft(read)) throw new Error(`A read model has the time zone ${text}. Rebuild the projections.`);
  return read.right;
};

/** An instant as a document writes it. */
export const instantIn = (text: string): Instant => {
  const read = InstantCodec.decode(text);
  if (E.isLeft(read)) throw new Error(`A read model has the instant ${text}. Rebuild the projections.`);
  return read.right;
};

/** The business calendar of a program's document. It came from an event, so it has business days; anything else is a defect. */
export const calendarIn = (record: unknown): BusinessCalendar => {
  const read = BusinessCalendarCodec.decode(record);
  if (E.isLeft(read)) throw new Error('A read model has a calendar that is none. Rebuild the projections.');
  return read.right;
};

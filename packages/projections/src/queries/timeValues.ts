import {
  type BusinessCalendar,
  BusinessCalendarCodec,
  type Instant,
  InstantCodec,
  type TimeZone,
  timeZone,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import { damagedReadModel } from '../damagedReadModel.ts';
import { shortly } from './documentValues.ts';

/** A time zone as a document writes it. */
export const zoneIn = (text: string): TimeZone => {
  const read = timeZone(text);
  if (E.isLeft(read)) throw damagedReadModel(`it has the time zone ${shortly(text)}`);
  return read.right;
};

/** An instant as a document writes it. */
export const instantIn = (text: string): Instant => {
  const read = InstantCodec.decode(text);
  if (E.isLeft(read)) throw damagedReadModel(`it has the instant ${shortly(text)}`);
  return read.right;
};

/** The business calendar of a program's document. */
export const calendarIn = (record: unknown): BusinessCalendar => {
  const read = BusinessCalendarCodec.decode(record);
  if (E.isLeft(read)) throw damagedReadModel('it has a calendar that is none');
  return read.right;
};

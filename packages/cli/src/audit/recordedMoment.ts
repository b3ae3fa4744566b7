import {
  epochMsOf,
  instant,
  type Instant,
  type LocalDate,
  localDate,
  type RecordedInstant,
  RecordedInstantCodec,
  startOfDay,
  type TimeZone,
} from '@commission-ledger/calendar';
import { endOfDay, recordedForm } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';

/** A day or a moment that somebody typed, as the day and the moment of recording that are meant. */
export type RecordedMoment = Readonly<{ at: RecordedInstant; day: LocalDate | undefined }>;

/** Which moment of a day is meant, and in which time zone; the zone is asked for only where it matters. */
export type OfDay = Readonly<{ moment: 'first' | 'last'; zone: () => Promise<TimeZone> }>;

/** A moment, or the first or last one of a day in a time zone, as recordings have it; `undefined` for anything else. */
export const recordedMoment = async (asked: string, { moment, zone }: OfDay): Promise<RecordedMoment | undefined> => {
  if (RecordedInstantCodec.is(asked)) return { at: asked, day: undefined };
  const date = localDate(asked);
  const day = E.isRight(date) ? date.right : undefined;
  const typed = instant(asked);
  if (day === undefined) return E.isRight(typed) ? at(recordedForm(typed.right), undefined) : undefined;
  return moment === 'first'
    ? at(recordedForm(startOfDay(day, await zone())), day)
    : at(lastBefore(endOfDay(day, await zone())), day);
};

/** The same, refused with a sentence where it is neither. */
export const recordedMomentOr = async (asked: string, ofDay: OfDay): Promise<RecordedMoment> => {
  const found = await recordedMoment(asked, ofDay);
  if (found !== undefined) return found;
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is neither a day nor a moment. Give YYYY-MM-DD, or such as 2017-06-30T18:00:00Z.`,
    exitCode.usage,
  );
};

const at = (text: string, day: LocalDate | undefined): RecordedMoment | undefined => {
  const read = RecordedInstantCodec.decode(text);
  return E.isRight(read) ? { at: read.right, day } : undefined;
};

const lastBefore = (end: Instant): string => `${new Date(epochMsOf(end) - 1).toISOString().slice(0, -1)}999Z`;

/** A moment for people, in UTC and without more digits than it needs: `2026-03-29 14:05 UTC`. */
export const utcMoment = (moment: string): string => {
  const [date = '', time = ''] = moment.replace('Z', '').split('T');
  return `${date} ${time.replace(/\.\d+$/, '').replace(/^(\d\d:\d\d):00$/, '$1')} UTC`;
};

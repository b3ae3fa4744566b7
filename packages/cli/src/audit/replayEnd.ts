import type { ReplayEnd } from '@commission-ledger/audit';
import type { LocalDate } from '@commission-ledger/calendar';
import { CommandFailed, exitCode } from '../exitCode.ts';
import { shownSafely } from '../table.ts';
import { type OfDay, recordedMoment } from './recordedMoment.ts';

const EVENT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place in the history, and the day that was typed, if one was. */
export type AskedEnd = Readonly<{ end: ReplayEnd; day: LocalDate | undefined }>;

/**
 * A place in the history as somebody typed it: the number of an event as replay shows it, the id of an event, a moment, or a
 * day, of which the first or the last moment is meant.
 */
export const replayEnd = async (asked: string, ofDay: OfDay): Promise<AskedEnd> => {
  if (/^[1-9]\d{0,14}$/.test(asked)) return { end: { number: Number(asked) }, day: undefined };
  if (EVENT_ID.test(asked)) return { end: { event: asked }, day: undefined };
  const moment = await recordedMoment(asked, ofDay);
  if (moment !== undefined) return { end: { known: moment.at }, day: moment.day };
  throw new CommandFailed(
    `'${shownSafely(asked.slice(0, 40))}' is no place in a history. Give a day such as 2017-06-30, a moment such as 2017-06-30T18:00:00Z, the number of an event from 1 on, or the id of an event.`,
    exitCode.usage,
  );
};

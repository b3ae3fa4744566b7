import {
  addBusinessHours,
  BusinessCalendarCodec,
  businessMinutesBetween,
  type BusinessTime,
  type Instant,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { InquiryDocument, InquiryMessage } from '../models/inquiries.ts';
import type { ProgramDocument } from '../models/programs.ts';
import { instantIn, zoneIn } from './timeValues.ts';

/** How long the program has for something, in business hours: the first answer to an inquiry, or its resolution. */
export type InquiryClock = Readonly<{
  what: 'answer' | 'resolve';
  since: Instant;
  due: Instant;
  /** When it stopped; `null` while it runs. */
  stoppedAt: Instant | null;
  /** `running` up to and including `due`; it then is `breached`, also if it stopped later. */
  state: 'running' | 'met' | 'breached';
  /** By how many business minutes it is late: when it stopped, or now. */
  lateMinutes: number;
}>;

/**
 * The clocks of an inquiry, those of its latest opening: each promise of the program begins again when an inquiry is
 * reopened. None where the program promises nothing.
 */
export const inquiryClocks = (
  { thread }: InquiryDocument,
  program: ProgramDocument | undefined,
  now: Instant,
): readonly InquiryClock[] => {
  const levels = program?.serviceLevels;
  const begun = thread.findLastIndex(({ kind }) => kind === 'opened' || kind === 'reopened');
  const opening = thread[begun];
  if (program === undefined || levels == null || opening === undefined) return [];
  const time = { zone: zoneIn(program.timeZone), calendar: calendarOf(program), hours: levels.hours };
  const replies = thread.slice(begun + 1);
  const clock = (what: InquiryClock['what'], hours: number | undefined, stops: readonly InquiryMessage['kind'][]) => {
    if (hours === undefined) return [];
    const stop = replies.find(({ kind }) => stops.includes(kind));
    return [clockOf({ what, hours, since: instantIn(opening.occurredAt), stop, now }, time)];
  };
  const { answer, resolve } = levels.inquiries ?? {};
  return [...clock('answer', answer, ['answered', 'resolved']), ...clock('resolve', resolve, ['resolved'])];
};

type Run = Readonly<{
  what: InquiryClock['what'];
  hours: number;
  since: Instant;
  stop: InquiryMessage | undefined;
  now: Instant;
}>;

const clockOf = ({ what, hours, since, stop, now }: Run, time: BusinessTime): InquiryClock => {
  const due = addBusinessHours(since, hours, time);
  const stoppedAt = stop === undefined ? null : instantIn(stop.occurredAt);
  const end = stoppedAt ?? now;
  const isLate = end > due;
  const lateMinutes = isLate ? Math.floor(businessMinutesBetween(due, end, time)) : 0;
  const onTime = stoppedAt === null ? 'running' : 'met';
  return { what, since, due, stoppedAt, state: isLate ? 'breached' : onTime, lateMinutes };
};

const calendarOf = ({ businessCalendar }: ProgramDocument): BusinessTime['calendar'] => {
  const read = BusinessCalendarCodec.decode(businessCalendar);
  if (E.isLeft(read)) throw new Error('A read model has no business days. Rebuild the projections.');
  return read.right;
};

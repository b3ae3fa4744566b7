import type { Instant } from '@commission-ledger/calendar';
import type { InquiryDocument, InquiryMessage } from '../models/inquiries.ts';
import type { ProgramDocument } from '../models/programs.ts';
import { businessTimeOf } from './businessTimeOf.ts';
import { type ClockReading, clockReading } from './clockReading.ts';
import { instantIn } from './timeValues.ts';

/** How long the program has for something, in business hours: the first answer to an inquiry, or its resolution. */
export type InquiryClock = ClockReading & Readonly<{ what: 'answer' | 'resolve' }>;

/**
 * The clocks of an inquiry, those of its latest opening: each promise of the program begins again when an inquiry is
 * reopened. None where the program promises nothing.
 */
export const inquiryClocks = (
  { thread }: InquiryDocument,
  program: ProgramDocument | undefined,
  now: Instant,
): readonly InquiryClock[] => {
  const time = program && businessTimeOf(program);
  const begun = thread.findLastIndex(({ kind }) => kind === 'opened' || kind === 'reopened');
  const opening = thread[begun];
  if (time === undefined || opening === undefined) return [];
  const since = instantIn(opening.occurredAt);
  const replies = thread.slice(begun + 1);
  const clock = (
    what: InquiryClock['what'],
    hours: number | undefined,
    stops: readonly InquiryMessage['kind'][],
  ): readonly InquiryClock[] => {
    if (hours === undefined) return [];
    const stop = replies.find(({ kind }) => stops.includes(kind));
    return [{ what, ...clockReading(since, hours, stop && instantIn(stop.occurredAt), now, time) }];
  };
  const { answer, resolve } = program?.serviceLevels?.inquiries ?? {};
  return [...clock('answer', answer, ['answered', 'resolved']), ...clock('resolve', resolve, ['resolved'])];
};

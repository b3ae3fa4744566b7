import type { BusinessTime } from '@commission-ledger/calendar';
import type { ProgramDocument } from '../models/programs.ts';
import { calendarIn, zoneIn } from './timeValues.ts';

/** When business time passes in a program; `undefined` where it promises nothing in business hours. */
export const businessTimeOf = (program: ProgramDocument): BusinessTime | undefined => {
  const known = times.get(program);
  if (known !== undefined || program.serviceLevels === undefined) return known;
  const { hours } = program.serviceLevels;
  const time = { zone: zoneIn(program.timeZone), calendar: calendarIn(program.businessCalendar), hours };
  times.set(program, time);
  return time;
};

/** Thousands of clocks go by one program; what is found out about its days is remembered with its business time. */
const times = new WeakMap<ProgramDocument, BusinessTime>();

import { type Period, startOfDay } from '@commission-ledger/calendar';
import type { ProgramDocument } from '../../models/programs.ts';
import { businessTimeOf } from '../businessTimeOf.ts';
import { zoneIn } from '../timeValues.ts';
import { leadFigures, type LeadFigures, type ProgramTime } from './leadFigures.ts';
import { moneyFigures, type MoneyFigures } from './moneyFigures.ts';
import type { PartnerRecord, Stretch } from './recordOf.ts';

/** Days from `start` up to but without `end`, in the program's zone: a period of the calendar is one. */
export type Days = Pick<Period, 'start' | 'end'>;

/**
 * What a partner achieved in a time. Leads count in the time in which they were submitted, with what has become of them
 * until now; deals in the time in which they were won, for each partner credited with a share, as amended last;
 * earnings in the time in which they came about.
 */
export type Figures = Readonly<{
  leads: LeadFigures;
  /** Deals won, and how many of them were cancelled since. */
  deals: Readonly<{ won: number; cancelled: number }>;
  money: readonly MoneyFigures[];
}>;

/** The figures of a record. */
export const figuresOf = ({ leads, deals, earned }: PartnerRecord, time: ProgramTime): Figures => ({
  leads: leadFigures(leads, time),
  deals: { won: deals.length, cancelled: deals.filter(({ cancelled }) => cancelled).length },
  money: moneyFigures(deals, earned, leads.length),
});

/** How a program counts time. */
export const timeOf = (program: ProgramDocument): ProgramTime => ({
  zone: zoneIn(program.timeZone),
  business: businessTimeOf(program),
});

/** The moments of the days. */
export const stretchOf = ({ start, end }: Days, { zone }: ProgramTime): Stretch => ({
  from: startOfDay(start, zone),
  to: startOfDay(end, zone),
});

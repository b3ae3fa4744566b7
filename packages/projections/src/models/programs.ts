import { BusinessCalendarCodec, type BusinessCalendarRecord } from '@commission-ledger/calendar';
import { CannotApply, type Projection } from '../projection.ts';

/** A program as it is now. */
export type ProgramDocument = Readonly<{
  program: string;
  name: string;
  timeZone: string;
  currencies: readonly string[];
  businessCalendar: BusinessCalendarRecord;
  approval: 'two-person' | 'none';
  destinations: 'required' | 'kept-by-host';
}>;

/** One document for each program. */
export const programs: Projection<ProgramDocument> = {
  name: 'programs',
  version: 1,
  keysOf: (event) => (event.type === 'ProgramOpened' || event.type === 'ProgramChanged' ? [event.data.program] : []),
  evolve: (document, event) => {
    if (event.type === 'ProgramOpened') {
      if (document !== undefined) throw new CannotApply(`Program ${event.data.program} was opened before.`);
      const { occurredAt: _, businessCalendar, ...settings } = event.data;
      return { ...settings, businessCalendar: BusinessCalendarCodec.encode(businessCalendar) };
    }
    if (event.type !== 'ProgramChanged') return document;
    if (document === undefined) throw new CannotApply(`Program ${event.data.program} was never opened.`);
    const { name, businessCalendar, approval, destinations } = event.data;
    return {
      ...document,
      name: name ?? document.name,
      businessCalendar: businessCalendar ? BusinessCalendarCodec.encode(businessCalendar) : document.businessCalendar,
      approval: approval ?? document.approval,
      destinations: destinations ?? document.destinations,
    };
  },
};

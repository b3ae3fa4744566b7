import { BusinessCalendarCodec, type BusinessCalendarRecord } from '@commission-ledger/calendar';
import type { ServiceLevels } from '@commission-ledger/events';
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
  /** For so long nothing is paid after a change of the payout destination; absent where nothing waits for that. */
  destinationCoolOff?: Readonly<{ days: number }>;
  /** How soon leads and inquiries are dealt with, in business hours; absent where nothing is promised. */
  serviceLevels?: ServiceLevels;
  /** For so long a customer is the partner's who brought it; absent where that is for ever. */
  leadProtection?: Readonly<{ days: number }>;
  /** After so long a silent lead may expire; absent where none does. */
  leadExpiry?: Readonly<{ days: number }>;
}>;

/** One document for each program. */
export const programs: Projection<ProgramDocument> = {
  name: 'programs',
  version: 2,
  keysOf: (event) => (event.type === 'ProgramOpened' || event.type === 'ProgramChanged' ? [event.data.program] : []),
  evolve: (document, event) => {
    if (event.type === 'ProgramOpened') {
      if (document !== undefined) throw new CannotApply(`Program ${event.data.program} was opened before.`);
      const { occurredAt: _, businessCalendar, ...settings } = event.data;
      return { ...settings, businessCalendar: BusinessCalendarCodec.encode(businessCalendar) };
    }
    if (event.type !== 'ProgramChanged') return document;
    if (document === undefined) throw new CannotApply(`Program ${event.data.program} was never opened.`);
    const { name, businessCalendar, approval, destinations, destinationCoolOff } = event.data;
    const { serviceLevels, leadProtection, leadExpiry } = event.data;
    return {
      ...document,
      name: name ?? document.name,
      businessCalendar: businessCalendar ? BusinessCalendarCodec.encode(businessCalendar) : document.businessCalendar,
      approval: approval ?? document.approval,
      destinations: destinations ?? document.destinations,
      ...(destinationCoolOff === undefined ? {} : { destinationCoolOff }),
      ...(serviceLevels === undefined ? {} : { serviceLevels }),
      ...(leadProtection === undefined ? {} : { leadProtection }),
      ...(leadExpiry === undefined ? {} : { leadExpiry }),
    };
  },
};

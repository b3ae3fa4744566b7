import { BusinessCalendarCodec, TimeZoneCodec } from '@commission-ledger/calendar';
import { CurrencyCodeJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { ServiceLevels } from './serviceLevels.ts';
import { PlainText, Whole, happened } from './vocabulary.ts';

/** `two-person`: a payout run is prepared by one person and approved by another. */
export const Approval = t.union([t.literal('two-person'), t.literal('none')]);

/** Whether a payout waits until the ledger knows where to pay, or the host keeps that to itself. */
export const Destinations = t.union([t.literal('required'), t.literal('kept-by-host')]);

/** So many days, reckoned in local dates of the program. */
const Days = t.readonly(t.strict({ days: Whole }));

/** What a program may promise and protect; what is absent is not promised. */
const promises = t.partial({
  /** How soon leads and inquiries are dealt with. */
  serviceLevels: ServiceLevels,
  /** A customer whom a partner brought is that partner's for so long: the day of the lead and so many days after it. */
  leadProtection: Days,
  /** A lead about which nothing is heard for so long may expire. */
  leadExpiry: Days,
  /** After a change of the payout destination nothing is paid for so long: the day of the change and so many after it. */
  destinationCoolOff: Days,
});

/** A partner program begins. */
export const ProgramOpened = t.readonly(
  t.intersection([
    t.type({
      program: Id,
      name: PlainText,
      timeZone: TimeZoneCodec,
      currencies: t.readonlyArray(CurrencyCodeJson),
      businessCalendar: BusinessCalendarCodec,
      approval: Approval,
      destinations: Destinations,
      ...happened,
    }),
    promises,
  ]),
);

/** A setting of the program changes; what is absent stays. */
export const ProgramChanged = t.readonly(
  t.intersection([
    t.type({ program: Id, ...happened }),
    t.partial({
      name: PlainText,
      businessCalendar: BusinessCalendarCodec,
      approval: Approval,
      destinations: Destinations,
    }),
    promises,
  ]),
);

import { BusinessCalendarCodec, TimeZoneCodec } from '@commission-ledger/calendar';
import { CurrencyCodeJson } from '@commission-ledger/money';
import * as t from 'io-ts';
import { Id } from '../id.ts';
import { PlainText, happened } from './vocabulary.ts';

/** `two-person`: a payout run is prepared by one person and approved by another. */
export const Approval = t.union([t.literal('two-person'), t.literal('none')]);

/** Whether a payout waits until the ledger knows where to pay, or the host keeps that to itself. */
export const Destinations = t.union([t.literal('required'), t.literal('kept-by-host')]);

/** A partner program begins. */
export const ProgramOpened = t.readonly(
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
  ]),
);

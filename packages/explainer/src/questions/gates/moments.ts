import { dateOf, epochMsOf, type LocalDate, type TimeZone } from '@commission-ledger/calendar';
import type { RecordedEvent } from '@commission-ledger/events';
import { instantIn } from '@commission-ledger/projections';

/** The two clocks of an event as local days of the program: when it happened, and when it was recorded. */
export type Moments = Readonly<{ on: LocalDate; recorded: LocalDate; isLate: boolean }>;

/** When an event happened, and when it was learnt; it is late where those are two days. */
export const momentsOf = ({ data, recordedAt }: Clocked, zone: TimeZone): Moments => {
  const on = dateOf(data.occurredAt, zone);
  const recorded = localDayOf(recordedAt, zone);
  return { on, recorded, isLate: recorded > on };
};

type Clocked = Pick<RecordedEvent, 'recordedAt'> & Readonly<{ data: Pick<RecordedEvent['data'], 'occurredAt'> }>;

/** The local day of an instant as it is written in events. */
export const localDayOf = (instant: string, zone: TimeZone): LocalDate => dateOf(instantIn(instant), zone);

/** The time of day as clocks of the zone show it: `14:05`. */
export const timeOfDay = (instant: string, zone: TimeZone): string =>
  clockIn(zone).format(epochMsOf(instantIn(instant)));

const clocks = new Map<string, Intl.DateTimeFormat>();

const clockIn = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  clocks.set(zone, made);
  return made;
};

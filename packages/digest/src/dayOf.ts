import type { LocalDate } from '@commission-ledger/calendar';

/** The local date of something that happened at an instant, as read models write it. */
export type DayOf = (occurredAt: string) => LocalDate;

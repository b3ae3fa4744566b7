import { type Instant, epochMsOf } from '@commission-ledger/calendar';

const written = new Map<string, Intl.DateTimeFormat>();

const writtenIn = (zone: string): Intl.DateTimeFormat => {
  const known = written.get(zone);
  if (known !== undefined) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('sv-SE', { ...parts, timeZone: zone });
  written.set(zone, made);
  return made;
};

/** A moment as clocks of a zone show it, to the minute: `2026-03-29 14:05`. It sorts, and no language turns it round. */
export const localMoment = (at: Instant, zone: string): string => writtenIn(zone).format(epochMsOf(at));

import {
  addDays,
  dateOf,
  epochMsOf,
  instant,
  type Instant,
  type LocalDate,
  startOfDay,
} from '@commission-ledger/calendar';
import * as E from 'fp-ts/lib/Either.js';
import type { ProgramZone } from '../../reading/sources.ts';

/** Whether something had been recorded by the end of a local day. */
export const isKnownOn = ({ zone }: ProgramZone, date: LocalDate): ((recordedAt: string) => boolean) => {
  const end = epochMsOf(startOfDay(addDays(date, 1), zone));
  return (recordedAt) => epochMsOf(momentIn(recordedAt)) < end;
};

/** The local day of an instant that an event or a read model tells. */
export const localDayOf = (at: string, { zone }: ProgramZone): LocalDate => dateOf(momentIn(at), zone);

const momentIn = (at: string): Instant => {
  const moment = instant(at);
  if (E.isLeft(moment)) throw new RangeError(`An event was read with ${at}, which is no instant.`);
  return moment.right;
};

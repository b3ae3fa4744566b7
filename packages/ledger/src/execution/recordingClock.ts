import { type RecordedInstant, RecordedInstantCodec, nextRecordedAt } from '@commission-ledger/calendar';

/** Gives each event the instant it is recorded at: always later than any seen before. */
export type RecordingClock = Readonly<{
  next: () => RecordedInstant;
  /** Takes notice of what the store already holds, perhaps written by a machine whose clock is ahead. */
  note: (recordedAt: string) => void;
}>;

/** @param clock milliseconds since 1970; it may stand still or go back. */
export const recordingClock = (clock: () => number): RecordingClock => {
  let last: RecordedInstant | undefined;
  return {
    next: () => {
      last = nextRecordedAt(clock(), last);
      return last;
    },
    note: (recordedAt) => {
      if ((last === undefined || recordedAt > last) && RecordedInstantCodec.is(recordedAt)) last = recordedAt;
    },
  };
};

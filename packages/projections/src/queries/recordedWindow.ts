import type { Instant } from '@commission-ledger/calendar';

/** What was recorded after `from`, up to and including `to`: windows that follow each other share nothing and miss nothing. */
export type RecordedWindow = Readonly<{ from: Instant; to: Instant }>;

/** An instant in the form in which the ledger records, to the microsecond, so that both sort as text. */
export const recordedForm = (at: Instant): string => `${at.slice(0, -1)}000Z`;

/** Whether something was recorded in the window. */
export const isRecordedIn =
  ({ from, to }: RecordedWindow): ((told: Readonly<{ recordedAt: string }>) => boolean) =>
  ({ recordedAt }) =>
    recordedAt > recordedForm(from) && recordedAt <= recordedForm(to);

import type { RecordedEvent } from '@commission-ledger/events';

/** What a partner's state keeps of suspensions, in the order of their start, across all programs. */
type Suspensions = Readonly<{ suspensions: readonly RecordedEvent<'PartnerSuspended' | 'PartnerReinstated'>[] }>;

/** The suspension of the partner in the program that is in force on a local date, if any. */
export const suspensionOn = (
  partner: Suspensions | undefined,
  program: string,
  date: string,
): RecordedEvent<'PartnerSuspended'> | undefined => {
  const last = partner?.suspensions.findLast(({ data }) => data.program === program && data.from <= date);
  return last?.type === 'PartnerSuspended' ? last : undefined;
};

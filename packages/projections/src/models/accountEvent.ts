import type { AccountRef, EventType, RecordedEvent } from '@commission-ledger/events';

const TYPES = [
  'AccrualPosted',
  'AccrualEvaluated',
  'AccrualReversed',
  'AccrualHeld',
  'AccrualReleased',
  'TrueUpPosted',
  'AdjustmentPosted',
  'AdjustmentProposed',
  'AdjustmentDeclined',
  'DrawAdvanced',
  'DrawRecovered',
  'DrawForgiven',
  'ReceivableWrittenOff',
  'BalanceUnclaimed',
  'TaxRemitted',
  'PeriodClosed',
  'PayoutIssued',
  'PayoutDeferred',
  'PayoutSettled',
  'PayoutFailed',
  'PayoutVoided',
] as const;

/** Everything that can happen in an account. */
export type AccountEvent = RecordedEvent<(typeof TYPES)[number]>;

/** The types of {@link AccountEvent}. */
export const accountEventTypes: ReadonlySet<EventType> = new Set(TYPES);

const names: ReadonlySet<string> = accountEventTypes;

/** Whether events of this type belong to an account and to nothing else. */
export const isAccountEventType = (type: string): boolean => names.has(type);

/** Whether the event belongs to an account. */
export const isAccountEvent = (event: RecordedEvent): event is AccountEvent => accountEventTypes.has(event.type);

/** The account an event belongs to: it stands in its stream, or could not be read. */
export const accountOf = ({ stream, data: { program, partner } }: AccountEvent): AccountRef => ({
  program,
  partner,
  currency: stream.slice(-3),
});

/** An account as the beginning of a document key. */
export const accountKey = ({ program, partner, currency }: AccountRef): string => `${program}/${partner}/${currency}`;

/** Keys of all accounts of a program, or of one partner in it, begin with this; without a program all keys do. */
export const accountPrefix = ({ program, partner }: Partial<Pick<AccountRef, 'program' | 'partner'>>): string => {
  if (program === undefined) return '';
  return partner === undefined ? `${program}/` : `${program}/${partner}/`;
};

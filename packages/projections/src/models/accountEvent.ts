import {
  type AccountEventType,
  type AccountRef,
  type RecordedEvent,
  isAccountEventType,
} from '@commission-ledger/events';

/** Everything that can happen in an account. */
export type AccountEvent = RecordedEvent<AccountEventType>;

/** Whether the event belongs to an account. */
export const isAccountEvent = (event: RecordedEvent): event is AccountEvent => isAccountEventType(event.type);

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

import {
  accountOfStream,
  accountStream,
  type AccountRef,
  type EventType,
  type RecordedEvent,
} from '@commission-ledger/events';
import { CannotApply } from '../projection.ts';

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

/**
 * The account an event belongs to.
 *
 * @throws CannotApply when the event speaks of another account than the one in whose stream it stands.
 */
export const accountOf = (event: AccountEvent): AccountRef => {
  const { program, partner } = event.data;
  const account = { program, partner, currency: currencyOf(event) };
  if (accountStream(account) === event.stream) return account;
  throw new CannotApply(`${event.type} ${event.id} in ${event.stream} speaks of ${accountStream(account)}.`);
};

/** A dispute names an accrual and no amount: its currency is that of the account. */
const currencyOf = (event: AccountEvent): string => {
  switch (event.type) {
    case 'AccrualEvaluated':
      return event.data.currency;
    case 'AccrualHeld':
    case 'AccrualReleased':
      return accountOfStream(event.stream)?.currency ?? 'none';
    case 'PeriodClosed':
      return event.data.closing.currency;
    case 'AccrualPosted':
    case 'AccrualReversed':
    case 'TrueUpPosted':
    case 'AdjustmentPosted':
    case 'AdjustmentProposed':
    case 'AdjustmentDeclined':
    case 'DrawAdvanced':
    case 'DrawRecovered':
    case 'DrawForgiven':
    case 'ReceivableWrittenOff':
    case 'BalanceUnclaimed':
    case 'TaxRemitted':
    case 'PayoutIssued':
    case 'PayoutDeferred':
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutVoided':
      return event.data.amount.currency;
  }
};

/** An account as the beginning of a document key. */
export const accountKey = ({ program, partner, currency }: AccountRef): string => `${program}/${partner}/${currency}`;

/** Keys of all accounts of a program, or of one partner in it, begin with this; without a program all keys do. */
export const accountPrefix = ({ program, partner }: Partial<Pick<AccountRef, 'program' | 'partner'>>): string => {
  if (program === undefined) return '';
  return partner === undefined ? `${program}/` : `${program}/${partner}/`;
};

import { StoreFailure } from '@commission-ledger/event-store';
import type { LedgerFailure } from '../failure.ts';

/** What the store could not do, as data. @throws anything else: it is a defect and goes on. */
export const storeFailure = (error: unknown): LedgerFailure => {
  if (!(error instanceof StoreFailure)) throw error;
  if (error.reason._tag === 'Busy') return { _tag: 'StoreBusy' };
  const sendAgain = isUnavailable(error) ? ' Send the command again: it is recorded at most once.' : '';
  return { _tag: 'StoreUnavailable', message: `${error.message}${sendAgain}` };
};

/** Whether the store may or may not have done what it was asked to. */
export const isUnavailable = (error: unknown): error is StoreFailure =>
  error instanceof StoreFailure && error.reason._tag === 'Unavailable';

import { setTimeout as pause } from 'node:timers/promises';
import { CommissionLedgerError } from 'commission-ledger';

/** Failures after which the same command is simply sent again: it is recorded once, however often it comes. */
const passing: ReadonlySet<string> = new Set(['WrittenMeanwhile', 'StoreBusy', 'StoreUnavailable']);

/** Sends a command until it got through; any other failure is a failure. */
export const persistently = async <Value>(send: () => Promise<Value>, attempts = 50): Promise<Value> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const passes = error instanceof CommissionLedgerError && passing.has(error.failure._tag);
      if (!passes || attempt === attempts) throw error;
      await pause(20 * attempt);
    }
  }
};

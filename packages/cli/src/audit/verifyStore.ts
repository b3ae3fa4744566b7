import { type EventStore, StoreFailure } from '@commission-ledger/event-store';
import { openHistory } from '../stores/openHistory.ts';
import type { StoreAddress } from '../stores/storeAddress.ts';
import type { Terminal } from '../terminal.ts';

/** A history to be judged; `changedRules` names what was taken from the protection of its file. */
export type VerifyStore = Readonly<{
  events: Pick<EventStore, 'head' | 'readAll' | 'readStream'>;
  changedRules: readonly string[];
  close: () => Promise<void>;
}>;

/** Opens a history as every command does, and where its file is refused for what was done to it, only to be read. */
export const openToVerify = async (address: StoreAddress, terminal: Terminal): Promise<VerifyStore> => {
  try {
    return { ...(await openHistory(address, terminal, false)), changedRules: [] };
  } catch (error) {
    if (address.kind !== 'sqlite' || !(error instanceof StoreFailure) || !REFUSED.has(error.reason._tag)) throw error;
    const { openSqliteHistory } = await import('@commission-ledger/event-store-sqlite');
    return await openSqliteHistory(address.path).catch(() => {
      throw error;
    });
  }
};

/** Its triggers were removed; or it, or its folder, may not be written. */
const REFUSED: ReadonlySet<string> = new Set(['Corrupt', 'Unavailable']);
